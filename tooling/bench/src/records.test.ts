/** Records of one size. */
import { expect, test } from 'vitest';
import { makeRecords } from './records.ts';

test('records have the canonical length that was asked for', () => {
  const { canonical, byteLength } = makeRecords(100, 5000);
  expect(canonical).toHaveLength(5000);
  expect(new Set(canonical.map(({ length }) => length))).toEqual(new Set([100]));
  expect(byteLength).toBe(500_000);
});
