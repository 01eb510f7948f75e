/** What all schemes promise, and facts of single ones that can be counted. */
import { isDeepStrictEqual } from 'node:util';
import { expect, test } from 'vitest';
import { digestByteLength, digestsOf, digestsOfTexts, joinDigests, sliceDigests, type Digests, viewOf } from '../digests.ts';
import { densifiedByRotation, densifiedOptimally } from './densified.ts';
import { schemes } from './index.ts';
import { kMinsUniversal, linearPermutations } from './k-mins-arithmetic.ts';
import { cardinalityOfMinima } from './minima.ts';
import type { Scheme } from './scheme.ts';
import { xorMasks } from './xor-masks.ts';

const records = digestsOfTexts(Array.from({ length: 300 }, (_, index) => `record ${index}`));
const setting = { k: 32, largestSize: 300 };
const nothing = sliceDigests(records, 0, 0);

function reversed({ count, bytes }: Digests): Digests {
  return digestsOf(new Uint8Array(Array.from({ length: count }, (_, index) => [...bytes.subarray((count - 1 - index) * digestByteLength, (count - index) * digestByteLength)]).flat()));
}

const each = schemes.map((scheme) => [scheme.name, scheme] as const);

test.each(each)('%s: neither order nor duplicates matter, and a merge is the sketch of all', (_, scheme: Scheme<unknown>) => {
  const sketch = scheme.sketch(records, setting);
  expect(isDeepStrictEqual(scheme.sketch(joinDigests(reversed(records), sliceDigests(records, 0, 40)), setting), sketch)).toBe(true);
  const [first, second] = [sliceDigests(records, 0, 200), sliceDigests(records, 150, 300)].map((part) => scheme.sketch(part, setting));
  expect(isDeepStrictEqual(scheme.merge(first, second), sketch)).toBe(true);
  expect(isDeepStrictEqual(scheme.merge(sketch, scheme.sketch(nothing, setting)), sketch)).toBe(true);
});

test.each(each)('%s: a set is like itself, and unlike others', (_, scheme: Scheme<unknown>) => {
  const sketch = scheme.sketch(sliceDigests(records, 0, 150), setting);
  expect(scheme.compare(sketch, sketch)).toMatchObject({ jaccard: { estimate: 1 }, aInB: { estimate: 1 } });
  const { jaccard } = scheme.compare(sketch, scheme.sketch(sliceDigests(records, 150, 300), setting));
  expect(jaccard.estimate).toBeLessThan(0.2);
  expect(jaccard.limits?.lower ?? 0).toBeLessThan(0.05);
});

test('the smallest XOR is that of a search through all', () => {
  const bits = 53n;
  const view = viewOf(records.bytes);
  const hashes = Array.from({ length: records.count }, (_, index) => view.getBigUint64(index * digestByteLength) >> (64n - bits));
  const first = hashes[0]!;
  const signature = xorMasks.sketch(sliceDigests(records, 0, 1), { k: 512, largestSize: 1 });
  const all = xorMasks.sketch(records, { k: 512, largestSize: 300 });
  signature.forEach((value, place) => {
    // A set of one record shows the masks.
    const mask = BigInt(value * 2 ** Number(bits)) ^ first;
    const smallest = hashes.map((hash) => hash ^ mask).reduce((least, distance) => (distance < least ? distance : least));
    expect(all[place]).toBe(Number(smallest) / 2 ** Number(bits));
  });
});

test.each([['universal', kMinsUniversal], ['linear', linearPermutations]] as const)('%s hashing is one function a place, even over the words', (_, scheme) => {
  const signatures = Array.from({ length: 300 }, (__, index) => scheme.sketch(sliceDigests(records, index, index + 1), { k: 64, largestSize: 1 }));
  const values = signatures.flatMap((signature) => [...signature]);
  expect(values.every((value) => value >= 0 && value < 1)).toBe(true);
  // 19,200 even values: their mean has a standard error of 0.002.
  expect(Math.abs(values.reduce((sum, value) => sum + value, 0) / values.length - 0.5)).toBeLessThan(0.01);
});

test('multiply-shift is the upper half of a product of 64 bits', () => {
  const word = (value: number): Digests => {
    const bytes = new Uint8Array(digestByteLength);
    viewOf(bytes).setUint32(0, value);
    return digestsOf(bytes);
  };
  const upper = (value: number): bigint => BigInt(kMinsUniversal.sketch(word(value), { k: 1, largestSize: 1 })[0]! * 2 ** 32);
  // With h(x) = (a·x + b) div 2^32 mod 2^32 sums agree but for a carry: h(x) + h(y) − h(0) − h(x + y) is −1, 0 or 1.
  for (const [x, y] of [[1, 2], [123_456_789, 987_654_321], [2 ** 31, 2 ** 31 - 1], [0xfffffff0, 15]] as const) {
    const difference = BigInt.asIntN(32, upper(x) + upper(y) - upper(0) - upper(x + y));
    expect([-1n, 0n, 1n]).toContain(difference);
  }
});

test('densified bins are never empty, and a rotated value is not that of its own bin', () => {
  const few = sliceDigests(records, 0, 5);
  const one = sliceDigests(records, 0, 1);
  const many = { k: 64, largestSize: 5 };
  for (const scheme of [densifiedByRotation, densifiedOptimally]) {
    // All 64 places agree, though five bins at most are filled.
    expect(scheme.compare(scheme.sketch(few, many), scheme.sketch(few, many)).jaccard.estimate).toBe(1);
    expect(scheme.compare(scheme.sketch(few, many), scheme.sketch(nothing, many)).jaccard.estimate).toBe(0);
  }
  // Sharing one record of five agrees by distance where that record stands next, not everywhere.
  const shared = densifiedByRotation.compare(densifiedByRotation.sketch(few, many), densifiedByRotation.sketch(one, many)).jaccard.estimate;
  expect(shared).toBeGreaterThan(0);
  expect(shared).toBeLessThan(0.7);
});

test('minima tell how many records there are', () => {
  const minima = xorMasks.sketch(records, { k: 1024, largestSize: 300 });
  expect(cardinalityOfMinima(minima)).toBeGreaterThan(250);
  expect(cardinalityOfMinima(minima)).toBeLessThan(350);
  expect(cardinalityOfMinima(new Float64Array(8).fill(1))).toBe(0);
});
