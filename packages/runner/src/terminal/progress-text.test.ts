import { expect, test } from 'vitest';
import { describeProgress, formatByteLength, formatDuration } from './progress-text.ts';

test('times and sizes carry their units', () => {
  expect([4.2, 999.4, 999.6, 1449, 12_345, 99_960, 3_723_000].map(formatDuration)).toEqual(['4 ms', '999 ms', '1.0 s', '1.4 s', '12.3 s', '1 min 40 s', '62 min 3 s']);
  expect([12, 14_321, 999_400, 999_600, 47_100_016, 12_345_678_901].map(formatByteLength)).toEqual(['12 B', '14 kB', '999 kB', '1.0 MB', '47.1 MB', '12.3 GB']);
});

test('progress says what it knows', () => {
  const known = { recordCount: 34_000, byteLength: 27_100_000, elapsedMs: 600, bytesPerSecond: 45_200_000, recordsPerSecond: 1 };
  expect(describeProgress(known)).toBe('34,000 records  27.1 MB  45.2 MB/s');
  expect(describeProgress({ ...known, totalByteLength: 54_200_000, remainingMs: 1200 })).toBe('━━━━━─────  34,000 records  27.1 MB  45.2 MB/s  1.2 s left');
  const shards = { count: 8, doneCount: 2, currentId: 'data/train-00002.parquet' };
  expect(describeProgress({ ...known, shards })).toBe('34,000 records  27.1 MB  45.2 MB/s  3/8 train-00002.parquet');
  expect(describeProgress({ ...known, shards: { count: 8, doneCount: 8 } })).toBe('34,000 records  27.1 MB  45.2 MB/s  8/8');
  expect(describeProgress({ ...known, shards: { ...shards, count: 1 } })).toBe('34,000 records  27.1 MB  45.2 MB/s');
});
