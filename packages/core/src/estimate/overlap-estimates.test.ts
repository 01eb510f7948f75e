/** The two estimators of an overlap: the joint one is the maximum of the likelihood, and the sharper where sizes differ. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { Random } from '../../experiments/random.ts';
import { pairSizes, simulateBottomK } from '../../experiments/simulated-sets.ts';
import { estimateJointly, type UnequalCounts } from './joint-likelihood.ts';
import { estimateByCounting, estimateOverlap } from './overlap-estimates.ts';
import { countOverlap } from './overlap.ts';

const confidence = 0.95;
const count = fc.integer({ min: 1, max: 1000 });
const unequalCounts: fc.Arbitrary<UnequalCounts> = fc
  .record({ both: count, onlyWide: count, onlyNarrow: count, beyond: count, share: fc.double({ min: 1e-6, max: 0.4, noNaN: true }) })
  .map(({ both, onlyWide, onlyNarrow, beyond, share }) => ({ both, onlyWide, onlyNarrow, retained: both + onlyWide + beyond, share, wideShare: 2 * share }));

/** Log-likelihood of the cells' sizes when every record has a hash below a share with that probability (Poisson limit). */
function logLikelihood(counts: UnequalCounts, both: number, onlyWide: number, onlyNarrow: number): number {
  const poisson = (seen: number, mean: number): number => seen * Math.log(mean) - mean;
  const beyond = counts.retained - counts.both - counts.onlyWide;
  return (
    poisson(counts.both, counts.share * both) +
    poisson(counts.onlyWide, counts.share * onlyWide) +
    poisson(counts.onlyNarrow, counts.share * onlyNarrow) +
    poisson(beyond, (counts.wideShare - counts.share) * (both + onlyWide))
  );
}

describe('the joint estimator', () => {
  test('has the largest likelihood', () => {
    fc.assert(
      fc.property(unequalCounts, fc.tuple(...[0, 0, 0].map(() => fc.constantFrom(0.98, 1, 1.02))), (counts, [forBoth, forWide, forNarrow]) => {
        const { intersection, union, jaccard, wideInNarrow, narrowInWide } = estimateJointly(counts, confidence);
        const both = intersection.estimate;
        const onlyWide = both / wideInNarrow.estimate - both;
        const onlyNarrow = union.estimate - both - onlyWide;
        expect(jaccard.estimate / (both / union.estimate)).toBeCloseTo(1, 9);
        expect(narrowInWide!.estimate / (both / (both + onlyNarrow))).toBeCloseTo(1, 9);
        const best = logLikelihood(counts, both, onlyWide, onlyNarrow);
        const near = logLikelihood(counts, both * forBoth!, onlyWide * forWide!, onlyNarrow * forNarrow!);
        expect(near).toBeLessThanOrEqual(best + 1e-9 * Math.abs(best));
      }),
      { seed: 20_260_105 },
    );
  });

  test('has its estimates inside its intervals', () => {
    fc.assert(
      fc.property(unequalCounts, (counts) => {
        for (const interval of Object.values(estimateJointly(counts, confidence))) {
          expect(interval.lower).toBeLessThan(interval.estimate);
          expect(interval.estimate).toBeLessThan(interval.upper);
        }
      }),
      { seed: 20_260_106 },
    );
  });

  test('is sharper than counting matches where the sizes differ', () => {
    const random = new Random(20_260_107);
    const sizes = pairSizes(50_000, 1_000_000, 0.9);
    const truth = sizes.both / (sizes.both + sizes.onlyA + sizes.onlyB);
    const sums = { error: 0, width: 0, countingError: 0, countingWidth: 0 };
    for (let trial = 0; trial < 300; trial++) {
      const [a, b] = simulateBottomK(random, sizes, 256, 256);
      const overlap = countOverlap(a, b);
      const shipped = estimateOverlap(a, b, overlap, confidence).jaccard!;
      const counting = estimateByCounting(overlap, confidence).jaccard!;
      sums.error += (shipped.estimate - truth) ** 2;
      sums.width += shipped.upper - shipped.lower;
      sums.countingError += (counting.estimate - truth) ** 2;
      sums.countingWidth += counting.upper - counting.lower;
    }
    expect(Math.sqrt(sums.error / sums.countingError)).toBeLessThan(0.6);
    expect(sums.width / sums.countingWidth).toBeLessThan(0.6);
  });
});
