/** Rows that are read from pages: those that SQLite gives, whatever the table is like, and no others where it is damaged. */
import { readFileSync, writeFileSync } from 'node:fs';
import { DatasigError } from '@datasig/core';
import fc from 'fast-check';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { insert, uidOf, useFolder, type WritableDatabase } from '../test/database.ts';
import { makeRandom, mutate } from '../test/mutate.ts';
import type { SqlValue } from './driver.ts';
import { sqlite } from './index.ts';
import { RangeReader } from './read-range.ts';

const folder = useFolder();
const readBySqlite = vi.spyOn(RangeReader.prototype, 'read');
afterEach(() => readBySqlite.mockClear());

/** Rows from pages and from SQLite. */
async function expectSame(path: string): Promise<void> {
  expect(await uidOf(sqlite({ path, table: 't' }))).toBe(await uidOf(sqlite({ path, query: 'SELECT * FROM t' })));
}

function make(name: string, create: string, rows: readonly (readonly SqlValue[])[], pageSize = 4096, after = ''): string {
  return folder.make(name, (database: WritableDatabase) => {
    database.pragma(`page_size = ${pageSize}`);
    database.exec(`CREATE TABLE t (${create}); BEGIN`);
    if (rows.length > 0) insert(database, 't', rows);
    database.exec(`COMMIT; ${after}`);
  });
}

const many = (count: number, row: (index: number) => readonly SqlValue[]): readonly (readonly SqlValue[])[] => Array.from({ length: count }, (_, index) => row(index));

describe('plain rows', () => {
  const plain: readonly (readonly [string, string, readonly (readonly SqlValue[])[]])[] = [
    ['a rowid of its own', 'a, b, c', many(5000, (index) => [BigInt(index), `text ${index}`, index / 7])],
    ['an INTEGER PRIMARY KEY', 'a TEXT, id INTEGER PRIMARY KEY, c', many(5000, (index) => [`text ${index}`, BigInt(index * 1000), index % 3 === 0 ? null : index])],
    ['numbers of every width', 'a, b', many(4000, (index) => [BigInt(Math.trunc((index % 2 === 0 ? 1 : -1) * 2 ** ((index * 53) / 4000))), index * 1e290])],
    ['texts of every length', 'a, b', many(3000, (index) => ['ü€😀x'.repeat(index % 90), index % 2 === 0 ? '' : null])],
    ['bytes', 'a, b', many(3000, (index) => [new Uint8Array(index % 300).fill(index), null])],
    ['nulls before the first value', 'a, b', many(3000, (index) => [index < 2000 ? null : 'late', index < 1500 ? null : 5n])],
    ['kinds that change seldom', 'a', many(6000, (index) => [index % 2000 < 1000 ? BigInt(index) : `text ${index}`])],
  ];

  it.each(plain)('%s', async (_, create, rows) => {
    for (const pageSize of [4096, 65_536]) {
      const path = make(`${pageSize}.db`, create, rows, pageSize);
      await uidOf(sqlite({ path, table: 't' }));
      expect(readBySqlite).not.toHaveBeenCalled();
      await expectSame(path);
    }
  });

  it('on three levels of pages, in several batches', async () => {
    const path = make('deep.db', 'id INTEGER PRIMARY KEY, b', many(40_000, (index) => [BigInt(index * 3), `text ${index}`]), 512);
    await uidOf(sqlite({ path, table: 't' }));
    expect(readBySqlite).not.toHaveBeenCalled();
    await expectSame(path);
  });
});

describe('rows that are not plain', () => {
  const others: [string, string, readonly (readonly SqlValue[])[], string?][] = [
    ['values beyond their page', 'a, b', many(2000, (index) => [BigInt(index), index % 50 === 0 ? 'long '.repeat(2000) : 'short'])],
    ['integers beyond 2^53', 'a, b', many(3000, (index) => [index % 100 === 0 ? 2n ** 62n + BigInt(index) : BigInt(index), 'x'])],
    ['negative rowids', 'id INTEGER PRIMARY KEY, b', many(3000, (index) => [BigInt(index - 1500), `text ${index}`])],
    ['rowids beyond 2^53', 'id INTEGER PRIMARY KEY, b', many(3000, (index) => [2n ** 53n - 1500n + BigInt(index), `text ${index}`])],
    ['columns that were added', 'a, b', many(2000, (index) => [BigInt(index), 'x']), "ALTER TABLE t ADD COLUMN c DEFAULT 'added'; INSERT INTO t VALUES (1, 2, 3)"],
    ['kinds that change with every row', 'a, b', many(3000, (index) => [[1n, 'a', null, 2.5, new Uint8Array(3)][index % 5]!, BigInt(index)])],
    ['floats that are stored as integers', 'a REAL, b', many(2000, (index) => [index, 'x'])],
    ['deleted rows', 'a, b', many(4000, (index) => [BigInt(index), 'text']), 'DELETE FROM t WHERE a % 3 = 0; UPDATE t SET b = hex(a) WHERE a % 5 = 0'],
    ['generated columns', 'a, c AS (a * 2), b', [], 'INSERT INTO t (a, b) VALUES (1, 2), (3, 4)'],
    ['a column of the name rowid', 'rowid INTEGER PRIMARY KEY, b', many(100, (index) => [BigInt(index + 7), 'x'])],
    ['a dropped column', 'a, gone, b', many(1000, (index) => [BigInt(index), 'gone', 'kept']), 'ALTER TABLE t DROP COLUMN gone'],
  ];

  it.each(others)('%s', async (_, create, rows, after = '') => {
    for (const pageSize of [512, 4096]) await expectSame(make(`${pageSize}.db`, create, rows, pageSize, after));
  });

  it('random rows', async () => {
    const value = fc.oneof({ weight: 4, arbitrary: fc.integer() }, { weight: 4, arbitrary: fc.string({ unit: 'grapheme', maxLength: 40 }) }, fc.constant(null), fc.bigInt({ min: -(2n ** 63n), max: 2n ** 63n - 1n }), fc.double({ noNaN: true }), fc.uint8Array({ maxLength: 600 }));
    let count = 0;
    await fc.assert(fc.asyncProperty(fc.array(fc.tuple(value, value, value), { minLength: 1, maxLength: 300 }), async (rows) => expectSame(make(`${count++}.db`, 'a, b, c', rows, 512))), { seed: 3, numRuns: 30 });
  });
});

it('damage that is not looked for never gives other rows than SQLite gives', { timeout: 600_000 }, async () => {
  const bytes = readFileSync(make('whole.db', 'id INTEGER PRIMARY KEY, a TEXT, b', many(900, (index) => [BigInt(index), `text ${index}`, index % 4 === 0 ? null : index / 3]), 512));
  const random = makeRandom(23);
  let sameCount = 0;
  for (let index = 0; index < 800; index++) {
    const path = folder.file('damaged.db');
    writeFileSync(path, mutate(bytes, 512, random));
    const [pages, rows] = await Promise.all([{ table: 't' }, { query: 'SELECT * FROM t' }].map((what) => outcomeOf(path, what)));
    if (!pages!.startsWith('dsu1:')) continue;
    expect([index, pages]).toEqual([index, rows]);
    sameCount++;
  }
  expect(sameCount).toBeGreaterThan(50);
});

async function outcomeOf(path: string, what: { readonly table?: string; readonly query?: string }): Promise<string> {
  return uidOf(sqlite({ path, check: false, ...what })).catch((error: unknown) => {
    if (DatasigError.is(error)) return error.code;
    throw error;
  });
}

