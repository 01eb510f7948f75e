/** A database that another process writes to without pause: what is read is one commit, never a mixture. */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { fingerprint } from '@datasig/runner';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { useFolder } from '../test/database.ts';
import { sqlite } from './index.ts';

const folder = useFolder();
const rowCount = 2000;
let writer: ChildProcess;

beforeEach(async () => {
  const path = folder.make('a.db', (database) => {
    database.pragma('journal_mode = WAL');
    database.exec(`CREATE TABLE a (id INTEGER PRIMARY KEY, g INT, filler TEXT DEFAULT (hex(zeroblob(500)))); CREATE TABLE b (id INTEGER PRIMARY KEY, g INT);
      WITH n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < ${rowCount}) INSERT INTO a (g) SELECT 0 FROM n; INSERT INTO b (g) SELECT g FROM a`);
  });
  writer = spawn(process.execPath, [fileURLToPath(new URL('../test/hammer.ts', import.meta.url)), path], { stdio: ['ignore', 'pipe', 'inherit'] });
  await once(writer.stdout!, 'data');
});
afterEach(async () => {
  const ended = once(writer, 'exit');
  writer.kill('SIGKILL');
  await ended;
});

it.each([1, 2, 4])('with %i threads', async (threads) => {
  const seen = new Set<string>();
  for (let run = 0; run < 5; run++) {
    const source = sqlite({ path: folder.file('a.db') });
    // Only the number that all rows of one commit share.
    const made = await fingerprint(source, { threads, shardByteLength: 10_000, preparation: { columns: ['g'] } });
    await source.close?.();
    expect(made.fingerprint.records.count).toBe(BigInt(2 * rowCount));
    const [sketch] = made.fingerprint.sketches;
    expect(sketch).toMatchObject({ hashes: { length: 1 } });
    seen.add(made.fingerprint.identity!.uid);
  }
  expect(seen.size).toBeGreaterThan(1);
});
