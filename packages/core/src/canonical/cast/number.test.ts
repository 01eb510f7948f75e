/** Casts of numbers: exact, or once rounded to float32. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { codeOf } from '../../../test/outcome.ts';
import { meaningOf } from '../../../test/meaning.ts';
import { decimals, integers, numbers } from '../../../test/values.ts';
import type { Value } from '../../spec/v1/batch.ts';
import { Decimal } from '../value.ts';
import { castNumber } from './number.ts';
import type { ScalarCast } from './scalar-cast.ts';

type NumberValue = number | bigint | Decimal;

const accepted: readonly (readonly [ScalarCast, NumberValue, Value])[] = [
  ['integer', 3, 3],
  ['integer', -0, 0],
  ['integer', 1e300, BigInt(1e300)],
  ['integer', 2n ** 70n, 2n ** 70n],
  ['integer', new Decimal(120n, -1), 12],
  ['integer', new Decimal(1n, 308), 10n ** 308n],
  ['float64', 0.1, 0.1],
  ['float64', 2n ** 60n, 2 ** 60],
  ['float64', new Decimal(25n, -2), 0.25],
  ['float64', new Decimal(5n, 2), 500],
  ['float64', new Decimal(5n ** 1074n, -1074), 5e-324],
  ['float64', Number.NaN, Number.NaN],
  ['float32', 0.1, Math.fround(0.1)],
  ['float32', 1 + 2 ** -30, 1],
  ['float32', 2 ** -160, 0],
  ['float32', 2n ** 24n, 2 ** 24],
  ['float32', new Decimal(25n, -2), 0.25],
  ['float32', Number.NaN, Number.NaN],
  ['float32', -Infinity, -Infinity],
  ['decimal', 0.1, new Decimal(1000000000000000055511151231257827021181583404541015625n, -55)],
  ['decimal', -0.5, new Decimal(-5n, -1)],
  ['decimal', -0, 0],
  ['decimal', 2n ** 80n, 2n ** 80n],
  ['decimal', 1e23, BigInt(1e23)],
  ['decimal', new Decimal(10n, -1), 1],
  ['bool', 0, false],
  ['bool', -0, false],
  ['bool', 1n, true],
  ['bool', new Decimal(10n, -1), true],
];

const refused: readonly (readonly [ScalarCast, NumberValue, string])[] = [
  ['integer', 0.5, 'cast-failed'],
  ['integer', Number.NaN, 'cast-failed'],
  ['integer', Infinity, 'cast-failed'],
  ['integer', new Decimal(15n, -1), 'cast-failed'],
  ['integer', new Decimal(1n, 309), 'number-out-of-range'],
  ['integer', new Decimal(1n, 2 ** 40), 'number-out-of-range'],
  ['float64', 2n ** 53n + 1n, 'cast-failed'],
  ['float64', 2n ** 1024n, 'cast-failed'],
  ['float64', new Decimal(1n, -1), 'cast-failed'],
  ['float64', new Decimal(1n, 400), 'cast-failed'],
  ['float64', new Decimal(1n, -400), 'cast-failed'],
  ['float64', new Decimal(1n, -(2 ** 40)), 'cast-failed'],
  ['float32', 2 ** 24 + 1, 'cast-failed'],
  ['float32', 1e39, 'cast-failed'],
  ['float32', 2n ** 24n + 1n, 'cast-failed'],
  ['float32', new Decimal(1n, -1), 'cast-failed'],
  ['decimal', Number.NaN, 'cast-failed'],
  ['decimal', -Infinity, 'cast-failed'],
  ['bool', 2, 'cast-failed'],
  ['bool', -1n, 'cast-failed'],
  ['bool', 0.5, 'cast-failed'],
  ...(['date', 'timestamp', 'time', 'uuid', 'bytes:hex', 'bytes:base64'] as const).map((to) => [to, 1, 'cast-unsupported'] as const),
];

it.each(accepted)('to %s takes %o', (to, value, expected) => {
  expect(meaningOf(castNumber(value, to))).toBe(meaningOf(expected));
});

it.each(refused)('to %s refuses %o', (to, value, code) => {
  expect(codeOf(() => castNumber(value, to))).toBe(code);
});

/** The exact value as numerator and denominator; finite numbers only. */
function exact(value: NumberValue): readonly [bigint, bigint] {
  if (typeof value === 'bigint') return [value, 1n];
  if (typeof value !== 'number') return value.exponent >= 0 ? [value.mantissa * 10n ** BigInt(value.exponent), 1n] : [value.mantissa, 10n ** BigInt(-value.exponent)];
  let [mantissa, bits] = [value, 0n];
  while (!Number.isInteger(mantissa)) [mantissa, bits] = [mantissa * 2, bits + 1n];
  return [BigInt(mantissa), 1n << bits];
}

function equal(a: NumberValue, b: NumberValue): boolean {
  const [[x, y], [z, w]] = [exact(a), exact(b)];
  return x * w === z * y;
}

describe('exactness', () => {
  const anyNumber: fc.Arbitrary<NumberValue> = fc.oneof(numbers.filter(Number.isFinite), integers, decimals);

  it.each<ScalarCast>(['integer', 'float64', 'decimal'])('to %s keeps the value or refuses', (to) => {
    fc.assert(
      fc.property(anyNumber, (value) => {
        let cast: NumberValue | undefined;
        try {
          cast = castNumber(value, to) as NumberValue;
        } catch {
          cast = undefined;
        }
        const [numerator, denominator] = exact(value);
        const holds = { integer: numerator % denominator === 0n, decimal: true, float64: equalsItsDouble(value) }[to as 'integer'];
        expect(cast !== undefined).toBe(holds);
        if (cast !== undefined) expect(equal(cast, value)).toBe(true);
      }),
      { numRuns: 1000, seed: 20260118 },
    );
  });

  function equalsItsDouble(value: NumberValue): boolean {
    const double = typeof value === 'object' ? Number(`${value.mantissa}e${value.exponent}`) : Number(value);
    return Number.isFinite(double) && equal(value, double);
  }

  it('to float32 rounds doubles with a fraction once', () => {
    fc.assert(
      fc.property(numbers.filter((value) => !Number.isInteger(value)), (value) => {
        expect(castNumber(value, 'float32')).toBe(Math.fround(value));
      }),
      { numRuns: 1000, seed: 20260119 },
    );
  });
});
