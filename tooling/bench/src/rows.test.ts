/** Generated tables: the same every time, about 100 bytes a row, readable. */
import { expect, test } from 'vitest';
import { makeRecords } from './records.ts';
import { rowFormats, rowLines } from './rows.ts';

test.each(rowFormats)('%s rows are the same every time and about 100 bytes long', (format) => {
  const lines = [...rowLines(format, 2000)];
  expect([...rowLines(format, 2000)]).toEqual(lines);
  const meanByteLength = lines.reduce((sum, line) => sum + Buffer.byteLength(line), 0) / lines.length;
  expect(meanByteLength).toBeGreaterThan(90);
  expect(meanByteLength).toBeLessThan(110);
});

test('JSON rows are JSON', () => {
  expect([...rowLines('jsonl', 100)].map((line) => (JSON.parse(line) as { id: number }).id)).toEqual(Array.from({ length: 100 }, (_, id) => id));
});

test('records have the canonical length that was asked for', () => {
  const { canonical, byteLength } = makeRecords(100, 5000);
  expect(canonical).toHaveLength(5000);
  expect(new Set(canonical.map(({ length }) => length))).toEqual(new Set([100]));
  expect(byteLength).toBe(500_000);
});
