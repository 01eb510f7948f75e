/** Every half there is. */
import { expect, it } from 'vitest';
import { toHex } from '../../test/outcome.ts';
import { encodeCanonical } from './encode.ts';
import { halfBits, halfToNumber } from './half.ts';
import { Tensor } from './value.ts';

const everyHalf = Array.from({ length: 0x1_0000 }, (_, bits) => bits);
const isNaNHalf = (bits: number): boolean => (bits & 0x7fff) > 0x7c00;

/** IEEE 754-2019, section 3.4, written out. */
function valueOf(bits: number): number {
  const [sign, exponent, fraction] = [bits >> 15 ? -1 : 1, (bits >> 10) & 31, bits & 1023];
  if (exponent === 31) return fraction === 0 ? sign * Infinity : Number.NaN;
  return exponent === 0 ? sign * (fraction / 2 ** 24) : sign * ((1024 + fraction) / 2 ** 10) * 2 ** (exponent - 15);
}

it('reads all 65,536 halves', () => {
  expect(everyHalf.filter((bits) => !Object.is(halfToNumber(bits), valueOf(bits)))).toEqual([]);
});

it('gives each its own bits again, and NaN none', () => {
  expect(everyHalf.filter((bits) => !isNaNHalf(bits) && halfBits(halfToNumber(bits)) !== bits)).toEqual([]);
  expect(halfBits(Number.NaN)).toBeUndefined();
});

it('refuses the float32 next to each, on both sides', () => {
  const view = new DataView(new ArrayBuffer(4));
  const neighbours = (value: number): number[] => {
    view.setFloat32(0, value);
    const bits = view.getUint32(0);
    return [bits + 1, bits - 1].map((each) => (view.setUint32(0, each), view.getFloat32(0)));
  };
  const finite = everyHalf.filter((bits) => (bits & 0x7c00) !== 0x7c00 && (bits & 0x7fff) !== 0);
  expect(finite.filter((bits) => neighbours(halfToNumber(bits)).some((value) => halfBits(value) !== undefined))).toEqual([]);
});

it('encodes a half that is no integer in three bytes, and a scalar tensor as its value', () => {
  const expected = (bits: number): string => `f9${(isNaNHalf(bits) ? 0x7e00 : bits).toString(16).padStart(4, '0')}`;
  const fractions = everyHalf.filter((bits) => !Number.isInteger(halfToNumber(bits)));
  expect(fractions.filter((bits) => toHex(encodeCanonical(halfToNumber(bits))) !== expected(bits))).toEqual([]);
  expect(fractions.filter((bits) => toHex(encodeCanonical(new Tensor('float16', [], Uint8Array.of(bits & 255, bits >> 8)))) !== expected(bits))).toEqual([]);
});
