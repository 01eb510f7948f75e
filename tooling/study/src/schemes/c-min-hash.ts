/**
 * C-MinHash-(σ, π): one permutation σ that scatters the records, and one π whose circulant shifts serve all places:
 * value i is π((σ(x) − i) mod D) (Li & Li, "C-MinHash: improving minwise hashing with circulant permutation", ICML 2022).
 * D is 2^53 here, far above any set, where its variance is that of k-mins; its gain is in dense sets over small universes.
 */
import { digestByteLength, toShare, viewOf } from '../digests.ts';
import { drawIndependentMinima, type Minima, schemeOfMinima } from './minima.ts';
import type { Scheme } from './scheme.ts';

const universe = 2 ** 53;

/** C-MinHash with a mixer of 53 bits for π. */
export const cMinHash: Scheme<Minima> = schemeOfMinima({
  name: 'c-min-hash',
  title: 'C-MinHash, shifts of one permutation (Li & Li 2022)',
  valueByteLength: 8,
  stepsPerRecord: (k) => 5 * k,
  lower: (minima, { count, bytes }) => {
    const view = viewOf(bytes);
    for (let index = 0; index < count; index++) {
      const scattered = toShare(view.getUint32(index * digestByteLength), view.getUint32(index * digestByteLength + 4)) * universe;
      for (let place = 0; place < minima.length; place++) {
        const value = permuted(scattered >= place ? scattered - place : scattered - place + universe);
        if (value < minima[place]!) minima[place] = value;
      }
    }
  },
  draw: drawIndependentMinima,
});

/** Mixes two words, each by the other (the multipliers are those of murmur3's 32-bit finaliser and of Weyl's sequence). */
function permuted(position: number): number {
  let upper = Math.floor(position / 2 ** 32) | 0;
  let lower = position | 0;
  for (let round = 0; round < 3; round++) {
    lower = Math.imul(lower ^ (lower >>> 16) ^ upper, 0x85ebca6b);
    lower = Math.imul(lower ^ (lower >>> 13), 0xc2b2ae35);
    upper = Math.imul(upper ^ lower ^ (lower >>> 16), 0x9e3779b1);
    upper ^= upper >>> 15;
  }
  return toShare(upper >>> 0, lower >>> 0);
}
