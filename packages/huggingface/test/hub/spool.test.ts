/** Files that are fetched whole first: gone from the disk at once, ended at once. */
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { collect, large, stage } from './stage.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(`${tmpdir()}/datasig-spool-`);
  process.env['TMPDIR'] = folder;
});
afterEach(() => {
  delete process.env['TMPDIR'];
  rmSync(folder, { recursive: true, force: true });
});

it('leaves nothing in the temporary folder, not even while the file is read', async () => {
  const { hub, sha, file } = await stage();
  const opened = hub.openSpooled('owner/data', sha, await file('large.bin'));
  expect(await opened.slice(1000, 2000)).toEqual(large.slice(1000, 2000));
  expect(readdirSync(folder)).toEqual([]);
  expect(await collect(opened.stream())).toEqual(large);
  await opened.assertUnchanged();
  await opened.close();
  expect(readdirSync(folder)).toEqual([]);
});

it('leaves nothing after bytes that are not those of the listing', async () => {
  const { hub, sha, file, faults } = await stage();
  const listed = await file('large.bin');
  faults([{ match: '/repos/**', fault: { kind: 'flipped-byte' } }]);
  const opened = hub.openSpooled('owner/data', sha, listed);
  await expect(opened.slice(0, 10)).rejects.toMatchObject({ code: 'checksum-mismatch' });
  await opened.close();
  expect(readdirSync(folder)).toEqual([]);
});

it('ends at once while a server is silent', async () => {
  const { hub, sha, file, faults } = await stage();
  const listed = await file('large.bin');
  faults([{ match: '/repos/**', fault: { kind: 'stall', after: 1000 } }]);
  const opened = hub.openSpooled('owner/data', sha, listed);
  const interruption = new AbortController();
  const slice = opened.slice(0, 10, interruption.signal);
  setTimeout(() => interruption.abort(new Error('interrupted')), 50);
  await expect(slice).rejects.toThrow('interrupted');
  await opened.close();
  expect(readdirSync(folder)).toEqual([]);
});

it('says so when the temporary folder takes no files', async () => {
  const { hub, sha, file } = await stage();
  rmSync(folder, { recursive: true });
  const opened = hub.openSpooled('owner/data', sha, await file('large.bin'));
  await expect(opened.slice(0, 10)).rejects.toMatchObject({ code: 'source-unreadable' });
  await opened.close();
});
