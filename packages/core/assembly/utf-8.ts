/**
 * Whether bytes are valid UTF-8 (RFC 3629), 16 at a time: Keiser and Lemire, "Validating UTF-8 in less than one
 * instruction per byte", 2021.
 *
 * Every fault within two bytes that follow one another shows in three nibbles: both of the first byte and the upper one
 * of the second. Each has a table of the faults that it allows, one bit a fault; what all three allow is there.
 */

/** A continuation is missing after a byte that leads. */
const tooShort: u8 = 1 << 0;
/** A continuation after ASCII. */
const tooLong: u8 = 1 << 1;
/** Fewer bytes would do: three or two of them. */
const overlong3: u8 = 1 << 2;
const overlong2: u8 = 1 << 5;
/** Beyond U+10FFFF, by the first byte and the second. */
const tooLarge: u8 = 1 << 3;
const surrogate: u8 = 1 << 4;
/** Beyond U+10FFFF after a second byte of 0x80 to 0x8f, or four bytes where fewer would do: the first byte tells which. */
const tooLarge1000: u8 = 1 << 6;
const overlong4: u8 = 1 << 6;
/** No fault after three or four bytes' lead, which is looked at apart. */
const twoContinuations: u8 = 1 << 7;
/** Faults that the first byte's lower nibble has no say in. */
const always: u8 = tooShort | tooLong | twoContinuations;

const large: u8 = always | tooLarge | tooLarge1000;
const continuation: u8 = tooLong | overlong2 | twoContinuations;

/** Faults by the first byte's upper nibble, by its lower nibble, and by the second byte's upper nibble. */
// prettier-ignore
const byFirstUpper: usize = memory.data<u8>([
  tooLong, tooLong, tooLong, tooLong, tooLong, tooLong, tooLong, tooLong,
  twoContinuations, twoContinuations, twoContinuations, twoContinuations,
  tooShort | overlong2, tooShort, tooShort | overlong3 | surrogate, tooShort | tooLarge | tooLarge1000 | overlong4,
], 16);
// prettier-ignore
const byFirstLower: usize = memory.data<u8>([
  always | overlong2 | overlong3 | overlong4, always | overlong2, always, always, always | tooLarge, large, large, large,
  large, large, large, large, large, large | surrogate, large, large,
], 16);
// prettier-ignore
const bySecondUpper: usize = memory.data<u8>([
  tooShort, tooShort, tooShort, tooShort, tooShort, tooShort, tooShort, tooShort,
  continuation | overlong3 | tooLarge1000 | overlong4, continuation | overlong3 | tooLarge, continuation | surrogate | tooLarge, continuation | surrogate | tooLarge,
  tooShort, tooShort, tooShort, tooShort,
], 16);

/** The last bytes, and zeros after them. */
const tail: usize = memory.data(16, 16);

/** Faults of the 16 bytes of `block`, which come after those of `before`. */
function faults(before: v128, block: v128): v128 {
  const nibble = i8x16.splat(0x0f);
  const first = v128.shuffle<u8>(before, block, 15, 16, 17, 18, 19, 20, 21, 22, 23, 24, 25, 26, 27, 28, 29, 30);
  const second = v128.shuffle<u8>(before, block, 14, 15, 16, 17, 18, 19, 20, 21, 22, 23, 24, 25, 26, 27, 28, 29);
  const third = v128.shuffle<u8>(before, block, 13, 14, 15, 16, 17, 18, 19, 20, 21, 22, 23, 24, 25, 26, 27, 28);
  const pairs = v128.and(
    v128.and(i8x16.swizzle(v128.load(byFirstUpper), i8x16.shr_u(first, 4)), i8x16.swizzle(v128.load(byFirstLower), v128.and(first, nibble))),
    i8x16.swizzle(v128.load(bySecondUpper), i8x16.shr_u(block, 4)),
  );
  // A byte two after a lead of 0xe0 or more, or three after one of 0xf0 or more, is a second continuation and nothing else.
  const needed = v128.or(i8x16.sub_sat_u(second, i8x16.splat(<i8>(0xe0 - 0x80))), i8x16.sub_sat_u(third, i8x16.splat(<i8>(0xf0 - 0x80))));
  return v128.xor(v128.and(needed, i8x16.splat(-128)), pairs);
}

@inline
function isAscii(bytes: v128): bool {
  return i8x16.bitmask(bytes) === 0;
}

/** Whether the `byteLength` bytes at `start` are valid UTF-8. */
export function isUtf8(start: usize, byteLength: u32): bool {
  const end = start + byteLength;
  let at = start;
  let before = i64x2.splat(0);
  let found = i64x2.splat(0);
  while (at + 16 <= end) {
    while (isAscii(before) && at + 64 <= end) {
      const four = v128.or(v128.or(v128.load(at), v128.load(at, 16)), v128.or(v128.load(at, 32), v128.load(at, 48)));
      if (!isAscii(four)) break;
      at += 64;
    }
    if (at + 16 > end) break;
    const block = v128.load(at);
    if (!isAscii(v128.or(before, block))) found = v128.or(found, faults(before, block));
    before = block;
    at += 16;
  }
  // A zero follows at least, so that a character cut off at the end is a fault.
  v128.store(tail, i64x2.splat(0));
  memory.copy(tail, at, end - at);
  found = v128.or(found, faults(before, v128.load(tail)));
  return !v128.any_true(found);
}
