/**
 * Binomial counts: the proportion behind them, or the total that they are a random part of.
 *
 * Both intervals are of the kind of Clopper & Pearson, "The use of confidence or fiducial limits illustrated in the case
 * of the binomial" (Biometrika 26, 1934): the limits are where counts so high, or so low, would have half the error
 * probability. They hold at any proportion, 0 and 1 included, at the cost of some width.
 */
import { betaDistribution, betaQuantile, weightedDensity } from './beta.ts';
import { knownInterval, type Interval } from './interval.ts';
import { findRoot } from './root.ts';

/** The proportion behind `successes` out of `trials` > 0, both whole numbers. */
export function estimateProportion(successes: number, trials: number, confidence: number): Interval {
  const tail = (1 - confidence) / 2;
  const failures = trials - successes;
  return {
    estimate: successes / trials,
    lower: successes === 0 ? 0 : betaQuantile(tail, successes, failures + 1),
    upper: failures === 0 ? 1 : betaQuantile(1 - tail, successes + 1, failures),
  };
}

/** The total behind `retained`, of which each was kept with probability `share`; known at share 1. */
export function estimateTotal(retained: number, share: number, confidence: number): Interval {
  if (share === 1) return knownInterval(retained);
  const tail = (1 - confidence) / 2;
  return {
    estimate: retained / share,
    lower: retained === 0 ? 0 : solveTotal(retained, share, tail),
    upper: solveTotal(retained + 1, share, 1 - tail),
  };
}

/**
 * Below this share the binomial is Poisson to nine digits and depends on n · share alone, while 1 − share loses digits.
 */
const leastShare = 2 ** -30;

/** The n, a real number, for which P(Binomial(n, share) ≥ least) = P(Beta(least, n − least + 1) ≤ share) is `probability`. */
export function solveTotal(least: number, share: number, probability: number): number {
  if (share < leastShare) return (solveTotal(least, leastShare, probability) * leastShare) / share;
  const excess = {
    value: (total: number): number => betaDistribution(share, least, total - least + 1) - probability,
    // What one record more adds: share · P(exactly least − 1 of total).
    slope: (total: number): number => weightedDensity(share, least, total - least + 1) / (total - least + 1),
  };
  return findRoot(excess, least / share, least - 1, Infinity);
}
