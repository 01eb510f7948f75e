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

/** `filled` has 1 for each bin with a value, of which there is one at least. */
type FindSources = (filled: Uint8Array) => Sources;

/** The next filled bin to the right, around the end; values from different distances differ (Shrivastava & Li, ICML 2014, §4). */
function rotate(filled: Uint8Array): Sources {
  const k = filled.length;
  const bins = new Uint32Array(k);
  const distances = new Uint32Array(k);
  // Around the end, the last bins find the first filled one.
  let source = k + filled.indexOf(1);
  for (let bin = k - 1; bin >= 0; bin--) {
    if (filled[bin] === 1) source = bin;
    bins[bin] = source < k ? source : source - k;
    distances[bin] = source - bin;
  }
  return { bins, distances };
}

/** A bin drawn anew by hashing the empty bin and the attempt, until one is filled (Shrivastava, ICML 2017, §3). */
function jump(filled: Uint8Array): Sources {
  const k = filled.length;
  const bins = new Uint32Array(k);
  for (let bin = 0; bin < k; bin++) {
    let source = bin;
    for (let attempt = 1; filled[source] === 0; attempt++) source = Math.floor((mix(bin, attempt) * k) / 2 ** 32);
    bins[bin] = source;
  }
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
  return {
    name,
    title,
    mergeable: false,
    shipped: false,
    stepsPerRecord: () => 1,
    sketch: (records, { k }) => binMinimaOf(records, k),
    merge: mergeOnePermutation,
    compare: (a, b) => compareMatches(countMatches(a, sourcesOf(a, findSources), b, sourcesOf(b, findSources)), a.k, cardinalityOfBins(a), cardinalityOfBins(b)),
    byteLength: ({ k }) => 8 * k,
    draw: (random, sizes, { k }) => simulateOnePermutation(random, sizes, k, k),
  };
}

/** Null where nothing is filled. */
function sourcesOf({ hashes }: OnePermutationSketch, findSources: FindSources): Sources | null {
  const filled = Uint8Array.from(hashes, (value) => (value === emptyBin ? 0 : 1));
  return filled.includes(1) ? findSources(filled) : null;
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
