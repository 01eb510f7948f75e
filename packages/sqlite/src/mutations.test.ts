/** Databases damaged at random bytes: an error, or all rows; never fewer, never a crash. */
import { readFileSync, writeFileSync } from 'node:fs';
import { DatasigError, type ErrorCode } from '@datasig/core';
import { describe, expect, it } from 'vitest';
import { insert, summarize, useFolder, type WritableDatabase } from '../test/database.ts';
import { makeRandom, mutate } from '../test/mutate.ts';
import { sqlite } from './index.ts';

const folder = useFolder();
const mutationCount = 1250;
/** On a machine with other work these runs take minutes. */
const busyTimeoutMs = 600_000;
/** What a damaged database may be called. */
const allowed: readonly ErrorCode[] = ['invalid-sqlite', 'truncated', 'invalid-utf8', 'table-not-found', 'source-unreadable', 'encrypted-data', 'record-too-large'];
const rowCount = 60;

function fill(database: WritableDatabase): void {
  database.exec(`CREATE TABLE a (id INTEGER PRIMARY KEY, t TEXT NOT NULL, x REAL, b BLOB, CHECK (id > -5));
    CREATE INDEX by_t ON a (t); CREATE TABLE k (id TEXT PRIMARY KEY, n) WITHOUT ROWID; CREATE TABLE p (x, y DEFAULT 5, z AS (x || y)); CREATE VIEW v AS SELECT id, t FROM a`);
  database.exec('BEGIN');
  const rows = Array.from({ length: rowCount }, (_, index) => index);
  insert(database, 'a', rows.map((index) => [BigInt(index), `text ${index}`, index / 3, index % 20 === 0 ? Buffer.alloc(3000, index) : null]));
  insert(database, 'k', rows.map((index) => [`key ${index}`, BigInt(index) ** 9n]));
  for (const index of rows) database.exec(`INSERT INTO p (x) VALUES ('ü${index}')`);
  database.exec('COMMIT; CREATE TABLE gone (x); INSERT INTO gone SELECT t FROM a; DROP TABLE gone');
}

describe.each([['UTF-8', 512], ['UTF-16le', 1024]] as const)('in %s, pages of %i bytes', (encoding, pageSize) => {
  it(`${mutationCount} times`, { timeout: busyTimeoutMs }, async () => {
    const path = folder.make('whole.db', (database) => {
      database.pragma(`page_size = ${pageSize}`);
      database.pragma(`encoding = '${encoding}'`);
      fill(database);
    });
    const bytes = readFileSync(path);
    const random = makeRandom(11);
    const codes = new Map<string, number>();
    for (let index = 0; index < mutationCount; index++) {
      const damaged = folder.file('damaged.db');
      writeFileSync(damaged, mutate(bytes, pageSize, random));
      // Every third is read in pieces, every fourth by the names of its tables, every fifth with the check last.
      const found = await read(damaged, index).catch((error: unknown) => {
        if (DatasigError.is(error) && allowed.includes(error.code)) return error.code;
        throw new Error(`mutation ${index}`, { cause: error });
      });
      codes.set(found, (codes.get(found) ?? 0) + 1);
    }
    expect(codes.get('invalid-sqlite')).toBeGreaterThan(mutationCount / 4);
    expect(codes.get('all rows')).toBeGreaterThan(mutationCount / 20);
  });
});

async function read(path: string, index: number): Promise<string> {
  const source = sqlite({ path, ...(index % 4 === 0 && { tables: ['a', 'k', 'p'] }) });
  try {
    const shards = await source.shards(index % 3 === 0 ? { shardByteLength: 500 } : {});
    const { records } = await summarize(source, index % 5 === 0 ? shards.toReversed() : shards);
    const names = new Set(shards.map(({ part }) => part));
    if (names.size === 3 && records.count !== BigInt(3 * rowCount)) throw new Error(`mutation ${index}: ${records.count} rows`);
    return 'all rows';
  } finally {
    await source.close?.();
  }
}
