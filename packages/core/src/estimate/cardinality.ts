/**
 * Cardinality: how many distinct records there are, from how many of their hashes are in a part of the hash space.
 *
 * - `scaled/1`: each of n records has a hash below the fixed share t of the hash space with probability t, so that the
 *   number below it is Binomial(n, t).
 * - `one-permutation/1`: t is the share that the bins cover up to their minima, m the number of filled ones. The other
 *   n − m records are outside, so that the likelihood of n is that of Binomial(n, t) at m, and m / t its maximum.
 * - `bottom-k/1`: t is what was observed, the (k+1)-th smallest of n uniform values, so t ~ Beta(k+1, n − k) (David &
 *   Nagaraja, "Order Statistics", 2003, §2.3). That is continuous: both limits are exact.
 */
import { estimateTotal, solveTotal } from './binomial.ts';
import type { Interval } from './interval.ts';
import { hashSpace } from '../sketch/hash-list.ts';
import { coveredSpace, type HashSketch, heldCount } from '../sketch/sketch.ts';

/** The number of distinct records behind a sketch; known where the sketch is complete. */
export function estimateCardinality(sketch: HashSketch, confidence: number): Interval {
  const retained = heldCount(sketch);
  const share = hashShare(coveredSpace(sketch));
  if (sketch.scheme !== 'bottom-k/1' || sketch.theta === null) return estimateTotal(retained, share, confidence);
  const tail = (1 - confidence) / 2;
  return { estimate: retained / share, lower: solveTotal(retained + 1, share, tail), upper: solveTotal(retained + 1, share, 1 - tail) };
}

/** A part of the hash space as a share of it, in (0, 1]; 1 only for the whole of it. */
export function hashShare(space: bigint): number {
  return space === hashSpace ? 1 : Math.min(Number(space) / Number(hashSpace), 1 - Number.EPSILON / 2);
}
