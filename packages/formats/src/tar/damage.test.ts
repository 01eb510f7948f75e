import { describe, expect, it } from 'vitest';
import { mutate, seededRandom } from '../../test/mutate.ts';
import { formatNamed } from '../../test/read.ts';
import { paxEntry, tarFile, type TarFileEntry } from '../../test/tar-file.ts';
import { uidOrCode } from '../../test/uid.ts';

const tar = formatNamed('tar');

/** Contents fill their blocks, so that every byte outside headers and end is data. */
const entries: readonly TarFileEntry[] = Array.from({ length: 3 }, (_, index) => [
  { name: `${index}.png`, content: Uint8Array.from({ length: 512 }, (_unused, at) => (at * 7 + index) % 251) },
  { name: `${index}.txt`, content: `${index}`.repeat(512) },
  { name: `${index}.cls`, content: `${index + 7}`.padStart(512) },
  { name: `${index}.json`, content: `{"a": [${index}, "x", true, 1.5], "b": "${'y'.repeat(470)}"}`.padEnd(512) },
]).flat();

/** What is in the files, without spaces; the zeros at the end may be more or fewer. */
function contents(bytes: Uint8Array): string {
  const blocks = Array.from({ length: Math.ceil(bytes.length / 512) }, (_, index) => Buffer.from(bytes.subarray(512 * index, 512 * (index + 1))).toString('latin1'));
  return blocks.filter((_, index) => index % 2 === 1 || index >= 2 * entries.length).join('').replace(/\0+$/, '').replaceAll(' ', '');
}

describe('2,000 damaged archives', () => {
  it('give an error, or records that differ wherever their bytes do', async () => {
    const bytes = tarFile(entries);
    const uid = await uidOrCode(tar, bytes);
    expect(uid).toMatch(/^dsu1:/);
    const random = seededRandom(41);
    const found = { errors: 0, different: 0 };
    for (let round = 0; round < 2000; round++) {
      const damaged = mutate(bytes, random);
      const result = await uidOrCode(tar, damaged, [1 + Math.floor(random() * 2000)]);
      if (!result.startsWith('dsu1:')) found.errors++;
      else if (result !== uid) found.different++;
      // White space around integers and JSON is no data.
      else expect(contents(damaged)).toBe(contents(bytes));
    }
    expect(found.errors).toBeGreaterThan(500);
    expect(found.different).toBeGreaterThan(100);
  });

  it('never fail in another way, with extended headers too', async () => {
    const bytes = tarFile([paxEntry({ path: 'd/ä.txt', mtime: '1.5' }), { name: 'x', content: 'text' }, { name: '././@LongLink', type: 'L', content: `${'n'.repeat(150)}.cls\0` }, { name: 'y', content: '12' }, { name: 'z.json', content: '{"a": [1, 2.5, "x"]}' }]);
    const random = seededRandom(42);
    const codes = new Set<string>();
    for (let round = 0; round < 2000; round++) codes.add(await uidOrCode(tar, mutate(bytes, random), [1 + Math.floor(random() * 1500)]));
    expect(codes).toContain('invalid-tar');
    expect(codes).toContain('truncated');
  });
});
