/**
 * What two sketches show of each other: the hashes below the threshold that both have in common.
 *
 * Source: the Theta sketch framework (Dasgupta, Lang, Rhodes & Thaler, ICDT 2016). Below the smaller threshold each
 * sketch holds all hashes of its set, whatever its scheme, so there the two can be compared hash by hash.
 */
import { countBelow, countCommon } from '../sketch/hash-list.ts';
import { isComplete, sketchTheta, type Sketch } from '../sketch/sketch.ts';

/** Counts of hashes below `theta`. */
export interface Overlap {
  readonly both: number;
  readonly onlyA: number;
  readonly onlyB: number;
  /** The smaller of both thresholds, from 1 to 2^64. */
  readonly theta: bigint;
  /** Whether both sketches hold their whole sets, so that the counts are those of the sets. */
  readonly complete: boolean;
}

/** Counts what two sketches, of one scheme or two, have in common below both thresholds. */
export function countOverlap(a: Sketch, b: Sketch): Overlap {
  const thetaA = sketchTheta(a);
  const thetaB = sketchTheta(b);
  const theta = thetaA < thetaB ? thetaA : thetaB;
  const hashesA = a.hashes.subarray(0, countBelow(a.hashes, theta));
  const hashesB = b.hashes.subarray(0, countBelow(b.hashes, theta));
  const both = countCommon(hashesA, hashesB);
  return { both, onlyA: hashesA.length - both, onlyB: hashesB.length - both, theta, complete: isComplete(a) && isComplete(b) };
}

/** How many hashes were compared: those of the union below the common threshold. */
export function comparedCount(overlap: Overlap): number {
  return overlap.both + overlap.onlyA + overlap.onlyB;
}
