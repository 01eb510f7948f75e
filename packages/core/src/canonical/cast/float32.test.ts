/** Text to float32 against an exact reference. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseFloat32 } from './float32.ts';

const view = new DataView(new ArrayBuffer(4));
const largestBits = 0x7f7f_ffff;

function fromBits(bits: number): number {
  view.setUint32(0, bits);
  return view.getFloat32(0);
}

/** A float32 at or above 0 in units of 2^-150, half the smallest: exact, 2^128 for the bits of infinity. */
function units(bits: number): bigint {
  const exponent = bits >>> 23;
  const fraction = BigInt(bits & 0x7f_ffff);
  return exponent === 0 ? fraction * 2n : (fraction + 0x80_0000n) << BigInt(exponent);
}

/** The nearest float32 by whole numbers alone: numerator / denominator, in units of 2^-150; ties to even. */
function nearest(numerator: bigint, denominator: bigint): number {
  let [low, high] = [0, largestBits + 1];
  while (low < high) {
    const middle = (low + high + 1) >>> 1;
    if (units(middle) * denominator <= numerator) low = middle;
    else high = middle - 1;
  }
  if (low > largestBits) return Infinity;
  const twice = 2n * numerator - (units(low) + units(low + 1)) * denominator;
  return fromBits(twice > 0n || (twice === 0n && low % 2 === 1) ? low + 1 : low);
}

function reference(digits: bigint, exponent: number): number {
  const scaled = digits << 150n;
  return exponent >= 0 ? nearest(scaled * 10n ** BigInt(exponent), 1n) : nearest(scaled, 10n ** BigInt(-exponent));
}

function check(digits: bigint, exponent: number): void {
  const expected = reference(digits, exponent);
  expect(parseFloat32(`${digits}e${exponent}`)).toBe(expected);
  expect(parseFloat32(`-${digits}e${exponent}`)).toBe(-expected);
}

describe('against whole numbers', () => {
  it('any digits', () => {
    fc.assert(fc.property(fc.bigInt({ min: 0n, max: 10n ** 40n }), fc.integer({ min: -90, max: 2 }), check), { numRuns: 2000, seed: 20260112 });
  });

  it('halfway between two float32, and a little to either side', () => {
    const bits = fc.oneof(fc.integer({ min: 0, max: largestBits }), fc.integer({ min: 0, max: 20 }), fc.integer({ min: 0x7f_fff0, max: 0x80_0010 }), fc.integer({ min: largestBits - 8, max: largestBits }));
    fc.assert(
      fc.property(bits, fc.constantFrom(0n, 1n, -1n), (low, side) => {
        // In units of 2^-151 the middle is a whole number m: m * 2^-151 = m * 5^151 * 10^-151; 40 digits more for the side.
        const middle = (units(low) + units(low + 1)) * 5n ** 151n * 10n ** 40n;
        check(middle + side, -191);
      }),
      { numRuns: 1000, seed: 20260113 },
    );
  });

  it('each float32 by its shortest digits as a double', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: largestBits }), (bits) => {
        expect(parseFloat32(String(fromBits(bits)))).toBe(fromBits(bits));
      }),
      { numRuns: 1000, seed: 20260114 },
    );
  });
});

describe('borders', () => {
  const middle = 2n ** 128n - 2n ** 103n;
  it.each<[string, string, number]>([
    ['just below the middle to 2^128', String(middle - 1n), fromBits(largestBits)],
    ['the same, negative', `-${middle - 1n}`, -fromBits(largestBits)],
    ['the same with a fraction', `${middle - 1n}.999`, fromBits(largestBits)],
    ['the middle to 2^128', String(middle), Infinity],
    ['a double below 2^128', '340282366920938463463374607431768211455', Infinity],
    ['half the smallest', `${5n ** 150n}e-150`, 0],
    ['just above half the smallest', `${5n ** 150n}1e-151`, fromBits(1)],
    ['double rounding up', '1.0000001788139343261718750000000001', fromBits(0x3f80_0002)],
    ['double rounding down', '1.0000001788139343261718749999999999', fromBits(0x3f80_0001)],
    ['nothing', '0.0e-5', 0],
    ['less than any double', '1e-500', 0],
  ])('%s', (_, text, expected) => {
    expect(parseFloat32(text)).toBe(expected);
  });
});
