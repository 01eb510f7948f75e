/**
 * Estimates of how two sets overlap, from the counts below the common threshold and what one sketch holds beyond it.
 *
 * Two estimators, chosen by the thresholds alone (before any match is looked at); `docs/adr/0004-estimators.md` has
 * the derivation and the measurements.
 */
import { estimateTotal } from './binomial.ts';
import { hashShare } from './cardinality.ts';
import type { Interval } from './interval.ts';
import { estimateJointly } from './joint-likelihood.ts';
import { comparedCount, type Overlap } from './overlap.ts';
import { estimateShare } from './sampled-share.ts';
import { coveredSpace, type HashSketch, heldCount } from '../sketch/sketch.ts';

/** Intervals of everything that is said of an overlap; a proportion of nothing is null. */
export interface OverlapEstimates {
  readonly jaccard: Interval | null;
  readonly aInB: Interval | null;
  readonly bInA: Interval | null;
  readonly intersection: Interval;
  readonly union: Interval;
}

/** Thresholds at least this far apart pay for the joint estimator; below, the measured gain is under 2 %. */
const jointThetaRatio = 1.25;

/** Estimates the overlap of the sets behind `a` and `b`, whose counts are `overlap`. */
export function estimateOverlap(a: HashSketch, b: HashSketch, overlap: Overlap, confidence: number): OverlapEstimates {
  const { both, onlyA, onlyB } = overlap;
  const ratio = hashShare(coveredSpace(a)) / hashShare(coveredSpace(b));
  if (ratio >= jointThetaRatio && both + onlyA > 0) return estimateWithWide(a, overlap, confidence);
  if (1 / ratio >= jointThetaRatio && both + onlyB > 0) {
    const swapped = estimateWithWide(b, { ...overlap, onlyA: onlyB, onlyB: onlyA }, confidence);
    return { ...swapped, aInB: swapped.bInA, bInA: swapped.aInB };
  }
  return estimateByCounting(overlap, confidence);
}

/** Counts matches: the hashes below the threshold are a random sample of the union. */
export function estimateByCounting(overlap: Overlap, confidence: number): OverlapEstimates {
  const { both, onlyA, onlyB, theta } = overlap;
  const share = hashShare(theta);
  const shareOfBoth = (others: number): Interval | null => estimateShare(both, others, share, confidence);
  return {
    jaccard: shareOfBoth(onlyA + onlyB),
    aInB: shareOfBoth(onlyA),
    bInA: shareOfBoth(onlyB),
    intersection: estimateTotal(both, share, confidence),
    union: estimateTotal(comparedCount(overlap), share, confidence),
  };
}

/** Estimates jointly; `wide`, the sketch with the larger threshold, is A. */
export function estimateWithWide(wide: HashSketch, overlap: Overlap, confidence: number): OverlapEstimates {
  const joint = estimateJointly(
    {
      both: overlap.both,
      onlyWide: overlap.onlyA,
      onlyNarrow: overlap.onlyB,
      retained: heldCount(wide),
      wideShare: hashShare(coveredSpace(wide)),
      share: hashShare(overlap.theta),
    },
    confidence,
  );
  const { jaccard, wideInNarrow, narrowInWide, intersection, union } = joint;
  return { jaccard, aInB: wideInNarrow, bInA: narrowInWide, intersection, union };
}
