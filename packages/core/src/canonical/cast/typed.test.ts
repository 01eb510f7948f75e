/** Casts to nested types. */
import { describe, expect, it } from 'vitest';
import { codeOf, toHex } from '../../../test/outcome.ts';
import type { Value } from '../../spec/v1/batch.ts';
import { encodeCanonical } from '../encode.ts';
import { CalendarDate, Decimal, Entries, NumberLiteral, Tensor, TimeOfDay, Timestamp } from '../value.ts';
import { castValue, formatCast, parseCast } from './cast.ts';

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
