/** Numbers at the borders of the encoding: integers, floats and decimals. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { codeOf, toHex } from '../../test/outcome.ts';
import { decimals, numbers } from '../../test/values.ts';
import type { Value } from '../spec/v1/batch.ts';
import { encodeCanonical } from './encode.ts';
import { Decimal, NumberLiteral } from './value.ts';

const encoded = (value: Value): string => toHex(encodeCanonical(value));
const runs = { numRuns: 1000, seed: 20260103 };

describe('integers', () => {
  it.each<[bigint, string]>([
    [23n, '17'],
    [24n, '1818'],
    [255n, '18ff'],
    [256n, '190100'],
    [65_535n, '19ffff'],
    [65_536n, '1a00010000'],
    [2n ** 32n - 1n, '1affffffff'],
    [2n ** 32n, '1b0000000100000000'],
    [2n ** 53n - 1n, '1b001fffffffffffff'],
    [2n ** 53n, '1b0020000000000000'],
    [2n ** 53n + 1n, '1b0020000000000001'],
    [2n ** 64n - 1n, '1bffffffffffffffff'],
    [2n ** 64n, 'c249010000000000000000'],
    [-24n, '37'],
    [-25n, '3818'],
    [-(2n ** 53n), '3b001fffffffffffff'],
    [-(2n ** 53n) - 1n, '3b0020000000000000'],
    [-(2n ** 64n), '3bffffffffffffffff'],
    [-(2n ** 64n) - 1n, 'c349010000000000000000'],
    [2n ** 1024n - 1n, `c25880${'ff'.repeat(128)}`],
    [-(2n ** 1024n) + 1n, `c35880${'ff'.repeat(127)}fe`],
  ])('%d', (integer, expected) => {
    expect(encoded(integer)).toBe(expected);
    expect(encoded(new NumberLiteral(String(integer)))).toBe(expected);
    expect(encoded(new Decimal(integer, 0))).toBe(expected);
    if (Number.isFinite(Number(integer)) && BigInt(Number(integer)) === integer) expect(encoded(Number(integer))).toBe(expected);
  });

  it.each([2n ** 1024n, -(2n ** 1024n), 2n ** 1024n + 1n, -(2n ** 1024n) - 1n])('refuses %d, by whatever type', (integer) => {
    for (const value of [integer, new Decimal(integer, 0), new NumberLiteral(String(integer)), new Decimal(integer * 10n, -1)]) {
      expect(codeOf(() => encodeCanonical(value))).toBe('number-out-of-range');
    }
  });
});

describe('floats', () => {
  it.each<[number, string]>([
    [-0, '00'],
    [0.5, 'f93800'],
    [-1.5, 'f9be00'],
    [2 ** -24, 'f90001'],
    [2 ** -25, 'fa33000000'],
    [2047.5, 'fa44fff000'],
    [1023.5, 'f963ff'],
    [3.4028234663852886e38, 'c250ffffff00000000000000000000000000'],
    [2 ** -149, 'fa00000001'],
    [2 ** -150, 'fb3690000000000000'],
    [5e-324, 'fb0000000000000001'],
    [Math.fround(0.1), 'fa3dcccccd'],
    [0.1, 'fb3fb999999999999a'],
    [Number.NaN, 'f97e00'],
    [Infinity, 'f97c00'],
    [-Infinity, 'f9fc00'],
  ])('%d', (value, expected) => {
    expect(encoded(value)).toBe(expected);
  });

  it('are the shortest of three widths that keeps the value', () => {
    fc.assert(
      fc.property(numbers.filter((value) => !Number.isInteger(value) && Number.isFinite(value)), (value) => {
        const bytes = encodeCanonical(value);
        const view = new DataView(bytes.buffer, 1);
        expect([0xfa, 0xfb, 0xf9]).toContain(bytes[0]);
        if (bytes[0] === 0xfb) expect([view.getFloat64(0), Math.fround(value) === value]).toEqual([value, false]);
        if (bytes[0] === 0xfa) expect([view.getFloat32(0), isHalf(value)]).toEqual([value, false]);
        if (bytes[0] === 0xf9) expect(isHalf(value)).toBe(true);
      }),
      runs,
    );
  });

  it('do not show which NaN it was', () => {
    const payload = new DataView(new ArrayBuffer(8));
    for (const bits of [0x7ff8_0000_0000_0001n, 0xfff8_0000_0000_0000n, 0x7ff0_0000_0000_0001n]) {
      payload.setBigUint64(0, bits);
      expect(encoded(payload.getFloat64(0))).toBe('f97e00');
    }
  });
});

/** By definition: a multiple of 2^-24 with at most 11 significant bits, below 2^16. */
function isHalf(value: number): boolean {
  const ulp = 2 ** Math.max(-24, Math.floor(Math.log2(Math.abs(value))) - 10);
  return Math.abs(value) < 65_536 && Number.isInteger(value / ulp);
}

