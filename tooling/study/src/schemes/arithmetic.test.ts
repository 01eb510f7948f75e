/** The compiled code against the formulas in whole numbers. */
import { expect, test } from 'vitest';
import { digestByteLength, digestsOf, sliceDigests, viewOf } from '../digests.ts';
import { randomFor } from '../seed.ts';
import { lowerByPermutations, lowerByProducts, type LowerMinima } from './arithmetic.ts';

const random = randomFor('arithmetic');
const k = 7;
const coefficients = Uint32Array.from({ length: 4 * k }, () => random.uint32());
/** More than a block of words, and no multiple of four. */
const count = 4099;
const records = digestsOf(Uint8Array.from({ length: count * digestByteLength }, () => random.uint32()));

type Formula = (word: bigint, a: bigint, b: bigint, c: bigint, d: bigint) => bigint;

const cases: readonly (readonly [string, LowerMinima, Formula])[] = [
  ['linear permutations', lowerByPermutations, (word, a, b) => BigInt.asUintN(32, (a | 1n) * word + b)],
  ['multiply-shift', lowerByProducts, (word, a, b, c, d) => BigInt.asUintN(64, ((a << 32n) | b) * word + ((c << 32n) | d)) >> 32n],
];

test.each(cases)('%s', (_, lower, formula) => {
  for (const end of [0, 1, 6, count]) {
    const minima = new Float64Array(k).fill(1);
    lower(minima, sliceDigests(records, 0, end), coefficients);
    const view = viewOf(records.bytes);
    const words = Array.from({ length: end }, (__, index) => BigInt(view.getUint32(index * digestByteLength)));
    const expected = Array.from({ length: k }, (__, place) => {
      const [a, b, c, d] = [...coefficients.subarray(4 * place, 4 * place + 4)].map(BigInt) as [bigint, bigint, bigint, bigint];
      return Number(words.map((word) => formula(word, a, b, c, d)).reduce((least, value) => (value < least ? value : least), 2n ** 32n)) / 2 ** 32;
    });
    expect([...minima]).toEqual(expected);
  }
});

test('minima are only lowered', () => {
  const minima = new Float64Array(k).fill(0);
  for (const [, lower] of cases) lower(minima, records, coefficients);
  expect([...minima]).toEqual(Array.from({ length: k }, () => 0));
});
