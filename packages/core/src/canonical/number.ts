/**
 * Numbers by their mathematical value: integers as CBOR integers or bignums, all else as the shortest float that
 * keeps the value (RFC 8949, sections 3.3, 3.4.3 and 4.2.2; `docs/spec/canonical-encoding.md`, "Numbers").
 */
import { InvalidDataError } from '../errors.ts';
import type { DecimalValue } from '../spec/v1/batch.ts';
import { halfBits } from './half.ts';
import { type CanonicalWriter, major } from './writer.ts';

/** Integers of this magnitude and beyond are refused: just above the largest double. */
const integerLimit = 1n << 1024n;
/** Largest |exponent| of a decimal: that of IEEE 754 decimal128. */
const decimalExponentLimit = 6144;

const scratch = new DataView(new ArrayBuffer(8));
const scratchBytes = new Uint8Array(scratch.buffer);

/** Writes a double and says whether it is integral. */
export function writeNumber(writer: CanonicalWriter, value: number): boolean {
  if (Number.isInteger(value)) {
    if (Number.isSafeInteger(value)) writeSafeInteger(writer, value);
    else writeBigInt(writer, BigInt(value));
    return true;
  }
  writeFloat(writer, value);
  return false;
}

function writeFloat(writer: CanonicalWriter, value: number): void {
  if (Number.isNaN(value)) return writeBits(writer, 0xf9, 0x7e00, 2);
  if (Math.fround(value) !== value) {
    scratch.setFloat64(0, value);
    return writeScratch(writer, 0xfb, 8);
  }
  const half = halfBits(value);
  if (half !== undefined) return writeBits(writer, 0xf9, half, 2);
  scratch.setFloat32(0, value);
  writeScratch(writer, 0xfa, 4);
}

function writeBits(writer: CanonicalWriter, initial: number, bits: number, byteLength: 2): void {
  scratch.setUint16(0, bits);
  writeScratch(writer, initial, byteLength);
}

function writeScratch(writer: CanonicalWriter, initial: number, byteLength: number): void {
  writer.byte(initial);
  writer.raw(scratchBytes, 0, byteLength);
}

/** Writes an integer of at most 2^53 - 1 in magnitude. */
export function writeSafeInteger(writer: CanonicalWriter, value: number): void {
  if (value >= 0) writer.head(major.unsigned, value);
  else writer.head(major.negative, -1 - value);
}

/** Writes an integer of any width below 2^1024. @throws InvalidDataError `number-out-of-range` */
export function writeBigInt(writer: CanonicalWriter, value: bigint): void {
  // Exact where it is safe: what would have to be rounded is 2^53 at least.
  const double = Number(value);
  if (Number.isSafeInteger(double)) return writeSafeInteger(writer, double);
  const negative = value < 0n;
  const argument = negative ? -1n - value : value;
  if (argument >= integerLimit || value === -integerLimit) {
    throw new InvalidDataError('number-out-of-range', 'an integer is 2^1024 or more in magnitude; expected less');
  }
  if (argument < 1n << 64n) {
    scratch.setBigUint64(0, argument);
    return writeScratch(writer, (negative ? major.negative : major.unsigned) | 27, 8);
  }
  writeBignum(writer, argument, negative);
}

function writeBignum(writer: CanonicalWriter, argument: bigint, negative: boolean): void {
  const digits = argument.toString(16);
  const byteLength = (digits.length + 1) >> 1;
  const padded = digits.padStart(byteLength * 2, '0');
  writer.head(major.tag, negative ? 3 : 2);
  writer.head(major.bytes, byteLength);
  for (let i = 0; i < byteLength; i++) writer.byte(Number.parseInt(padded.slice(2 * i, 2 * i + 2), 16));
}

/**
 * Writes a decimal and says whether it is integral, and so encoded as the integer.
 *
 * @throws InvalidDataError `number-out-of-range`
 */
export function writeDecimal(writer: CanonicalWriter, value: DecimalValue): boolean {
  const { mantissa, exponent } = normalizeDecimal(value);
  if (exponent >= 0) {
    // 10^309 is beyond the limit of integers already; the test keeps a huge exponent from being computed.
    if (exponent > 308) throw new InvalidDataError('number-out-of-range', 'an integral decimal is 2^1024 or more in magnitude; expected less');
    writeBigInt(writer, mantissa * 10n ** BigInt(exponent));
    return true;
  }
  if (exponent < -decimalExponentLimit) {
    throw new InvalidDataError('number-out-of-range', `a decimal has more than ${decimalExponentLimit} decimal places`);
  }
  writer.head(major.tag, 4);
  writer.head(major.array, 2);
  writer.head(major.negative, -1 - exponent);
  writeBigInt(writer, mantissa);
  return false;
}

/** The same value without trailing zeros in its mantissa; zero is 0 * 10^0. */
export function normalizeDecimal(value: DecimalValue): { readonly mantissa: bigint; readonly exponent: number } {
  let { mantissa, exponent } = value;
  if (mantissa === 0n) return { mantissa, exponent: 0 };
  if (exponent >= 0) return { mantissa, exponent };
  const digits = mantissa.toString();
  let zeros = 0;
  while (digits.charCodeAt(digits.length - 1 - zeros) === 0x30) zeros++;
  zeros = Math.min(zeros, -exponent);
  mantissa /= 10n ** BigInt(zeros);
  exponent += zeros;
  return { mantissa, exponent };
}
