/**
 * XOR masks: place i holds the smallest hash ⊕ mask_i. No hash is computed for a place; its value is that of the record
 * nearest to the mask in the binary tree of all hashes, so a record is chosen by the size of its own leaf there.
 */
import { Random } from '../core.ts';
import { toShare, type Digests, digestByteLength, viewOf } from '../digests.ts';
import { type Minima, schemeOfMinima } from './minima.ts';
import type { Scheme } from './scheme.ts';
import { hashBits, XorTree } from './xor-tree.ts';

const maskSeed = 0x3a5c;
const mostPlaces = 4096;
/** Masks as integers below 2^53. */
const masks: Float64Array = drawMasks(new Random(maskSeed));

function drawMasks(random: Random): Float64Array {
  return Float64Array.from({ length: mostPlaces }, () => toShare(random.uint32(), random.uint32()) * 2 ** hashBits);
}

/** XOR masks over 53 bits of the hash. */
export const xorMasks: Scheme<Minima> = schemeOfMinima({
  name: 'xor-masks',
  title: 'XOR masks over one hash, no hash for a place (the original tool\'s `xor`)',
  valueByteLength: 8,
  // Sorting, and a descent for each place.
  stepsPerRecord: () => 64,
  lower: (minima, records) => {
    const sorted = sortedHashes(records);
    if (sorted.length === 0) return;
    for (let place = 0; place < minima.length; place++) minima[place] = Math.min(minima[place]!, nearest(sorted, masks[place]!) / 2 ** hashBits);
  },
  draw: (random, sizes, { k }) => {
    const tree = new XorTree(random, sizes);
    const used = masks.subarray(0, k);
    return [used.map((mask) => tree.smallestInA(mask)), used.map((mask) => tree.smallestInB(mask))];
  },
});

function sortedHashes({ count, bytes }: Digests): Float64Array {
  const view = viewOf(bytes);
  return Float64Array.from({ length: count }, (_, index) => toShare(view.getUint32(index * digestByteLength), view.getUint32(index * digestByteLength + 4)) * 2 ** hashBits).sort();
}

/** The smallest hash ⊕ mask: bit by bit the half of the tree that the mask lies in, or the other where it is empty. */
function nearest(sorted: Float64Array, mask: number): number {
  let [first, end, prefix, distance] = [0, sorted.length, 0, 0];
  for (let bit = hashBits - 1; bit >= 0; bit--) {
    const weight = 2 ** bit;
    const isSet = Math.floor(mask / weight) % 2 === 1;
    const middle = firstFrom(sorted, prefix + weight, first, end);
    const takeUpper = isSet ? middle < end : middle === first;
    if (takeUpper !== isSet) distance += weight;
    if (takeUpper) [first, prefix] = [middle, prefix + weight];
    else end = middle;
  }
  return distance;
}

/** The first index between `first` and `end` whose hash is at least `limit`. */
function firstFrom(sorted: Float64Array, limit: number, first: number, end: number): number {
  let [low, high] = [first, end];
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (sorted[middle]! < limit) low = middle + 1;
    else high = middle;
  }
  return low;
}