describe('decimals', () => {
  it.each<[Decimal, string]>([
    [new Decimal(0n, -5), '00'],
    [new Decimal(0n, 2_000_000_000), '00'],
    [new Decimal(-50n, -1), '24'],
    [new Decimal(1n, -1), 'c4822001'],
    [new Decimal(100n, -3), 'c4822001'],
    [new Decimal(-1n, -6144), 'c4823917ff20'],
    [new Decimal(1_000n, -6147), 'c4823917ff01'],
    [new Decimal(2n ** 64n + 1n, -1), 'c48220c249010000000000000001'],
    [new Decimal(1n, 2), '1864'],
  ])('%o', (decimal, expected) => {
    expect(encoded(decimal)).toBe(expected);
  });

  it.each([new Decimal(1n, -6145), new Decimal(1n, 309), new Decimal(-1n, 2 ** 50), new Decimal(10n ** 309n + 1n, -1)])('refuses %o', (decimal) => {
    expect(codeOf(() => encodeCanonical(decimal))).toBe('number-out-of-range');
  });

  it('are equal exactly when their values are', () => {
    fc.assert(
      fc.property(decimals, decimals, fc.nat({ max: 5 }), (a, b, zeros) => {
        const scaled = ({ mantissa, exponent }: Decimal): bigint => mantissa * 10n ** BigInt(exponent + 60);
        expect(encoded(a) === encoded(b)).toBe(scaled(a) === scaled(b));
        expect(encoded(new Decimal(a.mantissa * 10n ** BigInt(zeros), a.exponent - zeros))).toBe(encoded(a));
      }),
      runs,
    );
  });

  it('are never equal to a float', () => {
    expect(encoded(new Decimal(5n, -1))).not.toBe(encoded(0.5));
  });

  it('refuses an exponent that is no integer', () => {
    expect(() => new Decimal(1n, 0.5)).toThrowError(RangeError);
  });
});

describe('JSON literals', () => {
  it.each<[string, Value]>([
    ['-0', 0],
    ['-0.0', 0],
    ['1.0', 1],
    ['1e2', 100],
    ['0.1', 0.1],
    ['1e-400', 0],
    ['9007199254740993', 2n ** 53n + 1n],
    ['9007199254740993.0', 2n ** 53n],
    ['1e23', 1e23],
  ])('%s', (text, value) => {
    expect(encoded(new NumberLiteral(text))).toBe(encoded(value));
  });

  it.each(['', '+1', '01', '1.', '.5', '1e', '0x1', 'NaN', 'Infinity', ' 1', '1 ', '1n', '--1', '１'])('refuses %j', (text) => {
    expect(codeOf(() => encodeCanonical(new NumberLiteral(text)))).toBe('invalid-json');
  });

  it.each(['1e309', '-1e309', '1'.repeat(400), '9'.repeat(1_000_000)])('refuses a number out of range (%#)', (text) => {
    expect(codeOf(() => encodeCanonical(new NumberLiteral(text)))).toBe('number-out-of-range');
  });
});
