/** A database that another process writes to without pause: what is read is one commit, never a mixture. */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { fingerprint, type RunResult } from '@datasig/runner';
import type { Source } from '@datasig/core/spec';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openWritable, useFolder } from '../test/database.ts';
import { sqlite } from './index.ts';

const folder = useFolder();
const rowCount = 2000;
let path: string;
let writer: ChildProcess | undefined;

beforeEach(() => {
  path = folder.make('a.db', (database) => {
    database.pragma('journal_mode = WAL');
    database.exec(`CREATE TABLE a (id INTEGER PRIMARY KEY, g INT, filler TEXT DEFAULT (hex(zeroblob(500)))); CREATE TABLE b (id INTEGER PRIMARY KEY, g INT);
      WITH n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < ${rowCount}) INSERT INTO a (g) SELECT 0 FROM n; INSERT INTO b (g) SELECT g FROM a`);
  });
});
afterEach(async () => {
  if (writer === undefined) return;
  const ended = once(writer, 'exit');
  writer.kill('SIGKILL');
  await ended;
  writer = undefined;
});

async function startWriter(pauseMs: number): Promise<void> {
  writer = spawn(process.execPath, [fileURLToPath(new URL('../test/hammer.ts', import.meta.url)), path, String(pauseMs)], { stdio: ['ignore', 'pipe', 'inherit'] });
  await once(writer.stdout!, 'data');
}

/** Fingerprints only the number that all rows of one commit share. */
async function readNumbers(threads: number): Promise<RunResult> {
  const source = sqlite({ path });
  try {
    const made = await fingerprint(source, { threads, shardByteLength: 10_000, preparation: { columns: ['g'] } });
    expect(made.fingerprint.records.count).toBe(BigInt(2 * rowCount));
    expect(made.fingerprint.sketches[0]).toMatchObject({ hashes: { length: 1 } });
    return made;
  } finally {
    await source.close?.();
  }
}

describe.each([0, 1, 200])('a writer that rests for %i ms', (pauseMs) => {
  it.each([1, 2, 4])('and %i threads', async (threads) => {
    await startWriter(pauseMs);
    const seen = new Set<string>();
    for (let run = 0; run < 4; run++) seen.add((await readNumbers(threads)).fingerprint.identity!.uid);
    expect(seen.size).toBeGreaterThan(1);
  });
});

it('uses all threads while no one writes', async () => {
  const idle = openWritable(path);
  idle.exec('UPDATE a SET g = 1; UPDATE b SET g = 1');
  expect((await readNumbers(3)).statistics.threadCount).toBe(3);
  idle.close();
});

it('goes on with one thread where a commit always comes between', async () => {
  const idle = openWritable(path);
  idle.exec('UPDATE a SET g = 1; UPDATE b SET g = 1');
  const source = sqlite({ path });
  await source.describe();
  const { snapshot } = source;
  const commits: Source = {
    specVersion: 'v1',
    reopening: source.reopening!,
    snapshot: { begin: async () => snapshot!.begin(), isCurrent: async () => (idle.exec('UPDATE a SET g = g + 1; UPDATE b SET g = g + 1'), snapshot!.isCurrent()) },
    describe: () => source.describe(),
    shards: (options) => source.shards(options),
    read: (shard, options) => source.read(shard, options),
  };
  const made = await fingerprint(commits, { threads: 3, shardByteLength: 10_000, preparation: { columns: ['g'] } });
  expect(made.statistics.threadCount).toBe(1);
  expect(made.fingerprint.records.count).toBe(BigInt(2 * rowCount));
  await source.close?.();
  idle.close();
});
