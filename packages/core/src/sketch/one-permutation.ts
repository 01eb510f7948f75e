/**
 * `one-permutation/1`: a set's records divided into k bins by one part of their digests, and in each bin the smallest
 * of the values that another part gives. Every value has a fixed place, as indexes for similar sets (LSH) need it.
 *
 * Source: Li, Owen & Zhang, "One permutation hashing" (NIPS 2012). Empty bins stay empty; nothing is borrowed.
 */
import { DatasigError, InvalidArgumentError } from '../errors.ts';
import { hashSpace } from './hash-list.ts';

/** A finished one-permutation sketch of a set of distinct records. Immutable by agreement: operations make new arrays. */
export interface OnePermutationSketch {
  readonly scheme: 'one-permutation/1';
  /** The number of bins, 1 to {@link maximumBinCount}. */
  readonly k: number;
  /** The smallest value of each of the k bins, in the order of the bins; {@link emptyBin} where there is none. */
  readonly hashes: BigUint64Array;
}

/** The largest number of bins: 8 MiB of values. */
export const maximumBinCount: number = 2 ** 20;

/** What stands for an empty bin. A record with this value, one of 2^64, would not be seen. */
export const emptyBin: bigint = hashSpace - 1n;

/**
 * The sketch with these minima of all its bins, which it keeps.
 *
 * @throws InvalidArgumentError when their number is out of range.
 */
export function onePermutationFromBins(hashes: BigUint64Array): OnePermutationSketch {
  if (!isValidBinCount(hashes.length)) {
    throw new InvalidArgumentError('invalid-argument', `the number of bins must be from 1 to ${maximumBinCount}, got ${hashes.length}`, {
      context: { parameter: 'k', value: hashes.length },
    });
  }
  return { scheme: 'one-permutation/1', k: hashes.length, hashes };
}

/** How many bins hold a value: so many distinct records are known. */
export function filledBinCount(sketch: OnePermutationSketch): number {
  return sketch.hashes.reduce((count, value) => (value === emptyBin ? count : count + 1), 0);
}

/**
 * How much of the hash space the sketch covers, from 1 to 2^64: of each bin all up to its smallest value, of an empty
 * one everything. There it knows all records of its set; it is 2^64 only where all bins are empty.
 */
export function coveredByBins(sketch: OnePermutationSketch): bigint {
  return sketch.hashes.reduce((sum, value) => sum + value + 1n, 0n) / BigInt(sketch.k);
}

/** Whether the sketch holds its whole set: only the empty set's, since a bin hides all values but the smallest. */
export function isOnePermutationComplete(sketch: OnePermutationSketch): boolean {
  return sketch.hashes.every((value) => value === emptyBin);
}

/** Whether two sketches have bins in common: where one number of bins divides the other. */
export function haveCommonBins(a: OnePermutationSketch, b: OnePermutationSketch): boolean {
  return Math.max(a.k, b.k) % Math.min(a.k, b.k) === 0;
}

/**
 * The same set's sketch with fewer bins: each is made of neighbours, since floor(floor(x · m · k / 2^32) / m) is
 * floor(x · k / 2^32).
 *
 * @param k a divisor of the sketch's own
 */
export function foldBins(sketch: OnePermutationSketch, k: number): OnePermutationSketch {
  if (k === sketch.k) return sketch;
  const width = sketch.k / k;
  const hashes = new BigUint64Array(k).fill(emptyBin);
  sketch.hashes.forEach((value, index) => {
    const bin = Math.floor(index / width);
    if (value < hashes[bin]!) hashes[bin] = value;
  });
  return { ...sketch, k, hashes };
}

/** The sketch of the union of two sets that {@link haveCommonBins}: the smaller value of each bin, in the smaller k. */
export function mergeOnePermutation(a: OnePermutationSketch, b: OnePermutationSketch): OnePermutationSketch {
  const k = Math.min(a.k, b.k);
  const other = foldBins(b, k).hashes;
  return { ...a, k, hashes: foldBins(a, k).hashes.map((value, bin) => (value < other[bin]! ? value : other[bin]!)) };
}

/**
 * Checks a sketch that came from outside.
 *
 * @throws DatasigError `fingerprint-malformed` when it breaks a rule of `one-permutation/1`.
 */
export function assertValidOnePermutation(sketch: OnePermutationSketch): void {
  const { k, hashes } = sketch;
  if (!isValidBinCount(k)) throw malformed(`k must be an integer from 1 to ${maximumBinCount}, got ${k}`);
  if (hashes.length !== k) throw malformed(`exactly k = ${k} values are needed, got ${hashes.length}`);
}

/** Whether `k` is a number of bins that a sketch can have. */
export function isValidBinCount(k: number): boolean {
  return Number.isInteger(k) && k >= 1 && k <= maximumBinCount;
}

function malformed(reason: string): DatasigError {
  return new DatasigError('fingerprint-malformed', `one-permutation/1 sketch: ${reason}; the file was damaged or not made by Datasig`);
}
