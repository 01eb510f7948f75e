/** Shares from samples: the endless interval where the sample is little, a narrower one where it is much of the set. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { estimateProportion } from './binomial.ts';
import { estimateShare } from './sampled-share.ts';

const confidence = 0.95;
const count = fc.integer({ min: 0, max: 2000 });

describe('the share of a part', () => {
  test('is of nothing without samples', () => {
    expect([estimateShare(0, 0, 0.5, confidence), estimateShare(0, 0, 1, confidence)]).toEqual([null, null]);
  });

  test('has the endless interval where the sample is a small share of the set, or few', () => {
    expect(estimateShare(300, 200, 0.06, confidence)).toEqual(estimateProportion(300, 500, confidence));
    expect(estimateShare(3, 4, 0.5, confidence)).toEqual(estimateProportion(3, 7, confidence));
  });

  test('is known where the sample is the set', () => {
    for (const [inPart, outside, share] of [[3, 1, 0.75], [0, 2, 0], [5, 0, 1]] as const) {
      expect(estimateShare(inPart, outside, 1, confidence)).toEqual({ estimate: share, lower: share, upper: share });
    }
  });

  test('is the same estimate with a narrower interval where the sample is a good part of the set', () => {
    fc.assert(
      fc.property(count, count, fc.double({ min: 1 / 16, max: 0.999, noNaN: true }), (inPart, outside, share) => {
        fc.pre((inPart + outside) * share > 20);
        const [finite, endless] = [estimateShare(inPart, outside, share, confidence)!, estimateProportion(inPart, inPart + outside, confidence)];
        expect(finite.estimate).toBeCloseTo(endless.estimate, 12);
        expect(finite.lower).toBeLessThanOrEqual(finite.estimate);
        expect(finite.upper).toBeGreaterThanOrEqual(finite.estimate);
        expect(finite.upper - finite.lower).toBeLessThan(endless.upper - endless.lower);
      }),
      { seed: 20_260_108 },
    );
  });
});
