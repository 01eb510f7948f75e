/** Records of one size. */
import { Fingerprinter } from '@datasig/core';
import { expect, test } from 'vitest';
import { makeRecords, type RecordShape } from './records.ts';

test.each<RecordShape>(['one column', 'eight columns'])('records of %s have the canonical length that was asked for', (shape) => {
  const { batches, canonical, byteLength } = makeRecords(100, 5000, shape);
  expect(canonical).toHaveLength(5000);
  expect(new Set(canonical.map(({ length }) => length))).toEqual(new Set([100]));
  expect(byteLength).toBe(500_000);
  const fingerprinter = new Fingerprinter();
  for (const batch of batches) fingerprinter.add(batch);
  const { records, schema } = fingerprinter.finish();
  expect([records.count, records.byteLength, schema.length]).toEqual([5000n, 500_000n, shape === 'one column' ? 1 : 8]);
});
