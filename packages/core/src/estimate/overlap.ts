/**
 * What two sketches show of each other: the records in the part of the hash space where both know all of theirs.
 *
 * With thresholds it is all below the smaller one (the Theta sketch framework: Dasgupta, Lang, Rhodes & Thaler, ICDT
 * 2016), whatever the schemes. With bins it is, in each bin, all up to the smaller of both minima, so that each bin
 * filled in either shows one record: the first of the union there (Li, Owen & Zhang, NIPS 2012).
 */
import { countBelow, countCommon } from '../sketch/hash-list.ts';
import { emptyBin, foldBins, mergeOnePermutation, type OnePermutationSketch } from '../sketch/one-permutation.ts';
import { areComparable, coveredSpace, type HashSketch, isComplete, sketchMismatch } from '../sketch/sketch.ts';

/** Counts of records in the part of the hash space that both sketches cover. */
export interface Overlap {
  readonly both: number;
  readonly onlyA: number;
  readonly onlyB: number;
  /** How much of the hash space was compared, from 1 to 2^64: the smaller threshold, or the mean over all bins. */
  readonly theta: bigint;
  /** Whether both sketches hold their whole sets, so that the counts are those of the sets. */
  readonly complete: boolean;
}

/**
 * Counts what two sketches have in common where both know all records of their sets.
 *
 * @throws IncompatibleError `sketch-mismatch` when there is no such part.
 */
export function countOverlap(a: HashSketch, b: HashSketch): Overlap {
  if (!areComparable(a, b)) throw sketchMismatch('compare', a, b);
  const complete = isComplete(a) && isComplete(b);
  if (a.scheme === 'one-permutation/1' && b.scheme === 'one-permutation/1') return { ...countBins(a, b), complete };
  return { ...countBelowTheta(a, b), complete };
}

type Counts = Omit<Overlap, 'complete'>;

function countBelowTheta(a: HashSketch, b: HashSketch): Counts {
  const spaceA = coveredSpace(a);
  const spaceB = coveredSpace(b);
  const theta = spaceA < spaceB ? spaceA : spaceB;
  const hashesA = a.hashes.subarray(0, countBelow(a.hashes, theta));
  const hashesB = b.hashes.subarray(0, countBelow(b.hashes, theta));
  const both = countCommon(hashesA, hashesB);
  return { both, onlyA: hashesA.length - both, onlyB: hashesB.length - both, theta };
}

/** The smaller of two values is in one set only: were it in the other too, that bin's minimum would be as small. */
function countBins(a: OnePermutationSketch, b: OnePermutationSketch): Counts {
  const union = mergeOnePermutation(a, b);
  const hashesA = foldBins(a, union.k).hashes;
  const hashesB = foldBins(b, union.k).hashes;
  let [both, onlyA, onlyB] = [0, 0, 0];
  union.hashes.forEach((value, bin) => {
    if (value === emptyBin) return;
    if (hashesA[bin] === hashesB[bin]) both++;
    else if (hashesA[bin] === value) onlyA++;
    else onlyB++;
  });
  return { both, onlyA, onlyB, theta: coveredSpace(union) };
}

/** How many records were compared: those of the union in the space that both sketches cover. */
export function comparedCount(overlap: Overlap): number {
  return overlap.both + overlap.onlyA + overlap.onlyB;
}
