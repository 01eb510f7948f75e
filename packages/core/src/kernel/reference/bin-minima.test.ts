/** Minima of bins against exact arithmetic on all values. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fromHex } from '../../../test/vector-value.ts';
import { onePermutationVectors } from '../../../test/vectors.ts';
import { BinMinima } from './bin-minima.ts';

const empty = (1n << 64n) - 1n;
const word = fc.oneof(fc.integer({ min: 0, max: 0xffff_ffff }), fc.constantFrom(0, 1, 0x7fff_ffff, 0x8000_0000, 0xffff_fffe, 0xffff_ffff));
const entries = fc.array(fc.tuple(word, word, word), { maxLength: 80 });
const binCounts = fc.oneof(fc.integer({ min: 1, max: 20 }), fc.constantFrom(1023, 1024, 2 ** 20 - 1, 2 ** 20));

type Entry = readonly [position: number, high: number, low: number];

function collect(list: readonly Entry[], binCount: number): BigUint64Array {
  const minima = new BinMinima(binCount);
  for (const entry of list) minima.add(...entry);
  return minima.finish();
}

describe('minima of bins', () => {
  it('are those of the values whose share of the positions is the bin', () => {
    fc.assert(
      fc.property(entries, binCounts, (list, binCount) => {
        const bins = new Map<number, bigint>();
        for (const [position, high, low] of list) {
          const bin = Number((BigInt(position) * BigInt(binCount)) >> 32n);
          const value = (BigInt(high) << 32n) | BigInt(low);
          if (value < (bins.get(bin) ?? empty)) bins.set(bin, value);
        }
        const actual = collect(list, binCount);
        expect(actual.length).toBe(binCount);
        const filled = [...actual.entries()].filter(([, value]) => value !== empty);
        expect(filled).toEqual([...bins].sort(([a], [b]) => a - b));
      }),
      { numRuns: 300, seed: 20260205 },
    );
  });

  it.each(onePermutationVectors.bins)('are where the vectors say, $digestHex', ({ digestHex, bins, value }) => {
    const digest = new DataView(fromHex(digestHex).buffer);
    for (const [count, bin] of Object.entries(bins)) {
      const minima = collect([[digest.getUint32(8), digest.getUint32(12), digest.getUint32(16)]], Number(count));
      expect(minima[bin]).toBe(BigInt(`0x${value}`));
      expect(minima.filter((each) => each !== empty).length).toBe(BigInt(`0x${value}`) === empty ? 0 : 1);
    }
  });

  it('do not depend on order or duplicates', () => {
    fc.assert(
      fc.property(entries, fc.integer({ min: 1, max: 20 }), (list, binCount) => {
        expect(collect([...list].reverse().concat(list), binCount)).toEqual(collect(list, binCount));
      }),
      { seed: 20260206 },
    );
  });

  it('keep the first and last position in the first and last bin', () => {
    expect(collect([[0, 0, 1], [0xffff_ffff, 0, 2]], 3)).toEqual(BigUint64Array.of(1n, empty, 2n));
  });

  it('are given as a new array each time', () => {
    const minima = new BinMinima(1);
    minima.add(0, 0, 5);
    minima.finish().fill(9n);
    expect(minima.finish()).toEqual(BigUint64Array.of(5n));
  });
});
