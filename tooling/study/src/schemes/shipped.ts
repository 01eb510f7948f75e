/** The schemes that core ships, as core has them: `bottom-k/1`, `scaled/1`, `one-permutation/1`. */
import {
  bottomKFromHashes, compareSketches, emptyBin, mergeBottomK, mergeOnePermutation, mergeScaled, onePermutationFromBins, scaledFromHashes, simulateBottomK,
  simulateOnePermutation, simulateScaled, type BottomKSketch, type OnePermutationSketch, type ScaledSketch, type Sketch,
} from '../core.ts';
import { digestByteLength, hashesOf, type Digests, viewOf } from '../digests.ts';
import { confidence, type Estimated, type Scheme, type SchemeComparison, type Setting } from './scheme.ts';

/** The k smallest hashes and the threshold behind them (Cohen & Kaplan, PODC 2007). */
export const bottomK: Scheme<BottomKSketch> = {
  name: 'bottom-k',
  title: 'bottom-k/1 of core: the k smallest of one hash',
  mergeable: true,
  shipped: true,
  stepsPerRecord: () => 1,
  sketch: (records, { k }) => bottomKFromHashes(hashesOf(records), k),
  merge: mergeBottomK,
  compare: compareShipped,
  byteLength: ({ hashes, theta }) => 8 * (hashes.length + (theta === null ? 0 : 1)),
  draw: (random, sizes, { k }) => simulateBottomK(random, sizes, k, k),
};

/** All hashes below a share of the space, k on average for the larger set (Irber et al., bioRxiv 2022.01.11.475838). */
export const scaled: Scheme<ScaledSketch> = {
  name: 'scaled',
  title: 'scaled/1 of core: all hashes below a threshold, k on average in the larger set',
  mergeable: true,
  shipped: true,
  stepsPerRecord: () => 1,
  sketch: (records, setting) => scaledFromHashes(hashesOf(records), scaleOf(setting)),
  merge: mergeScaled,
  compare: compareShipped,
  byteLength: ({ hashes }) => 8 * hashes.length,
  draw: (random, sizes, setting) => simulateScaled(random, sizes, scaleOf(setting)),
};

/** The smallest value in each of k bins, empty ones left empty (Li, Owen & Zhang, NIPS 2012). */
export const onePermutation: Scheme<OnePermutationSketch> = {
  name: 'one-permutation',
  title: 'one-permutation/1 of core: the smallest value of each of k bins',
  mergeable: true,
  shipped: true,
  stepsPerRecord: () => 1,
  sketch: (records, { k }) => binMinimaOf(records, k),
  merge: mergeOnePermutation,
  compare: compareShipped,
  byteLength: ({ k }) => 8 * k,
  draw: (random, sizes, { k }) => simulateOnePermutation(random, sizes, k, k),
};

/** The minima of bins: position and value are bytes 8 to 11 and 12 to 19 of the digest (docs/spec/sketches.md). */
export function binMinimaOf({ count, bytes }: Digests, k: number): OnePermutationSketch {
  const view = viewOf(bytes);
  const minima = new BigUint64Array(k).fill(emptyBin);
  for (let index = 0; index < count; index++) {
    const bin = Math.floor((view.getUint32(index * digestByteLength + 8) * k) / 2 ** 32);
    const value = view.getBigUint64(index * digestByteLength + 12);
    if (value < minima[bin]!) minima[bin] = value;
  }
  return onePermutationFromBins(minima);
}

function scaleOf({ k, largestSize }: Setting): number {
  return Math.max(1, Math.round(largestSize / k));
}

function compareShipped(a: Sketch, b: Sketch): SchemeComparison {
  const { jaccard, containment } = compareSketches(a, b, { confidence });
  const toEstimated = ({ estimate, lower, upper }: typeof jaccard): Estimated => ({ estimate: estimate ?? 0, limits: { lower, upper } });
  return { jaccard: toEstimated(jaccard), aInB: toEstimated(containment.aInB) };
}
