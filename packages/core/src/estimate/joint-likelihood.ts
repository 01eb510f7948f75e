/**
 * The joint estimator: maximum likelihood over all that two sketches with different thresholds hold.
 *
 * The set with fewer records usually has the larger threshold ("wide"): beyond the common one its sketch holds hashes
 * that say how large it is. Three independent facts follow: the size W of the wide set from all its hashes, the share p
 * of it that is in the narrow set, and the size R of the rest of the narrow set, the latter two from below the common
 * threshold. With q = R / W, J = p / (1 + q). These are the maximum-likelihood values for all cells at once, in closed
 * form (after Ertl, "SetSketch", VLDB 2021, who solves the like for other sketches numerically).
 */
import { betaQuantile } from './beta.ts';
import { estimateTotal } from './binomial.ts';
import { addIntervals, divideIntervals, knownInterval, multiplyIntervals, shareOfOdds, type Interval } from './interval.ts';
import { estimateShare } from './sampled-share.ts';

/** Counts of a pair in which one sketch, the wide one, has the larger threshold, and at least one hash below the other. */
export interface UnequalCounts {
  /** Counts below the threshold of the narrow sketch. */
  readonly both: number;
  readonly onlyWide: number;
  readonly onlyNarrow: number;
  /** All hashes of the wide sketch. */
  readonly retained: number;
  /** The thresholds as shares of the hash space. */
  readonly wideShare: number;
  readonly share: number;
}

/** What is estimated of such a pair. */
export interface JointEstimates {
  readonly jaccard: Interval;
  readonly wideInNarrow: Interval;
  /** Null where the narrow sketch holds nothing. */
  readonly narrowInWide: Interval | null;
  readonly intersection: Interval;
  readonly union: Interval;
}

/** The maximum-likelihood estimates and their intervals. */
export function estimateJointly(counts: UnequalCounts, confidence: number): JointEstimates {
  const { both, onlyWide, onlyNarrow, retained, wideShare, share } = counts;
  const contained = estimateShare(both, onlyWide, share, confidence)!;
  const wide = estimateTotal(retained, wideShare, confidence);
  const rest = estimateTotal(onlyNarrow, share, confidence);
  const restPerWide = wideShare === 1 ? divideIntervals(rest, wide) : estimateRestPerWide(counts, confidence);
  return {
    jaccard: divideIntervals(contained, addIntervals(knownInterval(1), restPerWide)),
    wideInNarrow: contained,
    narrowInWide: both + onlyNarrow === 0 ? null : shareOfOdds(divideIntervals(contained, restPerWide)),
    intersection: multiplyIntervals(contained, wide),
    union: addIntervals(wide, rest),
  };
}

/** The ratio of two Poisson rates, exact given the sum of the counts (Przyborowski & Wilenski, Biometrika 31, 1940). */
function estimateRestPerWide(counts: UnequalCounts, confidence: number): Interval {
  const { onlyNarrow, retained, wideShare, share } = counts;
  const tail = (1 - confidence) / 2;
  const toRatio = (wideFraction: number): number => ((1 - wideFraction) / wideFraction) * (wideShare / share);
  return {
    estimate: onlyNarrow / share / (retained / wideShare),
    lower: onlyNarrow === 0 ? 0 : toRatio(betaQuantile(1 - tail, retained + 1, onlyNarrow)),
    upper: toRatio(betaQuantile(tail, retained, onlyNarrow + 1)),
  };
}
