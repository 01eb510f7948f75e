/** Structs and MAP columns: order, nulls, duplicates and odd keys. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { codeOf, toHex } from '../../test/outcome.ts';
import { texts, values } from '../../test/values.ts';
import type { Value } from '../spec/v1/batch.ts';
import { compareBytes } from './bytes.ts';
import { encodeCanonical } from './encode.ts';
import { CalendarDate, Decimal, Duration, Entries, TimeOfDay, Uuid } from './value.ts';

const encoded = (value: Value): string => toHex(encodeCanonical(value));
const runs = { numRuns: 500, seed: 20260106 };

describe('structs', () => {
  it.each<[string, Value, string]>([
    ['short names come first', { aa: 1, b: 2 }, 'a2616202626161 01'],
    ['integer-like names are text', { 10: 1, 9: 2 }, 'a2613902 62313001'],
    ['names of the prototype are names', JSON.parse('{"__proto__": 1, "constructor": 2, "toString": 3}') as Value, 'a368746f537472696e6703 695f5f70726f746f5f5f01 6b636f6e7374727563746f7202'],
    ['nulls are left out', { a: null, b: undefined, c: 1 }, 'a1616301'],
    ['nested ones too', { a: { b: null } }, 'a16161a0'],
    ['empty values stay', { a: '', b: [], c: {}, d: new Uint8Array() }, 'a4616160 616280 6163a0 616440'],
    ['lists keep nulls', { a: [null, undefined] }, 'a1616182f6f6'],
    ['holes of lists are nulls', { a: Object.assign([], { length: 2 }) as Value[] }, 'a1616182f6f6'],
    ['the empty name', { '': 1 }, 'a16001'],
  ])('%s', (_, value, expected) => {
    expect(encoded(value)).toBe(expected.replaceAll(' ', ''));
  });

  it('are sorted by the bytes of their encoded names, whatever the order they came in', () => {
    fc.assert(
      fc.property(fc.uniqueArray(texts, { maxLength: 30 }), (names) => {
        const keys = names.map((name) => encodeCanonical(name)).sort(compareBytes);
        const expected = new RegExp(`^(a.|b[0-7]|b8..)${keys.map((key) => `${toHex(key)}01`).join('')}$`);
        expect(encoded(new Map(names.map((name) => [name, 1])))).toMatch(expected);
        expect(encoded(Object.fromEntries(names.toReversed().map((name) => [name, 1])))).toMatch(expected);
      }),
      runs,
    );
  });

  it('are the same after thousands of other names', () => {
    const before = encoded({ a: 1, bb: 2 });
    for (let index = 0; index < 5000; index++) encodeCanonical({ [`name ${index}`]: 1 });
    expect(encoded({ a: 1, bb: 2 })).toBe(before);
    expect(encoded({ [`name ${4999}`]: 1 })).toBe('a1696e616d65203439393901');
  });
});

describe('maps', () => {
  it.each<[string, Value, string]>([
    ['with text keys are structs', new Map<Value, Value>([['b', 1], ['a', null], ['', 2]]), 'a2 6002 616201'],
    ['without entries are the empty struct', new Map(), 'a0'],
    ['with other keys are lists of pairs, in order, nulls and all', new Map<Value, Value>([[2, 'a'], [1, null]]), '82 82026161 8201f6'],
    ['with some text keys are lists of pairs', new Map<Value, Value>([['a', 1], [1, 2]]), '82 82616101 820102'],
    ['may have odd keys', new Entries([[[1], 1], [{ a: null }, 2], [true, 3], [Number.NaN, 4], [new Uint8Array(), 5]]), '85 82810101 82a002 82f503 82f97e0004 824005'],
    ['with dates as keys', new Entries([[new CalendarDate(1n), 1]]), '81 82d8640101'],
  ])('%s', (_, value, expected) => {
    expect(encoded(value)).toBe(expected.replaceAll(' ', ''));
  });

  it.each<[string, Value, Value]>([
    ['texts', 'a', 'a'],
    ['an integer and a float', 1, 1n],
    ['zeros', 0, -0],
    ['decimals', new Decimal(10n, -1), 1],
    ['structs in another order', { a: 1, b: 2 }, { b: 2, a: 1 }],
    ['structs with and without null', { a: null }, {}],
    ['a time and a duration', new TimeOfDay(5n), new Duration(5n)],
    ['NaN', Number.NaN, Number.NaN],
    ['UUIDs', new Uuid(new Uint8Array(16)), new Uuid(new Uint8Array(16))],
  ])('refuse the same key twice: %s', (_, a, b) => {
    for (const entries of [[[a, 1], [b, 2]], [[a, null], [b, 1]], [[a, 1], ['between', 2], [b, null]]] as [Value, Value][][]) {
      expect(codeOf(() => encodeCanonical(new Entries(entries)))).toBe('duplicate-key');
    }
  });

  it.each([null, undefined])('refuse the key %s', (key) => {
    expect(codeOf(() => encodeCanonical(new Map<Value, Value>([[key, 1]])))).toBe('unsupported-value');
    expect(codeOf(() => encodeCanonical(new Entries([['a', 1], [key, 1]])))).toBe('unsupported-value');
  });

  it('are alike as Map and as entries', () => {
    const keys = fc.uniqueArray(values.filter((key) => key !== null && key !== undefined), { selector: encoded, maxLength: 6 });
    fc.assert(
      fc.property(keys, values, (distinct, value) => {
        const entries = distinct.map((key): [Value, Value] => [key, value]);
        expect(encoded(new Map(entries))).toBe(encoded(new Entries(entries)));
      }),
      runs,
    );
  });
});
