/** The smallest hashes of a stream against a sorted set. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { SmallestHashes } from './smallest-hashes.ts';

const space = 1n << 64n;
const anyHash = fc.bigInt({ min: 0n, max: space - 1n });
/** Few values many times, near the ends and around the borders of 32-bit words. */
const crowded = fc.oneof(fc.bigInt({ min: 0n, max: 20n }), fc.constantFrom(0n, space - 1n, space - 2n, (1n << 32n) - 1n, 1n << 32n, (1n << 32n) + 1n, (1n << 63n) - 1n, 1n << 63n), anyHash);

function collect(hashes: readonly bigint[], limit: number, threshold: bigint): bigint[] {
  const smallest = new SmallestHashes(limit, threshold);
  for (const hash of hashes) smallest.add(Number(hash >> 32n), Number(hash & 0xffff_ffffn));
  return [...smallest.finish()];
}

function expected(hashes: readonly bigint[], limit: number, threshold: bigint): bigint[] {
  return [...new Set(hashes)].filter((hash) => hash < threshold).sort((a, b) => (a < b ? -1 : 1)).slice(0, limit);
}

describe('a set', () => {
  it('is the smallest distinct hashes below the threshold', () => {
    fc.assert(
      fc.property(fc.array(crowded, { maxLength: 60 }), fc.oneof(fc.integer({ min: 1, max: 30 }), fc.constant(Infinity)), fc.oneof(fc.constant(space), crowded), (hashes, limit, threshold) => {
        expect(collect(hashes, limit, threshold)).toEqual(expected(hashes, limit, threshold));
      }),
      { numRuns: 1000, seed: 20260202 },
    );
  });

  it('stays so over many rounds of making room', () => {
    const step = fc.tuple(anyHash, fc.bigInt({ min: 1n, max: 1n << 40n }).map((each) => 2n * each + 1n));
    fc.assert(
      fc.property(step, fc.constantFrom(1, 2, 100, 511, 512, 513, 1023, 1024, 1025, 3000, Infinity), fc.constantFrom(1, 3, 500), ([start, factor], limit, copies) => {
        const hashes = Array.from({ length: 6000 }, (_, index) => (start + BigInt(Math.floor(index / copies)) * factor * 0x9e37_79b9_7f4a_7c15n) % space);
        expect(collect(hashes, limit, space)).toEqual(expected(hashes, limit, space));
      }),
      { numRuns: 25, seed: 20260203 },
    );
  });

  it.each([true, false])('takes hashes in order, ascending: %s', (ascending) => {
    const hashes = Array.from({ length: 5000 }, (_, index) => BigInt(ascending ? index : 5000 - index) << 30n);
    expect(collect(hashes, 65, space)).toEqual(expected(hashes, 65, space));
  });

  it('has nothing below 0', () => {
    expect(collect([0n, 1n], Infinity, 0n)).toEqual([]);
  });

  it('gives a new array each time', () => {
    const smallest = new SmallestHashes(2, space);
    smallest.add(0, 1);
    smallest.finish().fill(9n);
    expect([...smallest.finish()]).toEqual([1n]);
  });
});
