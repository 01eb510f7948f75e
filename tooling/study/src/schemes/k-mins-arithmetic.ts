/**
 * k-mins with one multiplication for each place in place of a hash: universal hashing, and linear permutations, which
 * are no hashes at all. Both see 32 bits of a record, and cannot be drawn: how far they are from random permutations
 * is what is to be measured.
 */
import { Random } from '../core.ts';
import { lowerByPermutations, lowerByProducts } from './arithmetic.ts';
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
  // A product of 64 bits takes as long as three of 32.
  stepsPerRecord: (k) => 3 * k,
  isPrefix: true,
  lower: (minima, records) => lowerByProducts(minima, records, coefficients),
});

/** x → a · x + b mod 2^32 with a odd: permutations of the universe, but few of them (Broder et al., JCSS 60, 2000, §5). */
export const linearPermutations: Scheme<Minima> = schemeOfMinima({
  name: 'linear-permutations',
  title: 'linear permutations mod 2^32, no hash (Broder et al. 2000)',
  valueByteLength: 4,
  stepsPerRecord: (k) => k,
  isPrefix: true,
  lower: (minima, records) => lowerByPermutations(minima, records, coefficients),
});
