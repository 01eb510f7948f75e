/** The check in a process of its own: the same verdict, and ended at once. */
import { closeSync, openSync, writeSync } from 'node:fs';
import { expect, it } from 'vitest';
import { useFolder } from '../test/database.ts';
import { type CheckRequest, passesCheck } from './check-process.ts';

const folder = useFolder();

function make(rowCount: number): CheckRequest {
  const path = folder.make('a.db', (database) =>
    database.exec(`CREATE TABLE t (id INTEGER PRIMARY KEY, x); WITH n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < ${rowCount}) INSERT INTO t (x) SELECT hex(i) FROM n`));
  return { location: { path, shown: 'a.db' }, tables: ['t'], busyTimeoutMs: 0 };
}

it('tells sound tables from damaged ones', async () => {
  const request = make(1000);
  expect(await passesCheck(request, undefined)).toBe(true);
  const file = openSync(request.location.path, 'r+');
  writeSync(file, new Uint8Array(4096), 0, 4096, 4096);
  closeSync(file);
  expect(await passesCheck(request, undefined)).toBe(false);
  expect(await passesCheck({ ...request, location: { path: folder.file('none'), shown: 'none' } }, undefined)).toBe(false);
});

it('ends when it is cancelled', async () => {
  const cancel = new AbortController();
  const reason = new Error('cancelled');
  const check = passesCheck(make(200_000), cancel.signal);
  cancel.abort(reason);
  await expect(check).rejects.toBe(reason);
  await expect(passesCheck({ location: { path: 'none', shown: 'none' }, tables: [], busyTimeoutMs: 0 }, cancel.signal)).rejects.toBe(reason);
});
