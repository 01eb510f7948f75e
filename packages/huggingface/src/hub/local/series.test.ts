import { describe, expect, it } from 'vitest';
import { missingOfSeries } from './series.ts';

const named = (...paths: readonly string[]): string[] => missingOfSeries(paths.map((path) => ({ path, byteLength: 1, oid: '0'.repeat(40) })));

describe('a series', () => {
  it('is whole', () => {
    expect(named('data/train-00000-of-00002.parquet', 'data/train-00001-of-00002.parquet', 'a.csv', 'x-of-3', 'README.md')).toEqual([]);
  });

  it('lacks files', () => {
    expect(named('data/train-00001-of-00003.parquet', 'data/test-00000-of-00001.parquet')).toEqual(['data/train-00000-of-00003.parquet', 'data/train-00002-of-00003.parquet']);
    expect(named('a-1-of-9', 'b/a-01-of-02')).toEqual(['a-0-of-9', 'a-2-of-9', 'a-3-of-9']);
  });

  it('is none where numbers are of other lengths, or too large', () => {
    expect(named('a-1-of-10.csv', 'a-000000001-of-999999999.csv')).toEqual([]);
  });
});
