/** The law that the detection of a change follows, and the bound on it that a verdict states. */

/**
 * Probability that sketches of k records show a change, where `differing` of `union` distinct records are in one set only.
 *
 * The k smallest hashes of the union belong to k of its records, drawn without replacement. The change goes unseen
 * exactly if none of these is in one set only.
 */
export function detectionProbability(k: number, union: number, differing: number): number {
  let unseen = 1;
  for (let drawn = 0; drawn < k && unseen > 0; drawn++) unseen *= Math.max(0, union - differing - drawn) / (union - drawn);
  return 1 - unseen;
}

/** The same with replacement, which is never more: 1 − (1 − share)^k, and 1 − share is the Jaccard index. */
export function detectionBound(k: number, share: number): number {
  return -Math.expm1(k * Math.log1p(-share));
}

/** The least share of the union that is seen with this probability, by the bound. */
export function detectableShare(k: number, probability: number): number {
  return -Math.expm1(Math.log1p(-probability) / k);
}
