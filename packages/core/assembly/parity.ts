/** Whether a byte occurs an odd number of times, 16 bytes at a time. */
import { slice } from './memory';

/** Of the first `byteLength` bytes of the slice. */
export function hasOddCount(byteLength: u32, byte: u8): bool {
  const wanted = i8x16.splat(byte);
  const end = slice + byteLength;
  let at = slice;
  let odd = i64x2.splat(0);
  for (; at + 16 <= end; at += 16) odd = v128.xor(odd, i8x16.eq(v128.load(at), wanted));
  let count = popcnt<i32>(i8x16.bitmask(odd));
  for (; at < end; at++) if (load<u8>(at) === byte) count++;
  return (count & 1) === 1;
}
