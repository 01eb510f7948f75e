/** Casts to nested types. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { meaningOf } from '../../../test/meaning.ts';
import { codeOf, errorOf, toHex } from '../../../test/outcome.ts';
import { values } from '../../../test/values.ts';
import type { Value } from '../../spec/v1/batch.ts';
import { encodeCanonical } from '../encode.ts';
import { CalendarDate, Decimal, Duration, Entries, NumberLiteral, Tensor, TimeOfDay, Timestamp } from '../value.ts';
import { castUntyped, castValue, formatCast, parseCast } from './cast.ts';

const encoded = (value: Value): string => toHex(encodeCanonical({ value }));
const cast = (value: Value, type: string): string => encoded(castValue(value, parseCast(type)));

describe('a nested type', () => {
  it.each<[string, Value, Value]>([
    ['list<integer>', '[1, 2.0, null, 9007199254740993]', [1, 2, null, 9007199254740993n]],
    ['list<list<float32>>', '[[0.1], []]', [[Math.fround(0.1)], []]],
    ['list<date>', ['2026-01-31', null], [new CalendarDate(20484n), null]],
    ['list<decimal>', '[0.10, "1.50", 12345678901234567890.1]', [new Decimal(1n, -1), new Decimal(15n, -1), new Decimal(123456789012345678901n, -1)]],
    ['list<decimal>', [new NumberLiteral('0.30')], [new Decimal(3n, -1)]],
    ['struct{at: timestamp, tags: list<text>}', '{"at": "1970-01-01T00:00:01Z", "tags": ["1"], "more": 0.5}', { at: new Timestamp(1_000_000_000n), tags: ['1'], more: 0.5 }],
    ['struct{at: time}', { at: '00:00:01' }, { at: new TimeOfDay(1_000_000_000n) }],
    ['struct{at: time}', '{"at": null}', {}],
    ['map<text,float32>', '{"a": 0.1, "__proto__": 1}', new Map<Value, Value>([['a', Math.fround(0.1)], ['__proto__', 1]])],
    ['map<integer,date>', { 7: '1970-01-02' }, new Entries([[7, new CalendarDate(1n)]])],
    ['map<integer,text>', '{"10": "a", "-1": "b", "2": "c"}', new Entries([[2, 'c'], [10, 'a'], [-1, 'b']])],
    ['map<integer,text>', '[[1, "a"], [2, null]]', new Entries([[1, 'a'], [2, null]])],
    ['map<integer,text>', new Map<Value, Value>([['1', 'a']]), new Entries([[1, 'a']])],
    ['list<tensor<uint8,[2]>>', '[[1, 2]]', [new Tensor('uint8', [2], Uint8Array.of(1, 2))]],
    ['tensor<uint8,[2]>', '[1, 2]', new Tensor('uint8', [2], Uint8Array.of(1, 2))],
    ['list<text>', 'null', null],
  ])('%s of %o', (type, value, expected) => {
    expect(cast(value, type)).toBe(encoded(expected));
    expect(formatCast(parseCast(type))).toBe(type);
  });

  it('leaves typed values as they are', () => {
    const typed = { at: new Timestamp(5n), list: [new Decimal(1n, -1)], map: new Entries([[1, 2]]) };
    expect(cast(typed, 'struct{at: timestamp, list: list<decimal>, map: map<integer,integer>}')).toBe(encoded(typed));
  });

  it.each<[string, Value, string, string]>([
    ['JSON that is none', '[1', 'list<integer>', 'cast-failed'],
    ['a trailing comma', '[1,]', 'list<integer>', 'cast-failed'],
    ['a leading zero', '[01]', 'list<integer>', 'cast-failed'],
    ['a control character', '["\n"]', 'list<text>', 'cast-failed'],
    ['more after the end', '[1] 2', 'list<integer>', 'cast-failed'],
    ['an object for a list', '{}', 'list<integer>', 'cast-failed'],
    ['a list for a struct', '[]', 'struct{a: text}', 'cast-failed'],
    ['a list for a map', '[1]', 'map<text,text>', 'cast-failed'],
    ['a number', 1, 'list<integer>', 'cast-failed'],
    ['bytes', Uint8Array.of(1), 'struct{a: text}', 'cast-failed'],
    ['text that is no date', '["today"]', 'list<date>', 'cast-failed'],
    ['a name twice', '{"a": 1, "\\u0061": 2}', 'struct{a: integer}', 'duplicate-key'],
    ['a lone surrogate', '["\\ud800"]', 'list<text>', 'lone-surrogate'],
    ['a number beyond doubles', '[1e999]', 'list<float64>', 'number-out-of-range'],
    ['deep nesting', '['.repeat(100), 'list<integer>', 'depth-exceeded'],
    ['a ragged tensor', '[[1], [1, 2]]', 'tensor<uint8>', 'cast-failed'],
  ])('refuses %s', (_, value, type, code) => {
    expect(codeOf(() => castValue(value, parseCast(type)))).toBe(code);
  });

  it('is no cast when it is no type', () => {
    for (const text of ['list<', 'list<nothing>', 'struct{', 'map<text>', 'mixed', 'null']) expect(codeOf(() => parseCast(text))).toBe('invalid-argument');
  });
});

const [timestamp, date, duration] = [new Timestamp(5n), new CalendarDate(1n), new Duration(1n)];

describe('values that are typed already', () => {
  it.each<[string, Value, string]>([
    ['struct{at: integer}', { at: timestamp, n: 1 }, 'cast-unsupported'],
    ['list<timestamp>', [date], 'cast-unsupported'],
    ['map<text,text>', new Entries([['a', 1]]), 'cast-unsupported'],
    ['map<text,text>', { a: 1 }, 'cast-unsupported'],
    ['map<date,text>', new Entries([[timestamp, 'a']]), 'cast-unsupported'],
    ['list<text>', '[1]', 'cast-unsupported'],
    ['list<bytes>', ['00'], 'cast-unsupported'],
    ['list<duration>', [1], 'cast-unsupported'],
    ['list<integer>', [true], 'cast-unsupported'],
    ['list<integer>', ['1.5'], 'cast-failed'],
    ['list<integer>', [1.5], 'cast-failed'],
    ['list<bool>', [2], 'cast-failed'],
    ['list<date>', [[date]], 'cast-unsupported'],
    ['list<struct{at: list<uuid>}>', [{ at: [date] }], 'cast-unsupported'],
    ['list<tensor<uint8>>', [1], 'cast-unsupported'],
  ])('are held to %s: %o', (type, value, code) => {
    expect(codeOf(() => castValue(value, parseCast(type)))).toBe(code);
  });

  it.each<[string, Value, Value]>([
    ['list<bool>', [0, 1, true, 'False'], [false, true, true, false]],
    ['list<integer>', [2, '2.0', new Decimal(20n, -1), 2n ** 70n], [2, 2, 2, 2n ** 70n]],
    ['list<decimal>', [0.5], [new Decimal(5n, -1)]],
    ['list<float64>', [new Decimal(5n, -1)], [0.5]],
    ['list<tensor<uint8>>', [new Tensor('int8', [1], Uint8Array.of(1))], [new Tensor('uint8', [1], Uint8Array.of(1))]],
    ['struct{b: bytes, d: duration, m: mixed, n: null}', { b: Uint8Array.of(1), d: duration, m: date, n: 5, x: timestamp }, { b: Uint8Array.of(1), d: duration, m: date, n: 5, x: timestamp }],
  ])('become %s as at the top: %o', (type, value, expected) => {
    expect(cast(value, type)).toBe(encoded(expected));
  });

  it('stay as they are where untyped values alone are cast', () => {
    for (const [type, value] of [['struct{at: integer}', { at: timestamp }], ['list<timestamp>', [date]], ['map<text,text>', new Entries([['a', 1]])], ['list<bool>', [1]]] as const) {
      expect(encoded(castUntyped(value, parseCast(type)))).toBe(encoded(value));
    }
  });

  it('are cast to what a second cast leaves as it is', () => {
    const types = fc.constantFrom('list<integer>', 'list<mixed>', 'list<float32>', 'list<text>', 'struct{a: decimal}', 'map<text,bool>', 'map<integer,date>', 'list<list<timestamp>>');
    fc.assert(
      fc.property(types, fc.oneof(values, fc.array(values, { maxLength: 2 })), (type, value) => {
        let once: Value;
        try {
          once = castValue(value, parseCast(type));
        } catch {
          return;
        }
        expect(meaningOf(castValue(once, parseCast(type)))).toBe(meaningOf(once));
      }),
      { numRuns: 3000, seed: 20260125 },
    );
  });
});

it.each<[string, Value, string]>([
  ['list<text>', 5, 'cannot cast to a list: expected a list, got a number'],
  ['list<text>', '"k9Zq"', 'cannot cast to a list: expected a list, got text'],
  ['list<text>', '1', 'cannot cast to a list: expected a list, got a number'],
  ['list<text>', { k9Zq: 1 }, 'cannot cast to a list: expected a list, got a struct'],
  ['list<text>', new Map(), 'cannot cast to a list: expected a list, got a map'],
  ['struct{a: text}', [1], 'cannot cast to a struct: expected a struct, got a list'],
  ['struct{a: text}', Uint8Array.of(1), 'cannot cast to a struct: expected a struct, got bytes'],
  ['struct{a: text}', new Entries([]), 'cannot cast to a struct: expected a struct, got a map'],
  ['map<text,text>', true, 'cannot cast to a map: expected a map, a struct or a list of pairs, got a bool'],
  ['map<text,text>', timestamp, 'cannot cast to a map: expected a map, a struct or a list of pairs, got a timestamp'],
  ['list<text>', [date], 'cannot cast to text: expected text, got a date'],
  ['list<bytes>', ['k9Zq'], 'cannot cast to bytes: expected bytes, got text'],
])('to %s says what came: %o', (type, value, message) => {
  expect(errorOf(() => castValue(value, parseCast(type))).message).toBe(message);
});
