/** Values by their storage class, exactly, however they are read. */
import { DatasigError } from '@datasig/core';
import type { Source } from '@datasig/core/spec';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { insert, openWritable, uidOf, uidOfRows, useFolder } from '../test/database.ts';
import { type SqliteOptions, sqlite } from './index.ts';
import type { SqlValue } from './driver.ts';

const folder = useFolder();
const encodings = ['UTF-8', 'UTF-16le', 'UTF-16be'] as const;

/** Every way in which the rows of `t` with the columns `k`, `a` and `b` are read. */
function ways(path: string): readonly (readonly [string, Source])[] {
  const options: readonly (readonly [string, Partial<SqliteOptions>])[] = [
    ['table', { table: 't' }],
    ['view', { table: 'v' }],
    ['query', { query: 'SELECT k, a, b FROM t' }],
    ['without rowid', { table: 'w' }],
  ];
  return options.map(([name, option]) => [name, sqlite({ path, ...option } as SqliteOptions)]);
}

function make(name: string, rows: readonly (readonly SqlValue[])[], encoding: (typeof encodings)[number] = 'UTF-8'): string {
  return folder.make(name, (database) => {
    database.pragma(`encoding = '${encoding}'`);
    database.exec('CREATE TABLE t (k INT, a, b); CREATE VIEW v AS SELECT a, k, b FROM t; CREATE TABLE w (k INT PRIMARY KEY, a, b) WITHOUT ROWID');
    database.exec('BEGIN');
    if (rows.length > 0) insert(database, 't', rows.map((row, index) => [BigInt(index), ...row]));
    if (rows.length > 0) insert(database, 'w', rows.map((row, index) => [BigInt(index), ...row]));
    database.exec('COMMIT');
  });
}

const special: readonly SqlValue[] = [
  null, 0n, -1n, 2n ** 53n - 1n, 2n ** 53n, 2n ** 53n + 1n, -(2n ** 53n) - 1n, 2n ** 63n - 1n, -(2n ** 63n), 9_007_199_254_740_993n,
  0.1, -0, 2, 1e300, 2 ** 63, -(2 ** 63), 2 ** 53, Infinity, -Infinity, 5e-324,
  '', 'a', '12', 'ü', '€', '😀', 'a\0b', '\0', '\uFEFFbom', '\uFFFD', 'e\u0301',
  new Uint8Array(0), Uint8Array.of(0xff, 0), Buffer.from('text'),
];

describe.each(encodings)('in %s', (encoding) => {
  it('keeps every value', async () => {
    const rows = special.flatMap((a) => [[a, 1n], [a, 'x'], [a, a]] as const);
    const path = make('a.db', rows, encoding);
    const expected = uidOfRows(rows.map(([a, b], k) => ({ k, a, b })));
    for (const [way, source] of ways(path)) expect([way, await uidOf(source)]).toEqual([way, expected]);
  });

  it('keeps columns of one kind', async () => {
    for (const kind of ['number', 'bigint', 'string', 'object']) {
      const rows = special.filter((value) => typeof value === kind || value === null).map((a) => [a, null] as const);
      const expected = uidOfRows(rows.map(([a], k) => ({ k, a })));
      for (const [way, source] of ways(make(`${kind}.db`, rows, encoding))) expect([`${way}, ${kind}`, await uidOf(source)]).toEqual([`${way}, ${kind}`, expected]);
    }
  });

  it('keeps random rows in chunks of any kind', async () => {
    const value = fc.oneof(fc.constant(null), fc.bigInt({ min: -(2n ** 63n), max: 2n ** 63n - 1n }), fc.integer(), fc.double({ noNaN: true }), fc.string({ unit: 'grapheme' }), fc.uint8Array());
    let count = 0;
    await fc.assert(
      fc.asyncProperty(fc.array(fc.tuple(value, value), { maxLength: 200 }), async (rows) => {
        const expected = uidOfRows(rows.map(([a, b], k) => ({ k, a, b })));
        for (const [way, source] of ways(make(`${count++}.db`, rows, encoding))) expect([way, await uidOf(source)]).toEqual([way, expected]);
      }),
      { seed: 7, numRuns: 20 },
    );
  });
});

describe('long values', () => {
  it('are read beside short ones', async () => {
    const long = 'long '.repeat(1_000_000);
    const rows = Array.from({ length: 400 }, (_, index) => [index % 100 === 99 ? `${long}${index}` : `short ${index}`, index % 90 === 1 ? new Uint8Array(3_000_000 + index) : null] as const);
    const expected = uidOfRows(rows.map(([a, b], k) => ({ k, a, b })));
    for (const [way, source] of ways(make('long.db', rows))) expect([way, await uidOf(source)]).toEqual([way, expected]);
  });
});

describe('text that is none', () => {
  const bad: readonly (readonly [string, (typeof encodings)[number], string])[] = [
    ['a byte that begins nothing', 'UTF-8', 'ff41'],
    ['an overlong form', 'UTF-8', 'c080'],
    ['a surrogate', 'UTF-8', 'eda080'],
    ['a cut sequence', 'UTF-8', '41e282'],
    ['a lone high surrogate before a letter', 'UTF-16le', '3dd84100'],
    ['a lone low surrogate before a letter', 'UTF-16le', '00dc4100'],
    ['a lone surrogate at the end', 'UTF-16le', '41003dd8'],
    ['a lone high surrogate before a letter', 'UTF-16be', 'd83d0041'],
  ];

  it.each(bad)('%s, in %s', async (_, encoding, hex) => {
    const rows = Array.from({ length: 3000 }, (_row, index) => [index === 2500 ? Buffer.from(hex, 'hex') : '\uFFFDfine', null] as const);
    const path = make('bad.db', rows, encoding);
    const database = openWritable(path);
    // Text and not a blob, whatever its bytes.
    database.exec('UPDATE t SET a = CAST(a AS TEXT); UPDATE w SET a = CAST(a AS TEXT)');
    database.close();
    for (const [way, source] of ways(path)) {
      const error = await uidOf(source).catch((caught: unknown) => caught);
      expect([way, DatasigError.is(error) && error.code]).toEqual([way, 'invalid-utf8']);
      const { message, context } = error as DatasigError;
      expect(message).toContain(`column "a"`);
      expect(context).toMatchObject({ column: 'a', row: 2501 });
      if (way === 'table') expect(message).toContain('#t, row 2501, column "a": rowid 2501: ');
      expect(message).not.toContain('A');
    }
  });
});
