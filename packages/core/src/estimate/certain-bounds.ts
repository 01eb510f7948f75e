/**
 * What is certain without any statistics: the hashes that both sketches hold, and the largest sizes the sets can have.
 *
 * Complete sketches and record counts bound every quantity; where both sketches are complete nothing is left open.
 * (That two records never share a 64-bit hash is taken for granted, as everywhere in sketches.)
 */
import type { Overlap } from './overlap.ts';

/** Limits that hold with certainty, both included. */
export interface CertainRange {
  readonly minimum: number;
  readonly maximum: number;
}

/** Certain ranges of all quantities of a comparison. */
export interface CertainBounds {
  readonly jaccard: CertainRange;
  readonly aInB: CertainRange;
  readonly bInA: CertainRange;
  readonly intersection: CertainRange;
  readonly union: CertainRange;
}

/** Derives the ranges from the counts below the common threshold and the ranges of both sets' sizes. */
export function boundWithCertainty(overlap: Overlap, a: CertainRange, b: CertainRange): CertainBounds {
  const { both, onlyA, onlyB } = overlap;
  const intersection = { minimum: both, maximum: Math.min(a.maximum - onlyA, b.maximum - onlyB) };
  const union = { minimum: Math.max(a.minimum, b.minimum, both + onlyA + onlyB), maximum: a.maximum + b.maximum - both };
  return {
    jaccard: rangeOfShare(intersection, union, onlyA + onlyB),
    aInB: rangeOfShare(intersection, a, onlyA),
    bInA: rangeOfShare(intersection, b, onlyB),
    intersection,
    union,
  };
}

/** The range of part / whole, where at least `outside` of the whole are not in the part. */
function rangeOfShare(part: CertainRange, whole: CertainRange, outside: number): CertainRange {
  return {
    minimum: part.minimum === 0 ? 0 : part.minimum / whole.maximum,
    maximum: part.maximum === Infinity ? 1 : part.maximum / Math.max(whole.minimum, part.maximum + outside),
  };
}
