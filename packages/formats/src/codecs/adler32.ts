/** Adler-32 (RFC 1950, section 9), which ends zlib data. */

/** Sums of this many bytes stay below 2^32 before the remainder is taken. */
const sumsPerRemainder = 5552;

/** The checksum of `bytes`, from 0 to 2^32 - 1. */
export function adler32(bytes: Uint8Array): number {
  let low = 1;
  let high = 0;
  for (let start = 0; start < bytes.length; start += sumsPerRemainder) {
    const end = Math.min(bytes.length, start + sumsPerRemainder);
    for (let index = start; index < end; index++) {
      low += bytes[index]!;
      high += low;
    }
    low %= 65521;
    high %= 65521;
  }
  return high * 65536 + low;
}
