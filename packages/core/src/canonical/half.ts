/** Half precision (IEEE 754 binary16), which JavaScript engines only begin to have. */

const view = new DataView(new ArrayBuffer(4));

/** The bits of `value` as a half, or undefined when a half cannot hold it exactly. NaN has no place here. */
export function halfBits(value: number): number | undefined {
  view.setFloat32(0, value);
  const bits = view.getUint32(0);
  const sign = (bits >>> 16) & 0x8000;
  const exponent = ((bits >>> 23) & 0xff) - 127;
  const mantissa = bits & 0x7f_ffff;
  if (exponent === 128) return mantissa === 0 ? sign | 0x7c00 : undefined;
  if (exponent >= -14) return exponent <= 15 && (mantissa & 0x1fff) === 0 ? sign | ((exponent + 15) << 10) | (mantissa >>> 13) : undefined;
  return subnormalBits(sign, exponent, mantissa, bits);
}

function subnormalBits(sign: number, exponent: number, mantissa: number, bits: number): number | undefined {
  if ((bits & 0x7fff_ffff) === 0) return sign;
  // A subnormal half is an integer multiple of 2^-24: the float's 24-bit significand shifted right without loss.
  const shift = -exponent - 1;
  if (exponent < -24) return undefined;
  const significand = mantissa | 0x80_0000;
  return (significand & ((1 << shift) - 1)) === 0 ? sign | (significand >>> shift) : undefined;
}

/** The number that half-precision `bits` stand for. */
export function halfToNumber(bits: number): number {
  const sign = (bits & 0x8000) === 0 ? 1 : -1;
  const exponent = (bits >>> 10) & 0x1f;
  const mantissa = bits & 0x3ff;
  if (exponent === 0) return sign * mantissa * 2 ** -24;
  if (exponent === 31) return mantissa === 0 ? sign * Infinity : Number.NaN;
  return sign * (1 + mantissa / 1024) * 2 ** (exponent - 15);
}
