/**
 * Sketches of simulated pairs of sets, without making the sets: of n random hashes only the smallest are drawn,
 * and of bins only the values up to their minima.
 */
import type { BottomKSketch } from '../src/sketch/bottom-k.ts';
import { bottomKFromHashes } from '../src/sketch/bottom-k.ts';
import { hashSpace } from '../src/sketch/hash-list.ts';
import { emptyBin, foldBins, onePermutationFromBins, type OnePermutationSketch } from '../src/sketch/one-permutation.ts';
import { scaledFromHashes, scaledTheta, type ScaledSketch } from '../src/sketch/scaled.ts';
import type { Random } from './random.ts';

/** How many distinct records two sets have: in both, only in A, only in B. */
export interface PairSizes {
  readonly both: number;
  readonly onlyA: number;
  readonly onlyB: number;
}

/** Sizes of A and B and the Jaccard index as a share of the largest that these sizes allow, min / max. */
export function pairSizes(sizeA: number, sizeB: number, jaccardShare: number): PairSizes {
  const jaccard = (jaccardShare * Math.min(sizeA, sizeB)) / Math.max(sizeA, sizeB);
  const both = Math.round((jaccard * (sizeA + sizeB)) / (1 + jaccard));
  return { both, onlyA: sizeA - both, onlyB: sizeB - both };
}

/** Bottom-k sketches of a random pair of sets. */
export function simulateBottomK(random: Random, sizes: PairSizes, kA: number, kB: number): [BottomKSketch, BottomKSketch] {
  const both = smallestHashes(random, sizes.both, Math.max(kA, kB) + 1);
  const onlyA = smallestHashes(random, sizes.onlyA, kA + 1);
  const onlyB = smallestHashes(random, sizes.onlyB, kB + 1);
  return [bottomKFromHashes(join(both, onlyA), kA), bottomKFromHashes(join(both, onlyB), kB)];
}

/** Scaled sketches of a random pair of sets. */
export function simulateScaled(random: Random, sizes: PairSizes, scale: number): [ScaledSketch, ScaledSketch] {
  const below = Number(scaledTheta(scale)) / Number(hashSpace);
  const both = smallestHashes(random, sizes.both, Infinity, below);
  const onlyA = smallestHashes(random, sizes.onlyA, Infinity, below);
  const onlyB = smallestHashes(random, sizes.onlyB, Infinity, below);
  return [scaledFromHashes(join(both, onlyA), scale), scaledFromHashes(join(both, onlyB), scale)];
}

/** One-permutation sketches of a random pair of sets; one number of bins divides the other. */
export function simulateOnePermutation(random: Random, sizes: PairSizes, kA: number, kB: number): [OnePermutationSketch, OnePermutationSketch] {
  const k = Math.max(kA, kB);
  const both = binMinima(random, sizes.both, k);
  const onlyA = binMinima(random, sizes.onlyA, k);
  const onlyB = binMinima(random, sizes.onlyB, k);
  return [foldBins(onePermutationFromBins(smallerOf(both, onlyA)), kA), foldBins(onePermutationFromBins(smallerOf(both, onlyB)), kB)];
}

/** The minima of k bins into which `size` values fall, 1 where none does: drawn ascending, until every bin has one. */
function binMinima(random: Random, size: number, k: number): Float64Array {
  const minima = new Float64Array(k).fill(1);
  let [logAbove, filled] = [0, 0];
  for (let left = size; left > 0 && filled < k; left--) {
    logAbove += Math.log(random.uniform()) / left;
    const bin = Math.floor(random.uniform() * k);
    if (minima[bin]! < 1) continue;
    minima[bin] = -Math.expm1(logAbove);
    filled++;
  }
  return minima;
}

/** The smaller of both in each bin, as values of 64 bits. */
function smallerOf(a: Float64Array, b: Float64Array): BigUint64Array {
  const smaller = a.map((value, bin) => Math.min(value, b[bin]!));
  const hashes = toHashes(smaller);
  for (let bin = 0; bin < smaller.length; bin++) if (smaller[bin]! >= 1) hashes[bin] = emptyBin;
  return hashes;
}

/**
 * The smallest of `size` random hashes, ascending: at most `length` and up to the first above the share `below`.
 * Each of the remaining r is the smallest of r uniform values above the one before: 1 − (1 − u) V^(1/r).
 */
function smallestHashes(random: Random, size: number, length: number, below = 1): BigUint64Array {
  const values: number[] = [];
  const most = Math.min(size, length);
  let [logAbove, last] = [0, 0];
  while (values.length < most && last < below) {
    logAbove += Math.log(random.uniform()) / (size - values.length);
    last = -Math.expm1(logAbove);
    values.push(last);
  }
  return toHashes(values);
}

function toHashes(values: ArrayLike<number>): BigUint64Array {
  const hashes = new BigUint64Array(values.length);
  const words = new Uint32Array(hashes.buffer);
  for (let index = 0; index < values.length; index++) {
    const scaled = values[index]! * 2 ** 32;
    const upper = Math.floor(scaled);
    words[2 * index + 1] = upper;
    words[2 * index] = (scaled - upper) * 2 ** 32;
  }
  return hashes;
}

function join(a: BigUint64Array, b: BigUint64Array): BigUint64Array {
  const all = new BigUint64Array(a.length + b.length);
  all.set(a);
  all.set(b, a.length);
  return all;
}
