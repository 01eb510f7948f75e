/** Canonical bytes of single values (`docs/spec/canonical-encoding.md`); each function returns where they end. */

export const unsigned: u8 = 0x00;
export const negative: u8 = 0x20;
export const bytes: u8 = 0x40;
export const text: u8 = 0x60;
export const map: u8 = 0xa0;

/** Bytes that a value of this file takes at most, and stores beyond its end. */
export const cellRoom: usize = 192;

/** An item head with its shortest argument (RFC 8949, section 4.2.1). */
@inline
export function writeHead(to: usize, type: u8, argument: u64): usize {
  if (argument < 24) {
    store<u8>(to, type | <u8>argument);
    return to + 1;
  }
  return writeLongHead(to, type, argument);
}

function writeLongHead(to: usize, type: u8, argument: u64): usize {
  if (argument < 0x100) {
    store<u8>(to, type | 24);
    store<u8>(to, <u8>argument, 1);
    return to + 2;
  }
  if (argument < 0x1_0000) {
    store<u8>(to, type | 25);
    store<u16>(to, bswap<u16>(<u16>argument), 1);
    return to + 3;
  }
  if (argument < 0x1_0000_0000) {
    store<u8>(to, type | 26);
    store<u32>(to, bswap<u32>(<u32>argument), 1);
    return to + 5;
  }
  store<u8>(to, type | 27);
  store<u64>(to, bswap<u64>(argument), 1);
  return to + 9;
}

@inline
export function writeInteger(to: usize, value: i64): usize {
  const sign = value >> 63;
  return writeHead(to, <u8>(sign & negative), <u64>(value ^ sign));
}

const twoTo63: f64 = 9223372036854775808.0;

/** A double by its mathematical value. */
export function writeNumber(to: usize, value: f64): usize {
  const magnitude = abs(value);
  if (magnitude < twoTo63) {
    const integer = <i64>value;
    if (<f64>integer === value) return writeInteger(to, integer);
  } else if (magnitude < Infinity) {
    return writeLarge(to, value);
  }
  return writeFraction(to, value);
}

/** An integer of 2^63 or more in magnitude: significand · 2^exponent. */
function writeLarge(to: usize, value: f64): usize {
  const bits = reinterpret<u64>(value);
  const isNegative = value < 0;
  const exponent = <i32>((bits >> 52) & 0x7ff) - 1075;
  let significand = (bits & 0xf_ffff_ffff_ffff) | 0x10_0000_0000_0000;
  // The argument of a negative integer is one less than its magnitude: all bits below the significand are set.
  if (isNegative) significand--;
  const low: u64 = isNegative ? -1 : 0;
  const bitCount = 64 - <i32>clz(significand) + exponent;
  if (bitCount <= 64) return writeHead(to, isNegative ? negative : unsigned, (significand << exponent) | (low & ((<u64>1 << exponent) - 1)));
  const byteLength = (bitCount + 7) >> 3;
  store<u8>(to, isNegative ? 0xc3 : 0xc2);
  to = writeHead(to + 1, bytes, byteLength);
  for (let bit = (byteLength - 1) << 3; bit >= 0; bit -= 8) {
    store<u8>(to++, <u8>bitsFrom(significand, low, exponent - bit));
  }
  return to;
}

/** (significand · 2^shift) with the bits below the significand as `low` has them, right down to 2^0. */
function bitsFrom(significand: u64, low: u64, shift: i32): u64 {
  if (shift <= 0) return significand >> -shift;
  if (shift >= 8) return low;
  return (significand << shift) | (low & ((1 << shift) - 1));
}

/** What is no integer: the shortest float that keeps the value. */
function writeFraction(to: usize, value: f64): usize {
  if (value !== value) return writeHalf(to, 0x7e00);
  const single = <f32>value;
  if (<f64>single !== value) {
    store<u8>(to, 0xfb);
    store<u64>(to, bswap<u64>(reinterpret<u64>(value)), 1);
    return to + 9;
  }
  const bits = reinterpret<u32>(single);
  const half = halfBits(bits);
  if (half >= 0) return writeHalf(to, half);
  store<u8>(to, 0xfa);
  store<u32>(to, bswap<u32>(bits), 1);
  return to + 5;
}

@inline
function writeHalf(to: usize, bits: i32): usize {
  store<u8>(to, 0xf9);
  store<u16>(to, bswap<u16>(<u16>bits), 1);
  return to + 3;
}

/** The half (IEEE 754 binary16) that keeps a single which is no NaN and no integer but infinite; -1 where there is none. */
function halfBits(single: u32): i32 {
  const sign = <i32>(single >> 16) & 0x8000;
  const exponent = <i32>((single >> 23) & 0xff) - 127;
  const mantissa = <i32>(single & 0x7f_ffff);
  if (exponent === 128) return sign | 0x7c00;
  if (exponent >= -14) return exponent <= 15 && (mantissa & 0x1fff) === 0 ? sign | ((exponent + 15) << 10) | (mantissa >> 13) : -1;
  // A subnormal half is an integer multiple of 2^-24.
  if (exponent < -24) return -1;
  const shift = -exponent - 1;
  const significand = mantissa | 0x80_0000;
  return (significand & ((1 << shift) - 1)) === 0 ? sign | (significand >> shift) : -1;
}

/** Seconds rounded down and nanoseconds, in a map whose tag was written before: tags 1001 and 1002 (RFC 9581). */
export function writeTime(to: usize, seconds: i64, nanoseconds: u64): usize {
  store<u16>(to, nanoseconds === 0 ? 0x01a1 : 0x01a2);
  to = writeInteger(to + 2, seconds);
  if (nanoseconds === 0) return to;
  store<u8>(to, 0x28);
  return writeHead(to + 1, unsigned, nanoseconds);
}

/** Copies 16 bytes at a time, also beyond the end. */
@inline
export function copy(to: usize, from: usize, byteLength: usize): void {
  if (byteLength > 256) {
    memory.copy(to, from, byteLength);
    return;
  }
  const end = from + byteLength;
  do {
    v128.store(to, v128.load(from));
    to += 16;
    from += 16;
  } while (from < end);
}
