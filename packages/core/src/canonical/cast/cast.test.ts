/** Casts as they are written, and which values they apply to. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { codeOf, toHex } from '../../../test/outcome.ts';
import { meaningOf } from '../../../test/meaning.ts';
import { values } from '../../../test/values.ts';
import type { Value } from '../../spec/v1/batch.ts';
import { encodeCanonical } from '../encode.ts';
import { tensorDtypes } from '../tensor.ts';
import { CalendarDate, Decimal, Duration, NumberLiteral, Tensor, TimeOfDay, Timestamp, Uuid } from '../value.ts';
import { type Cast, castValue, formatCast, parseCast } from './cast.ts';
import { scalarCasts } from './scalar-cast.ts';

const names = fc.uniqueArray(fc.string({ unit: 'binary', maxLength: 6 }), { maxLength: 4 });
const casts: fc.Arbitrary<Cast> = fc.oneof(
  fc.constantFrom(...scalarCasts).map((to): Cast => ({ to })),
  fc.constant<Cast>({ to: 'list' }),
  fc.record({ to: fc.constant('tensor' as const), dtype: fc.constantFrom(...tensorDtypes), shape: fc.option(fc.array(fc.integer({ min: 0, max: 1e12 }), { minLength: 1, maxLength: 4 })) }),
  fc.record({ to: fc.constantFrom('index' as const, 'name' as const), names }),
);

describe('written form', () => {
  it('reads back', () => {
    fc.assert(
      fc.property(casts, (cast) => {
        expect(parseCast(formatCast(cast))).toEqual(cast);
      }),
      { numRuns: 1000, seed: 20260121 },
    );
  });

  it('may have a space after a comma', () => {
    expect(parseCast('tensor<uint8, [2, 3]>')).toEqual({ to: 'tensor', dtype: 'uint8', shape: [2, 3] });
  });

  it.each([
    '', 'int', 'Integer', 'integer ', 'bytes', 'bytes:hex:', 'text', 'duration', 'tensor', 'tensor<>', 'tensor<bfloat16>', 'tensor<uint8', 'tensor<uint8,[]>', 'tensor<uint8,[ ]>', 'tensor<uint8,[2,,3]>',
    'tensor<uint8,[,2]>', 'tensor<uint8,[2,]>', 'tensor<uint8,[2 3]>', 'tensor<uint8,[-1]>', 'tensor<uint8,[1.5]>', 'tensor<uint8,[99999999999999999999]>', 'index', 'index:', 'index:{}', 'index:["a"', 'index:[1]', 'index:["a","a"]',
    'name:["a"] ', 'constructor', '__proto__',
  ])('refuses %j', (text) => {
    expect(codeOf(() => parseCast(text))).toBe('invalid-argument');
  });
});

describe('values that have the type already', () => {
  it.each<[string, Value]>([
    ['bool', true],
    ['date', new CalendarDate(1n)],
    ['timestamp', new Timestamp(1n)],
    ['time', new TimeOfDay(1n)],
    ['uuid', new Uuid(new Uint8Array(16))],
    ['decimal', new Decimal(15n, -1)],
    ['bytes:hex', Uint8Array.of(1)],
    ['bytes:base64', Uint8Array.of(1)],
    ['list', [1]],
    ['integer', 5n],
    ['float64', 0.5],
  ])('%s', (to, value) => {
    expect(castValue(value, parseCast(to))).toBe(value);
  });

  it('are changed no more by a second cast', () => {
    fc.assert(
      fc.property(casts.filter(({ to }) => to !== 'index' && to !== 'name'), fc.oneof(values, fc.constantFrom<Value>('1', '0.5', 'true', '2026-01-01', '12:00:00', '2026-01-01 12:00:00', '00')), (cast, value) => {
        let once: Value;
        try {
          once = castValue(value, cast);
        } catch {
          return;
        }
        expect(meaningOf(castValue(once, cast))).toBe(meaningOf(once));
      }),
      { numRuns: 3000, seed: 20260122 },
    );
  });
});

it('null stays null', () => {
  fc.assert(
    fc.property(casts, fc.constantFrom(null, undefined), (cast, nothing) => {
      expect(castValue(nothing, cast)).toBeNull();
    }),
    { numRuns: 200, seed: 20260123 },
  );
});

it.each<[string, Value]>([
  ['integer', true],
  ['integer', new CalendarDate(1n)],
  ['integer', [1]],
  ['integer', { a: 1 }],
  ['integer', Uint8Array.of(49)],
  ['integer', new Map()],
  ['float32', new Tensor('float64', [], new Uint8Array(8))],
  ['bool', new Tensor('bool', [1], Uint8Array.of(1))],
  ['time', new Duration(1n)],
  ['timestamp', new CalendarDate(1n)],
  ['date', new Timestamp(0n)],
  ['date', 1],
  ['uuid', new Uint8Array(16)],
  ['bytes:hex', 1],
  ['decimal', false],
])('to %s no value of the type of %o can be cast', (to, value) => {
  expect(codeOf(() => castValue(value, parseCast(to)))).toBe('cast-unsupported');
});

describe('JSON numbers as written', () => {
  it.each<[string, string, Value]>([
    ['decimal', '0.1', new Decimal(1n, -1)],
    ['decimal', '1E-7', new Decimal(1n, -7)],
    ['decimal', '100.0', 100],
    ['integer', '1.0', 1],
    ['float64', '0.1', 0.1],
    ['float32', '0.1', Math.fround(0.1)],
    ['bool', '1', true],
  ])('to %s: %s', (to, text, expected) => {
    expect(toHex(encodeCanonical(castValue(new NumberLiteral(text), parseCast(to))))).toBe(toHex(encodeCanonical(expected)));
  });

  it.each<[string, string, string]>([
    ['integer', '1.5', 'cast-failed'],
    ['float64', '9007199254740993', 'cast-failed'],
    ['decimal', 'x', 'cast-failed'],
    ['date', '1', 'cast-unsupported'],
  ])('to %s refuses %s', (to, text, code) => {
    expect(codeOf(() => castValue(new NumberLiteral(text), parseCast(to)))).toBe(code);
  });
});

describe('labels', () => {
  const [index, name] = [parseCast('index:["cat","dog",""]'), parseCast('name:["cat","dog",""]')];

  it('go there and back', () => {
    expect(['cat', 'dog', ''].map((each) => castValue(each, index))).toEqual([0, 1, 2]);
    expect([0, 1n, 2].map((each) => castValue(each, name))).toEqual(['cat', 'dog', '']);
  });

  it.each<[string, Cast, Value, string]>([
    ['an unknown name', index, 'k9Zq', 'cast-failed'],
    ['a name in other case', index, 'Cat', 'cast-failed'],
    ['a number', index, 1, 'cast-unsupported'],
    ['an index too large', name, 3, 'cast-failed'],
    ['an index below 0', name, -1, 'cast-failed'],
    ['a fraction', name, 0.5, 'cast-failed'],
    ['NaN', name, Number.NaN, 'cast-failed'],
    ['a huge index', name, 2n ** 70n, 'cast-failed'],
    ['text', name, '0', 'cast-unsupported'],
    ['a bool', name, true, 'cast-unsupported'],
  ])('refuse %s', (_, cast, value, code) => {
    expect(codeOf(() => castValue(value, cast))).toBe(code);
  });
});

it('shows no value in its messages', () => {
  const marked = fc.constantFrom<Value>('k9Zq', ['k9Zq'], { k9Zq: 'k9Zq' }, [['k9Zq'], 1], new NumberLiteral('k9Zq'), new Map([['k9Zq', 'k9Zq']]), 7919.5, 79197919n, new Decimal(7919n, -2), [7919.5]);
  fc.assert(
    fc.property(casts.filter((cast) => !JSON.stringify(cast).includes('7919')), marked, (cast, value) => {
      let message = 'taken';
      try {
        castValue(value, cast);
      } catch (error) {
        message = JSON.stringify([(error as Error).message, (error as { context: object }).context]);
      }
      expect(message).not.toMatch(/k9Zq|7919/);
    }),
    { numRuns: 2000, seed: 20260124 },
  );
});
