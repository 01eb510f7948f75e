/** Smallest values of many words under k-mins by arithmetic, four words at a time; `src/schemes/arithmetic.ts` calls it. */

/** Memory beyond what the compiler uses itself. */
export const free: usize = __heap_base;

/**
 * Lowers the minima of linear permutations a · x + b mod 2^32, a odd.
 *
 * @param words as many as `count`, a multiple of 4
 * @param coefficients four words a place: a and b are the first two
 */
export function lowerLinear(words: usize, count: i32, coefficients: usize, minima: usize, k: i32): void {
  const end = words + ((<usize>count) << 2);
  for (let place = 0; place < k; place++) {
    const at = coefficients + ((<usize>place) << 4);
    const factor = i32x4.splat(load<u32>(at) | 1);
    const addend = i32x4.splat(load<u32>(at, 4));
    let smallest = i32x4.splat(load<u32>(minima + ((<usize>place) << 2)));
    for (let word = words; word < end; word += 16) smallest = i32x4.min_u(smallest, i32x4.add(i32x4.mul(factor, v128.load(word)), addend));
    store<u32>(minima + ((<usize>place) << 2), smallestLane(smallest));
  }
}

/** The same of multiply-shift: the upper word of (a · x + b) mod 2^64, a and b upper word first. */
export function lowerUniversal(words: usize, count: i32, coefficients: usize, minima: usize, k: i32): void {
  const end = words + ((<usize>count) << 2);
  for (let place = 0; place < k; place++) {
    const at = coefficients + ((<usize>place) << 4);
    const upperFactor = i32x4.splat(load<u32>(at));
    const lowerFactor = i32x4.splat(load<u32>(at, 4));
    const upperAddend = i32x4.splat(load<u32>(at, 8));
    const lowerAddend = i64x2.splat(<i64>load<u32>(at, 12));
    let smallest = i32x4.splat(load<u32>(minima + ((<usize>place) << 2)));
    for (let word = words; word < end; word += 16) {
      const four = v128.load(word);
      const first = i64x2.add(i64x2.extmul_low_i32x4_u(four, lowerFactor), lowerAddend);
      const last = i64x2.add(i64x2.extmul_high_i32x4_u(four, lowerFactor), lowerAddend);
      // The upper words of four products of 64 bits.
      const carried = v128.shuffle<u32>(first, last, 1, 3, 5, 7);
      smallest = i32x4.min_u(smallest, i32x4.add(i32x4.add(i32x4.mul(upperFactor, four), upperAddend), carried));
    }
    store<u32>(minima + ((<usize>place) << 2), smallestLane(smallest));
  }
}

function smallestLane(lanes: v128): u32 {
  const first = min(<u32>i32x4.extract_lane(lanes, 0), <u32>i32x4.extract_lane(lanes, 1));
  const last = min(<u32>i32x4.extract_lane(lanes, 2), <u32>i32x4.extract_lane(lanes, 3));
  return min(first, last);
}
