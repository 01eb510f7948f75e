/** CRC-32C (RFC 3720, appendix B.4), as TFRecord has it. */

const polynomial = 0x82f6_3b78;
const stride = 8;

/** Row i is what a byte is worth that i more follow (slicing by eight; M. Kounavis, F. Berry, 2005). */
const tables: readonly Uint32Array[] = makeTables();

function makeTables(): readonly Uint32Array[] {
  const first = Uint32Array.from({ length: 256 }, (_, byte) => {
    let value = byte;
    for (let bit = 0; bit < 8; bit++) value = (value & 1) === 0 ? value >>> 1 : (value >>> 1) ^ polynomial;
    return value;
  });
  const made = [first];
  while (made.length < stride) made.push(made.at(-1)!.map((value) => (value >>> 8) ^ first[value & 0xff]!));
  return made;
}

/** The checksum of `bytes[start, end)`, from 0 to 2^32 - 1. */
export function crc32c(bytes: Uint8Array, start = 0, end: number = bytes.length): number {
  const [t0, t1, t2, t3, t4, t5, t6, t7] = tables as readonly [Uint32Array, Uint32Array, Uint32Array, Uint32Array, Uint32Array, Uint32Array, Uint32Array, Uint32Array];
  let value = 0xffff_ffff;
  let at = start;
  for (const last = end - stride; at <= last; at += stride) {
    value ^= bytes[at]! | (bytes[at + 1]! << 8) | (bytes[at + 2]! << 16) | (bytes[at + 3]! << 24);
    value =
      t7[value & 0xff]! ^ t6[(value >>> 8) & 0xff]! ^ t5[(value >>> 16) & 0xff]! ^ t4[value >>> 24]! ^
      t3[bytes[at + 4]!]! ^ t2[bytes[at + 5]!]! ^ t1[bytes[at + 6]!]! ^ t0[bytes[at + 7]!]!;
  }
  for (; at < end; at++) value = (value >>> 8) ^ t0[(value ^ bytes[at]!) & 0xff]!;
  return (value ^ 0xffff_ffff) >>> 0;
}
