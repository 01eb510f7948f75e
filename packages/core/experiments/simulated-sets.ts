/**
 * Sketches of simulated pairs of sets, without making the sets: of n random hashes only the smallest are drawn,
 * and of bins only the values up to their minima.
 */
import type { BottomKSketch } from '../src/sketch/bottom-k.ts';
import { bottomKFromHashes } from '../src/sketch/bottom-k.ts';
import { hashSpace } from '../src/sketch/hash-list.ts';
import { emptyBin, foldBins, mergeOnePermutation, onePermutationFromBins, type OnePermutationSketch } from '../src/sketch/one-permutation.ts';
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
  const both = onePermutationFromBins(binMinima(random, sizes.both, k));
  const onlyA = onePermutationFromBins(binMinima(random, sizes.onlyA, k));
  const onlyB = onePermutationFromBins(binMinima(random, sizes.onlyB, k));
  return [foldBins(mergeOnePermutation(both, onlyA), kA), foldBins(mergeOnePermutation(both, onlyB), kB)];
}

/** The minima of k bins into which `size` values fall: they are drawn ascending, until every bin has one. */
function binMinima(random: Random, size: number, k: number): BigUint64Array {
  const minima = new Float64Array(k).fill(1);
  let [above, filled] = [1, 0];
  for (let left = size; left > 0 && filled < k; left--) {
    above *= random.uniform() ** (1 / left);
    const bin = Math.floor(random.uniform() * k);
    if (minima[bin]! < 1) continue;
    minima[bin] = 1 - above;
    filled++;
  }
  return toHashes([...minima]).map((hash, bin) => (minima[bin]! < 1 ? hash : emptyBin));
}

/**
 * The smallest of `size` random hashes, ascending: at most `length` and up to the first above the share `below`.
 * Each of the remaining r is the smallest of r uniform values above the one before: 1 − (1 − u) V^(1/r).
 */
function smallestHashes(random: Random, size: number, length: number, below = 1): BigUint64Array {
  const values: number[] = [];
  let above = 1;
  while (values.length < Math.min(size, length) && 1 - above < below) {
    above *= random.uniform() ** (1 / (size - values.length));
    values.push(1 - above);
  }
  return toHashes(values);
}

function toHashes(values: readonly number[]): BigUint64Array {
  const hashes = new BigUint64Array(values.length);
  const words = new Uint32Array(hashes.buffer);
  values.forEach((value, index) => {
    const scaled = value * 2 ** 32;
    words[2 * index + 1] = Math.floor(scaled);
    words[2 * index] = Math.floor((scaled % 1) * 2 ** 32);
  });
  return hashes;
}

function join(a: BigUint64Array, b: BigUint64Array): BigUint64Array {
  const all = new BigUint64Array(a.length + b.length);
  all.set(a);
  all.set(b, a.length);
  return all;
}
