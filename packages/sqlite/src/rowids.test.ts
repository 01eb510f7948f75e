/** Rowids of every kind: all rows are read, once, however the table is cut. */
import { describe, expect, it } from 'vitest';
import { insert, summarize, uidOfRows, useFolder } from '../test/database.ts';
import { cutRowids } from './cut.ts';
import { sqlite } from './index.ts';
import { allRowids } from './rowid-range.ts';

const folder = useFolder();
const least = -(2n ** 63n);
const most = 2n ** 63n - 1n;

const cases: readonly (readonly [string, readonly bigint[]])[] = [
  ['none', []],
  ['one', [5n]],
  ['dense', Array.from({ length: 20_000 }, (_, index) => BigInt(index))],
  ['negative', Array.from({ length: 5000 }, (_, index) => BigInt(index - 4000))],
  ['around 2^53', Array.from({ length: 5000 }, (_, index) => 2n ** 53n - 2500n + BigInt(index))],
  ['both ends', [least, least + 1n, -1n, 0n, 1n, most - 1n, most]],
  ['all over', Array.from({ length: 5000 }, (_, index) => least + BigInt(index) * 3_600_000_000_000_000n)],
  ['a crowd far away', [1n, ...Array.from({ length: 10_000 }, (_, index) => 9_000_000_000_000_000_000n + BigInt(index)), most]],
  ['crowds', Array.from({ length: 10_000 }, (_, index) => BigInt(Math.floor(index / 100)) * 1_000_000_007n + BigInt(index % 100))],
];

describe.each(cases)('%s', (_, rowids) => {
  const rows = rowids.map((id) => ({ id, x: `row ${id}` }));

  it.each(['CREATE TABLE t (id INTEGER PRIMARY KEY, x)', 'CREATE TABLE t (rowid TEXT, id, x)'])('%s', async (sql) => {
    const isAlias = sql.includes('PRIMARY');
    const path = folder.make('a.db', (database) => {
      database.exec(`${sql}; BEGIN`);
      if (rows.length > 0 && isAlias) insert(database, 't', rows.map(({ id, x }) => [id, x]));
      const statement = database.prepare(isAlias ? 'SELECT 1' : 'INSERT INTO t (_rowid_, rowid, id, x) VALUES (?, ?, ?, ?)') as unknown as { run(...values: unknown[]): unknown };
      if (!isAlias) for (const { id, x } of rows) statement.run(id, 'r', id, x);
      database.exec('COMMIT');
    });
    const expected = uidOfRows(isAlias ? rows : rows.map((row) => ({ rowid: 'r', ...row })));
    for (const shardByteLength of [undefined, 100_000, 5000]) {
      const source = sqlite({ path, table: 't' });
      const shards = await source.shards({ ...(shardByteLength !== undefined && { shardByteLength }) });
      expect((await summarize(source, shards)).identity!.uid).toBe(expected);
      await source.close?.();
    }
  });
});

describe('shards', () => {
  it.each(cases.filter(([, rowids]) => rowids.length > 4000))('have near-equal numbers of rows: %s', async (_, rowids) => {
    const path = folder.make('a.db', (database) => {
      database.exec('CREATE TABLE t (id INTEGER PRIMARY KEY, x); BEGIN');
      insert(database, 't', rowids.map((id) => [id, 'row']));
      database.exec('COMMIT');
    });
    const source = sqlite({ path, table: 't' });
    const { byteLength = 0 } = await source.describe();
    const shards = await source.shards({ shardByteLength: Math.ceil(byteLength / 8) });
    const counts: number[] = [];
    for (const shard of shards) {
      let count = 0;
      for await (const batch of source.read(shard)) count += batch.kind === 'columns' ? batch.rowCount : 0;
      counts.push(count);
    }
    await source.close?.();
    expect(counts.length).toBeGreaterThanOrEqual(7);
    expect(Math.max(...counts)).toBeLessThan((2 * rowids.length) / 8);
  });

  it('hold every rowid there can be, once', () => {
    for (const count of [1, 2, 7, 1000]) {
      const ranges = cutRowids({ rowCount: 30, pieces: [{ first: least, last: 0n, rowCount: 10 }, { first: 5n, last: 6n, rowCount: 19 }, { first: most, last: most, rowCount: 1 }] }, count);
      expect(ranges.length).toBeLessThanOrEqual(count);
      expect([ranges[0]!.first, ranges.at(-1)!.last]).toEqual([allRowids.first, allRowids.last]);
      ranges.forEach(({ first, last }, index) => {
        expect(first).toBeLessThanOrEqual(last);
        if (index > 0) expect(first).toBe(ranges[index - 1]!.last + 1n);
      });
    }
  });
});

it('takes a table whose columns have all names of the rowid', async () => {
  const path = folder.make('a.db', (database) => {
    database.exec('CREATE TABLE t (rowid, _rowid_, OID)');
    insert(database, 't', [[1n, 2n, 3n], [4n, 5n, 6n]]);
  });
  const source = sqlite({ path });
  expect((await summarize(source)).identity!.uid).toBe(uidOfRows([{ rowid: 1, _rowid_: 2, OID: 3 }, { rowid: 4, _rowid_: 5, OID: 6 }]));
  await source.close?.();
});
