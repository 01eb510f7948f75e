/** The law of detection against counting all cases, and its bound. */
import { describe, expect, test } from 'vitest';
import { detectableShare, detectionBound, detectionProbability } from './law.ts';

describe('detection', () => {
  test('is that of all ways to draw k records of the union', () => {
    // Of the 10 pairs of 5 records, 3 hold none of the 2 that differ.
    expect(detectionProbability(2, 5, 2)).toBeCloseTo(0.7, 12);
    expect(detectionProbability(3, 5, 0)).toBe(0);
    expect(detectionProbability(4, 5, 2)).toBe(1);
  });

  test('is never below its bound', () => {
    for (const k of [1, 2, 17, 64, 400]) {
      for (const union of [k + 1, 2 * k, 1000 + k]) {
        for (const share of [0.001, 0.01, 0.2, 0.5, 1]) {
          const differing = Math.round(share * union);
          expect(detectionProbability(k, union, differing)).toBeGreaterThanOrEqual(detectionBound(k, differing / union) - 1e-12);
        }
      }
    }
  });

  test('of the detectable share has the probability asked for', () => {
    for (const k of [1, 64, 1024]) expect(detectionBound(k, detectableShare(k, 0.95))).toBeCloseTo(0.95, 12);
    expect(detectableShare(1024, 0.95)).toBeCloseTo(0.002921, 6);
  });
});
