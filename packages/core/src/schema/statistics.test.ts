/** Laws of merging field statistics. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { compareText } from '../canonical/bytes.ts';
import { type FieldStatistics, fieldNameLimit, mergeStatistics, sortKinds } from './statistics.ts';

/** At most one kind a dtype, as the counters make them. */
const kinds = fc
  .record({ integer: fc.bigInt({ min: 1n, max: 5n }), text: fc.bigInt({ min: 1n, max: 5n }), uint8: fc.tuple(fc.constantFrom('', ',[2]', ',[3]', ',[]'), fc.bigInt({ min: 1n, max: 5n })), uint16: fc.tuple(fc.constantFrom('', ',[2]'), fc.bigInt({ min: 1n, max: 5n })) }, { requiredKeys: [] })
  .map(({ uint8, uint16, ...others }) => sortKinds(new Map(Object.entries({ ...others, ...(uint8 && { [`tensor<uint8${uint8[0]}>`]: uint8[1] }), ...(uint16 && { [`tensor<uint16${uint16[0]}>`]: uint16[1] }) }))));
const statistics: fc.Arbitrary<FieldStatistics> = fc.record({
  fields: fc.uniqueArray(fc.record({ name: fc.constantFrom('a', 'b', '__proto__', '😀', '\uE000'), kinds }), { selector: ({ name }) => name, maxLength: 4 }).map((fields) => fields.sort((a, b) => compareText(a.name, b.name))),
  otherValueCount: fc.bigInt({ min: 0n, max: 5n }),
});
const runs = { numRuns: 1000, seed: 20260131 };

describe('merging', () => {
  it('is commutative', () => {
    fc.assert(
      fc.property(statistics, statistics, (a, b) => {
        expect(mergeStatistics(a, b)).toEqual(mergeStatistics(b, a));
      }),
      runs,
    );
  });

  it('is associative', () => {
    fc.assert(
      fc.property(statistics, statistics, statistics, (a, b, c) => {
        expect(mergeStatistics(a, mergeStatistics(b, c))).toEqual(mergeStatistics(mergeStatistics(a, b), c));
      }),
      runs,
    );
  });

  it('has a neutral element', () => {
    fc.assert(
      fc.property(statistics, (each) => {
        expect(mergeStatistics(each, { fields: [], otherValueCount: 0n })).toEqual(each);
      }),
      runs,
    );
  });

  it('makes tensors of one dtype and several shapes one kind', () => {
    const of = (kind: string): FieldStatistics => ({ fields: [{ name: 'a', kinds: { [kind]: 1n } }], otherValueCount: 0n });
    const merged = ['tensor<uint8,[2]>', 'tensor<uint16,[2]>', 'tensor<uint8,[3]>', 'tensor<uint8,[2]>'].map(of).reduce(mergeStatistics);
    expect(merged.fields[0]!.kinds).toEqual({ 'tensor<uint16,[2]>': 1n, 'tensor<uint8>': 3n });
  });

  it('keeps the first names and counts the values of the others', () => {
    const half = (start: number): FieldStatistics => ({ fields: Array.from({ length: fieldNameLimit }, (_, index) => ({ name: `n${10_000 + start + 2 * index}`, kinds: { text: 2n } })), otherValueCount: 3n });
    const merged = mergeStatistics(half(0), half(1));
    expect(merged.fields.map(({ name }) => name)).toEqual(Array.from({ length: fieldNameLimit }, (_, index) => `n${10_000 + index}`));
    expect(merged.otherValueCount).toBe(BigInt(6 + 2 * fieldNameLimit));
  });
});
