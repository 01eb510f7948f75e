/** Intervals of proportions and totals against SciPy (`binomtest(…).proportion_ci('exact')`, `beta.cdf`, `binom.cdf`). */
import { describe, expect, test } from 'vitest';
import { estimateProportion, estimateTotal, solveTotal } from './binomial.ts';

const relativeError = (actual: number, expected: number): number => Math.abs(actual / expected - 1);

describe('proportion', () => {
  test.each([
    [0, 64, 0.95, 0, 0.05600908938663658],
    [64, 64, 0.95, 0.9439909106133634, 1],
    [28, 98, 0.95, 0.1989743184612432, 0.3858322835433535],
    [1, 1024, 0.95, 2.472411621406196e-5, 0.005428927737063288],
    [1013, 1024, 0.95, 0.9808607135203483, 0.9946256821084585],
    [512, 1024, 0.99, 0.45934155671320814, 0.5406584432867918],
    [3, 3, 0.9, 0.3684031498640386, 1],
  ])('%d of %d at confidence %d', (successes, trials, confidence, lower, upper) => {
    const interval = estimateProportion(successes, trials, confidence);
    expect(interval.estimate).toBe(successes / trials);
    expect(Math.abs(interval.lower - lower)).toBeLessThan(1e-9);
    expect(Math.abs(interval.upper - upper)).toBeLessThan(1e-9);
  });
});

describe('total', () => {
  test.each([
    [64, 0.5, 108.61787189775316, 153.22359108421597],
    [64, 6.4e-5, 783844.8505830759, 1276968.8117258367],
    [1024, 0.001, 963233.3985010044, 1088658.8273696462],
    [1024, 0.9, 1116.9364607754903, 1161.0001840921213],
    [1, 0.01, 24.60522522530188, 554.8744952416313],
  ])('of which the next after %d is at the share %d', (k, share, lower, upper) => {
    expect(relativeError(solveTotal(k + 1, share, 0.025), lower)).toBeLessThan(1e-9);
    expect(relativeError(solveTotal(k + 1, share, 0.975), upper)).toBeLessThan(1e-9);
  });

  test.each([
    [0, 0.01, 0, 367],
    [1, 0.1, 1, 53],
    [100, 0.001, 81_373, 121_615],
    [50, 0.25, 155, 255],
  ])('of which %d are below the share %d: the whole numbers in the interval', (retained, share, first, last) => {
    const { lower, upper } = estimateTotal(retained, share, 0.95);
    expect([Math.ceil(lower), Math.floor(upper)]).toEqual([first, last]);
  });

  test('is known when nothing was left out', () => {
    expect(estimateTotal(7, 1, 0.95)).toEqual({ estimate: 7, lower: 7, upper: 7 });
  });

  test.each([1e-12, 1e-3, 0.5, 0.99, 1 - 1e-9])('surrounds its estimate at the share %d', (share) => {
    for (const retained of [0, 1, 64, 1024, 50_000]) {
      const { estimate, lower, upper } = estimateTotal(retained, share, 0.95);
      expect(lower).toBeLessThanOrEqual(estimate);
      expect(estimate).toBeLessThanOrEqual(upper);
      expect(Number.isFinite(upper)).toBe(true);
    }
  });
});
