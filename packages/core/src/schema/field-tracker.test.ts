/** Field statistics and observed types do not depend on the order of records or on shards. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { values } from '../../test/values.ts';
import { compareText } from '../canonical/bytes.ts';
import { encodeCanonical, writeValue } from '../canonical/encode.ts';
import { CalendarDate, Decimal, Duration, Entries, NumberLiteral, Tensor, TimeOfDay, Uuid } from '../canonical/value.ts';
import { CanonicalWriter } from '../canonical/writer.ts';
import { Fingerprinter } from '../fingerprint/fingerprinter.ts';
import type { Column, SchemaField, Value } from '../spec/v1/batch.ts';
import { FieldTracker } from './field-tracker.ts';
import { joinFields } from './join.ts';
import { type FieldStatistics, fieldNameLimit, mergeStatistics, valueCount } from './statistics.ts';
import { formatType } from '../canonical/type-text.ts';

type Observation = readonly [name: string, value: Value];

function track(observations: readonly Observation[]): FieldTracker {
  const tracker = new FieldTracker();
  const writer = new CanonicalWriter();
  for (const [name, value] of observations) tracker.counter(name).addValue(writeValue(writer, value, 2), value);
  return tracker;
}

const schemaText = (fields: readonly SchemaField[]): string => formatType({ type: 'struct', fields });

function shuffled<T>(list: readonly T[]): fc.Arbitrary<T[]> {
  return fc.shuffledSubarray([...list], { minLength: list.length });
}

describe('order and shards', () => {
  const present = values.filter((value) => value !== null && value !== undefined);
  const observations = fc.array(fc.tuple(fc.constantFrom('a', 'b'), present), { maxLength: 12 });

  it('do not matter to one field', () => {
    fc.assert(
      fc.property(observations.chain((list) => fc.tuple(fc.constant(list), shuffled(list), fc.nat({ max: 12 }))), ([list, other, cut]) => {
        const [whole, again, left, right] = [list, other, other.slice(0, cut), other.slice(cut)].map(track) as [FieldTracker, FieldTracker, FieldTracker, FieldTracker];
        expect(again.statistics()).toEqual(whole.statistics());
        expect(schemaText(again.schema())).toBe(schemaText(whole.schema()));
        expect(mergeStatistics(left.statistics(), right.statistics())).toEqual(whole.statistics());
        expect(schemaText(joinFields(left.schema(), right.schema()))).toBe(schemaText(whole.schema()));
      }),
      { numRuns: 1000, seed: 20260129 },
    );
  });

  it('do not matter with more names than have statistics', () => {
    const names = Array.from({ length: fieldNameLimit + 200 }, (_, index) => `${index % 7 === 0 ? '😀' : index % 3 === 0 ? '\uE000' : 'n'}${index}`);
    const first = new Set(names.toSorted(compareText).slice(0, fieldNameLimit));
    const twice = [...names, ...names.slice(100, 400)].map((name, index): Observation => [name, index % 5 === 0 ? 'text' : index]);
    const expected = track(twice);
    fc.assert(
      fc.property(shuffled(twice), fc.integer({ min: 0, max: twice.length }), (list, cut) => {
        const whole = track(list);
        expect(whole.statistics()).toEqual(expected.statistics());
        expect(schemaText(whole.schema())).toBe(schemaText(expected.schema()));
        const [left, right] = [track(list.slice(0, cut)), track(list.slice(cut))];
        expect(mergeStatistics(right.statistics(), left.statistics())).toEqual(expected.statistics());
        expect(schemaText(joinFields(left.schema(), right.schema()).filter(({ name }) => first.has(name)))).toBe(schemaText(expected.schema()));
      }),
      { numRuns: 12, seed: 20260130 },
    );
    expect(new Set(expected.statistics().fields.map(({ name }) => name))).toEqual(first);
  });

  it('lose no value', () => {
    const names = Array.from({ length: fieldNameLimit + 50 }, (_, index) => `n${index}`);
    const { fields, otherValueCount } = track(names.map((name): Observation => [name, 1])).statistics();
    expect(fields.length).toBe(fieldNameLimit);
    expect(fields.reduce((sum, field) => sum + valueCount(field), otherValueCount)).toBe(BigInt(names.length));
  });
});

describe('columns beyond the limit of names', () => {
  const names = Array.from({ length: fieldNameLimit + 76 }, (_, index) => `c${9999 - index}`);
  const summarize = (batch: Parameters<Fingerprinter['add']>[0]): FieldStatistics => {
    const fingerprinter = new Fingerprinter({ identity: false, sketches: [] });
    fingerprinter.add(batch);
    return fingerprinter.finish().records.fields!;
  };
  const asRow = (value: (index: number) => Value): FieldStatistics => summarize({ kind: 'rows', rows: [Object.fromEntries(names.map((name, index) => [name, value(index)]))] });

  it.each<[string, (name: string) => Column]>([
    ['numbers', (name) => ({ name, type: 'number', values: Float64Array.of(1) })],
    ['big integers', (name) => ({ name, type: 'bigint', values: BigInt64Array.of(1n) })],
    ['values', (name) => ({ name, type: 'values', values: [1] })],
  ])('count every one: %s', (_, column) => {
    expect(summarize({ kind: 'columns', rowCount: 1, columns: names.map(column) })).toEqual(asRow(() => 1));
  });

  it('take no place where they hold nothing', () => {
    const columns = names.map((name, index): Column => ({ name, type: 'number', values: Float64Array.of(1), valid: Uint8Array.of(index < 900 ? 1 : 0) }));
    expect(summarize({ kind: 'columns', rowCount: 1, columns })).toEqual(asRow((index) => (index < 900 ? 1 : null)));
  });
});

describe('types and kinds as seen', () => {
  it.each<[string, readonly Value[], string, Readonly<Record<string, bigint>>]>([
    ['integers', [1, 2n, -0, 1e300, new Decimal(10n, -1), new NumberLiteral('5')], 'integer', { integer: 6n }],
    ['numbers', [1, 0.5, Number.NaN], 'float64', { float: 2n, integer: 1n }],
    ['decimals', [1, new Decimal(15n, -1)], 'decimal', { decimal: 1n, integer: 1n }],
    ['decimals and floats', [0.5, new Decimal(15n, -1)], 'mixed', { decimal: 1n, float: 1n }],
    ['times', [new TimeOfDay(1n)], 'time', { duration: 1n }],
    ['times and durations', [new TimeOfDay(1n), new Duration(1n)], 'mixed', { duration: 2n }],
    ['dates and text', [new CalendarDate(1n), '1'], 'mixed', { date: 1n, text: 1n }],
    ['UUIDs', [new Uuid(new Uint8Array(16))], 'uuid', { uuid: 1n }],
    ['lists', [[], [1], [null, 0.5]], 'list<float64>', { list: 3n }],
    ['structs', [{ a: 1 }, { b: null }, { c: ['x'] }], 'struct{a: integer, c: list<text>}', { map: 3n }],
    ['maps', [new Map<Value, Value>([['a', 1]]), new Entries([])], 'map<text,integer>', { map: 2n }],
    ['maps with other keys', [new Map<Value, Value>([[1, 'a']])], 'map<integer,text>', { map: 1n }],
    ['tensors', [new Tensor('uint8', [2], new Uint8Array(2)), new Tensor('uint8', [2], new Uint8Array(2))], 'tensor<uint8,[2]>', { 'tensor<uint8,[2]>': 2n }],
    ['tensors of several shapes', [new Tensor('uint8', [2], new Uint8Array(2)), new Tensor('uint8', [1], new Uint8Array(1))], 'tensor<uint8>', { 'tensor<uint8>': 2n }],
    ['tensors of several dtypes', [new Tensor('uint8', [2], new Uint8Array(2)), new Tensor('int8', [2], new Uint8Array(2))], 'mixed', { 'tensor<int8,[2]>': 1n, 'tensor<uint8,[2]>': 1n }],
    ['scalar tensors', [new Tensor('float32', [], new Uint8Array(4)), new Tensor('bool', [], Uint8Array.of(1))], 'mixed', { bool: 1n, integer: 1n }],
    ['deep lists', [[[[[[[1]]]]]]], 'list<list<list<list<list<mixed>>>>>', { list: 1n }],
  ])('%s', (_, list, type, kinds) => {
    const tracker = track(list.map((value): Observation => ['a', value]));
    expect(schemaText(tracker.schema())).toBe(`struct{a: ${type}}`);
    expect(tracker.statistics()).toEqual({ fields: [{ name: 'a', kinds }], otherValueCount: 0n });
  });

  it('a struct of more than 256 names is mixed', () => {
    const names = Array.from({ length: 257 }, (_, index) => `n${index}`);
    const structs = [Object.fromEntries(names.map((name) => [name, 1])), ...names.map((name) => ({ [name]: 1 }))];
    expect(schemaText(track([['a', structs[0]!]]).schema())).toBe('struct{a: mixed}');
    expect(schemaText(track(structs.slice(1).map((struct): Observation => ['a', struct])).schema())).toBe('struct{a: mixed}');
    expect(encodeCanonical(structs[0]!).length).toBeGreaterThan(257 * 3);
  });
});
