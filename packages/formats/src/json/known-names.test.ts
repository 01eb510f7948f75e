/** Known names are found by all of their bytes. */
import { expect, it } from 'vitest';
import { formatNamed, readAll, toBytes } from '../../test/read.ts';
import { KnownNames } from './known-names.ts';

it('finds a name by its bytes, wherever they stand, and no other', () => {
  const names = new KnownNames();
  const bytes = toBytes('xnamey');
  names.keep(bytes, 1, 5, 'name');
  bytes.fill(0, 0, 1);
  expect(names.find(bytes, 1, 5)).toBe('name');
  expect(names.find(toBytes('name'), 0, 4)).toBe('name');
  for (const [start, end] of [[0, 5], [1, 4], [2, 5], [1, 1]] as const) expect(names.find(bytes, start, end)).toBeUndefined();
});

it('reads more names than it keeps, long ones, and those that share a slot', async () => {
  const names = Array.from({ length: 2000 }, (_, index) => `${'n'.repeat(index % 70)}${index}`);
  const rows = [...names, ...names.toReversed(), ...names].map((name, index) => ({ list: [{ [name]: index, a: { b: index } }] }));
  expect((await readAll(formatNamed('jsonl'), rows.map((row) => JSON.stringify(row)).join('\n'))).rows.map((row) => JSON.stringify(row))).toEqual(rows.map((row) => JSON.stringify(row)));
});
