/** The same data still give the fingerprints that were written once. */
import { cpSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { beforeEach, describe, expect, it } from 'vitest';
import { useWorkplace } from './command.ts';

const folder = fileURLToPath(new URL('../../../vectors/released/1.0', import.meta.url));
const index = JSON.parse(readFileSync(join(folder, 'index.json'), 'utf8')) as readonly { readonly file: string; readonly command: readonly string[] }[];

const workplace = useWorkplace();
beforeEach(() => cpSync(folder, workplace.path, { recursive: true }));

/** All but what names the version that wrote the file. */
function contentsOf(text: string): object {
  const { fileDigest: _, generator: _generator, ...others } = JSON.parse(text) as Record<string, unknown>;
  return others;
}

describe.each(index)('$file', ({ file, command }) => {
  it('is made again from its data', async () => {
    const name = file.replace('.datasig.json', '');
    const released = workplace.read(file);
    const { code, stderr } = await workplace.runIn('data', [...command, '--name', name, '-o', 'again.datasig.json', '--quiet']);
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(contentsOf(workplace.read('data/again.datasig.json'))).toEqual(contentsOf(released));
  });
});
