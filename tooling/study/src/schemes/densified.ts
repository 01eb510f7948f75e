/**
 * One permutation hashing whose empty bins borrow from filled ones, so that all k places can be compared as those of
 * k-mins. What was borrowed cannot be told from what was there, so that what is stored does not merge.
 */
import { emptyBin, mergeOnePermutation, type OnePermutationSketch, simulateOnePermutation } from '../core.ts';
import { compareMatches } from './minima.ts';
import type { Scheme } from './scheme.ts';
import { binMinimaOf } from './shipped.ts';

/** From which bin each bin takes its value, and how far away that is for the comparison: 0 where it does not matter. */
interface Sources {
  readonly bins: Uint32Array;
  readonly distances: Uint32Array;
}

type FindSources = (isFilled: (bin: number) => boolean, k: number) => Sources;

/** The next filled bin to the right, around the end; values from different distances differ (Shrivastava & Li, ICML 2014, §4). */
function rotate(isFilled: (bin: number) => boolean, k: number): Sources {
  const bins = new Uint32Array(k);
  const distances = new Uint32Array(k);
  let source = 0;
  while (source < k && !isFilled(source)) source++;
  // Twice around from the right, so that the last bins find those at the beginning.
  for (let step = 2 * k - 1; step >= 0; step--) {
    const bin = step % k;
    if (isFilled(bin)) source = step;
    bins[bin] = source % k;
    distances[bin] = (source - step + 2 * k) % k;
  }
  return { bins, distances };
}

/** A bin drawn anew by hashing the empty bin and the attempt, until one is filled (Shrivastava, ICML 2017, §3). */
function jump(isFilled: (bin: number) => boolean, k: number): Sources {
  const bins = Uint32Array.from({ length: k }, (_, bin) => {
    let source = bin;
    for (let attempt = 1; !isFilled(source); attempt++) source = Math.floor((mix(bin, attempt) * k) / 2 ** 32);
    return source;
  });
  return { bins, distances: new Uint32Array(k) };
}

/** Two words to one, by murmur3's 32-bit finaliser. */
function mix(bin: number, attempt: number): number {
  let word = Math.imul(bin + 1, 0x9e3779b1) ^ Math.imul(attempt, 0x85ebca77);
  word = Math.imul(word ^ (word >>> 16), 0x85ebca6b);
  word = Math.imul(word ^ (word >>> 13), 0xc2b2ae35);
  return (word ^ (word >>> 16)) >>> 0;
}

function densified(name: string, title: string, findSources: FindSources): Scheme<OnePermutationSketch> {
  const sourcesOf = ({ hashes, k }: OnePermutationSketch): Sources | null => (hashes.some((value) => value !== emptyBin) ? findSources((bin) => hashes[bin] !== emptyBin, k) : null);
  return {
    name,
    title,
    mergeable: false,
    shipped: false,
    stepsPerRecord: () => 1,
    sketch: (records, { k }) => binMinimaOf(records, k),
    merge: mergeOnePermutation,
    compare: (a, b) => compareMatches(countMatches(a, sourcesOf(a), b, sourcesOf(b)), a.k, cardinalityOfBins(a), cardinalityOfBins(b)),
    byteLength: ({ k }) => 8 * k,
    draw: (random, sizes, { k }) => simulateOnePermutation(random, sizes, k, k),
  };
}

function countMatches(a: OnePermutationSketch, sourcesA: Sources | null, b: OnePermutationSketch, sourcesB: Sources | null): number {
  if (sourcesA === null || sourcesB === null) return 0;
  let matches = 0;
  for (let bin = 0; bin < a.k; bin++) {
    if (sourcesA.distances[bin] === sourcesB.distances[bin] && a.hashes[sourcesA.bins[bin]!] === b.hashes[sourcesB.bins[bin]!]) matches++;
  }
  return matches;
}

/** Filled bins by the share that they cover, as core counts with bins; what was borrowed tells nothing more. */
function cardinalityOfBins({ hashes, k }: OnePermutationSketch): number {
  let [filled, covered] = [0, 0];
  for (const value of hashes) {
    if (value !== emptyBin) filled++;
    covered += Number(value) / 2 ** 64;
  }
  return filled / (covered / k);
}

/** Rotation. */
export const densifiedByRotation: Scheme<OnePermutationSketch> = densified('densified-rotation', 'one permutation, densified by rotation (Shrivastava & Li 2014)', rotate);
/** Optimal densification. */
export const densifiedOptimally: Scheme<OnePermutationSketch> = densified('densified-optimal', 'one permutation, optimally densified (Shrivastava 2017)', jump);
