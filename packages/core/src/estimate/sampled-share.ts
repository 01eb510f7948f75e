/**
 * The share of a set that is in a part of it, from a sample that took each member with a known probability.
 *
 * The sample alone tells it by the binomial interval, as if the set were endless. Where the sample is much of the set,
 * what is left is known to be little: part and rest are estimated as totals, whose ratio is narrower by √(1 − p).
 */
import { estimateProportion, estimateTotal } from './binomial.ts';
import { divideIntervals, shareOfOdds, type Interval } from './interval.ts';

/** Samples of at least this share of the set pay for the finite interval; below, it is narrower by less than 3 %. */
const finiteShare = 1 / 16;
/** Below so many samples, times their share, what the share itself does not tell would cost coverage. */
const leastWeight = 4;

/**
 * The share of the part, of which `inPart` were sampled, beside `outside` others; `share` is the probability that a
 * member is sampled. Null where there are no samples: it may be the share of nothing.
 */
export function estimateShare(inPart: number, outside: number, share: number, confidence: number): Interval | null {
  const trials = inPart + outside;
  if (trials === 0) return null;
  if (share < 1 && (share < finiteShare || trials * share < leastWeight)) return estimateProportion(inPart, trials, confidence);
  return shareOfOdds(divideIntervals(estimateTotal(inPart, share, confidence), estimateTotal(outside, share, confidence)));
}
