import { expect, test } from 'vitest';
import { formatCount, formatEstimate, formatInterval, formatShare } from './number-text.ts';

test('shares are 0 % and 100 % only where they are', () => {
  expect([0, 0.000001, 0.1428, 0.5, 0.9999897, 1].map(formatShare)).toEqual(['0 %', '0.01 %', '14.28 %', '50 %', '99.99 %', '100 %']);
});

test('an estimate that only a sample shows is not said to be all or nothing', () => {
  const sampled = { lower: 0.9971, upper: 1, confidence: 0.95, exact: false };
  expect(formatEstimate({ ...sampled, estimate: 1 })).toBe('≈ 100 %');
  expect(formatEstimate({ ...sampled, estimate: 0.998 })).toBe('99.8 %');
  expect(formatEstimate({ ...sampled, estimate: null })).toBe('unknown');
  expect(formatEstimate({ estimate: 1, lower: 1, upper: 1, confidence: 1, exact: true })).toBe('100 %');
  expect(formatInterval({ ...sampled, estimate: 1 })).toBe('99.71 – 100 %');
  expect(formatInterval({ estimate: 0, lower: 0, upper: 0, confidence: 1, exact: true })).toBe('exact');
});

test('counts are grouped and rounded', () => {
  expect([formatCount(60_000), formatCount(7n), formatCount(1234.5)]).toEqual(['60,000', '7', '1,235']);
  const counts = [0, -0.4, 999, 1000, -1234.5, 999_999.5, 2 ** 53, 1e21, Infinity, 18_446_744_073_709_551_615n, -123_456n];
  expect(counts.map(formatCount)).toEqual(counts.map((count) => (typeof count === 'number' ? Math.round(count) + 0 : count).toLocaleString('en-US')));
});
