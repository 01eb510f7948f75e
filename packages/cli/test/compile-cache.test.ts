/** What the command keeps of its compiled code: in the user's cache folder, and never in the way. */
import { chmodSync, existsSync, mkdirSync, readdirSync, truncateSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { useWorkplace } from './command.ts';

const place = useWorkplace();
const keeping = { NODE_DISABLE_COMPILE_CACHE: undefined };
const data = { 'data/a.csv': 'id\n1\n' };

async function fingerprint(environment: Readonly<Record<string, string>>): Promise<string> {
  const { code, stdout, stderr } = await place.run(['fingerprint', 'data/a.csv', '-o', '-'], '', { ...keeping, ...environment });
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
  return stdout;
}

const kept = (folder: string): string[] => readdirSync(join(place.path, folder), { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));

test('lies in the cache folder of the user, and may be damaged', async () => {
  place.write(data);
  const first = await fingerprint({});
  const folder = process.platform === 'darwin' ? 'Library/Caches/datasig' : '.cache/datasig';
  expect(kept(folder)).not.toEqual([]);
  expect(await fingerprint({})).toBe(first);
  for (const file of kept(folder)) truncateSync(file, 100);
  expect(await fingerprint({})).toBe(first);
});

test.runIf(process.platform === 'linux')('goes where XDG_CACHE_HOME says, or nowhere', async () => {
  place.write(data);
  mkdirSync(join(place.path, 'caches'));
  await fingerprint({ XDG_CACHE_HOME: join(place.path, 'caches') });
  expect(kept('caches/datasig')).not.toEqual([]);
  for (const home of ['', '/proc', '/dev/null', join(place.path, 'no/such/folder')]) await fingerprint({ HOME: home });
  mkdirSync(join(place.path, 'locked'));
  chmodSync(join(place.path, 'locked'), 0o500);
  await fingerprint({ HOME: join(place.path, 'locked') });
  await fingerprint({ NODE_DISABLE_COMPILE_CACHE: '1' });
  expect(existsSync(join(place.path, '.cache'))).toBe(false);
});
