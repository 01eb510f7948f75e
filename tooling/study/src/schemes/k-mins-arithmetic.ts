/**
 * k-mins with one multiplication for each place in place of a hash: universal hashing, and linear permutations, which
 * are no hashes at all. Both see 32 bits of a record, and cannot be drawn: how far they are from random permutations
 * is what is to be measured.
 */
import { Random } from '../core.ts';
import { wordsOf } from '../digests.ts';
import { type Minima, schemeOfMinima } from './minima.ts';
import type { Scheme } from './scheme.ts';

/** Any constant will do: the coefficients are part of the scheme. */
const coefficientSeed = 0x5eed;
const mostPlaces = 4096;
/** Four words for each place. */
const coefficients: Uint32Array = coefficientsFrom(new Random(coefficientSeed));

function coefficientsFrom(random: Random): Uint32Array {
  return Uint32Array.from({ length: 4 * mostPlaces }, () => random.uint32());
}

/**
 * Multiply-shift: the upper half of (a · x + b) mod 2^64, a and b of 64 bits, which is pairwise independent
 * (Dietzfelbinger, "Universal hashing and k-wise independence via integer arithmetic without primes", STACS 1996).
 */
export const kMinsUniversal: Scheme<Minima> = schemeOfMinima({
  name: 'k-mins-universal',
  title: 'k-mins, universal hashing by multiply-shift (Dietzfelbinger 1996)',
  valueByteLength: 4,
  stepsPerRecord: (k) => k,
  lower: (minima, records) => {
    const words = wordsOf(records);
    for (let place = 0; place < minima.length; place++) minima[place] = Math.min(minima[place]!, smallestProduct(words, place));
  },
});

function smallestProduct(words: Uint32Array, place: number): number {
  const [upperA, lowerA, upperB, lowerB] = coefficients.subarray(4 * place, 4 * place + 4) as unknown as [number, number, number, number];
  const lowerHigh = lowerA >>> 16;
  const lowerLow = lowerA & 0xffff;
  let smallest = 2 ** 32;
  for (const word of words) {
    // The carry of the lower half of a · x + b, by halves of 16 bits so that all stays below 2^53.
    const carry = Math.floor((word * lowerHigh + Math.floor((word * lowerLow + lowerB) / 2 ** 16)) / 2 ** 16);
    const value = (Math.imul(upperA, word) + carry + upperB) >>> 0;
    if (value < smallest) smallest = value;
  }
  return smallest / 2 ** 32;
}

/** x → a · x + b mod 2^32 with a odd: permutations of the universe, but few of them (Broder et al., JCSS 60, 2000, §5). */
export const linearPermutations: Scheme<Minima> = schemeOfMinima({
  name: 'linear-permutations',
  title: 'linear permutations mod 2^32, no hash (Broder et al. 2000)',
  valueByteLength: 4,
  stepsPerRecord: (k) => k,
  lower: (minima, records) => {
    const words = wordsOf(records);
    for (let place = 0; place < minima.length; place++) {
      const factor = coefficients[4 * place]! | 1;
      const addend = coefficients[4 * place + 1]!;
      let smallest = 2 ** 32;
      for (const word of words) {
        const value = (Math.imul(factor, word) + addend) >>> 0;
        if (value < smallest) smallest = value;
      }
      minima[place] = Math.min(minima[place]!, smallest / 2 ** 32);
    }
  },
});
