/**
 * LtHash: the 2048 bytes of BLAKE3 output (plain mode) of four digests at a time, one in each 32-bit lane, added to
 * accumulators as they come.
 *
 * BLAKE3 specification, sections 2.1 to 2.6: a 32-byte input is one chunk of one block, so every 64 bytes of output
 * are one compression of the same block with another counter. Words 8 to 15 of the block are zero and are never added;
 * of the first round all that does not depend on the counter is done once for the 32 blocks.
 */

/**
 * For each of the 512 words of the expansion two vectors: the sums of the words, and those of their upper halves, in
 * four lanes each. The lower halves' sum is what is left: Σ(l + 2^16 u) - 2^16 Σu.
 */
const sums: usize = memory.data(512 * 32, 64);

@inline
function add(a: v128, b: v128): v128 {
  return i32x4.add(a, b);
}

@inline
function add3(a: v128, b: v128, c: v128): v128 {
  return i32x4.add(i32x4.add(a, b), c);
}

/**
 * (a ^ b) rotated right by 16. A swizzle by constant indices, which stay in a register or on the stack: V8 builds those of
 * a shuffle anew each time, by five instructions.
 */
@inline
function turn16(a: v128, b: v128): v128 {
  return i8x16.swizzle(v128.xor(a, b), i8x16(2, 3, 0, 1, 6, 7, 4, 5, 10, 11, 8, 9, 14, 15, 12, 13));
}

@inline
function turn8(a: v128, b: v128): v128 {
  return i8x16.swizzle(v128.xor(a, b), i8x16(1, 2, 3, 0, 5, 6, 7, 4, 9, 10, 11, 8, 13, 14, 15, 12));
}

@inline
function turn12(a: v128, b: v128): v128 {
  const x = v128.xor(a, b);
  return v128.or(i32x4.shr_u(x, 12), i32x4.shl(x, 20));
}

@inline
function turn7(a: v128, b: v128): v128 {
  const x = v128.xor(a, b);
  return v128.or(i32x4.shr_u(x, 7), i32x4.shl(x, 25));
}

/** Adds a word of the expansion, four lanes of it, to the sums at `to`. */
@inline
function accumulate(to: usize, word: v128): void {
  v128.store(to, add(v128.load(to), word));
  v128.store(to, add(v128.load(to, 16), i32x4.shr_u(word, 16)), 16);
}

/** Adds the expansions of the four digests that follow one another at `digests`. */
export function expandFour(digests: usize): void {
  const p0 = v128.load(digests), p1 = v128.load(digests, 32), p2 = v128.load(digests, 64), p3 = v128.load(digests, 96);
  const q0 = v128.load(digests, 16), q1 = v128.load(digests, 48), q2 = v128.load(digests, 80), q3 = v128.load(digests, 112);
  const p01l = v128.shuffle<u32>(p0, p1, 0, 4, 1, 5), p23l = v128.shuffle<u32>(p2, p3, 0, 4, 1, 5);
  const p01h = v128.shuffle<u32>(p0, p1, 2, 6, 3, 7), p23h = v128.shuffle<u32>(p2, p3, 2, 6, 3, 7);
  const q01l = v128.shuffle<u32>(q0, q1, 0, 4, 1, 5), q23l = v128.shuffle<u32>(q2, q3, 0, 4, 1, 5);
  const q01h = v128.shuffle<u32>(q0, q1, 2, 6, 3, 7), q23h = v128.shuffle<u32>(q2, q3, 2, 6, 3, 7);
  const m0 = v128.shuffle<u64>(p01l, p23l, 0, 2), m1 = v128.shuffle<u64>(p01l, p23l, 1, 3);
  const m2 = v128.shuffle<u64>(p01h, p23h, 0, 2), m3 = v128.shuffle<u64>(p01h, p23h, 1, 3);
  const m4 = v128.shuffle<u64>(q01l, q23l, 0, 2), m5 = v128.shuffle<u64>(q01l, q23l, 1, 3);
  const m6 = v128.shuffle<u64>(q01h, q23h, 0, 2), m7 = v128.shuffle<u64>(q01h, q23h, 1, 3);

  // Chaining value and constants are BLAKE3's initialization vector, which is SHA-256's.
  const i0 = i32x4.splat(0x6a09e667), i1 = i32x4.splat(0xbb67ae85), i2 = i32x4.splat(0x3c6ef372), i3 = i32x4.splat(0xa54ff53a);
  const i4 = i32x4.splat(0x510e527f), i5 = i32x4.splat(0x9b05688c), i6 = i32x4.splat(0x1f83d9ab), i7 = i32x4.splat(0x5be0cd19);
  // Round 1 as far as it does not know the counter: three columns, and the beginning of the fourth.
  let a0: v128, a1 = i1, a2 = i2, a3 = i3, b0: v128, b1 = i5, b2 = i6, b3 = i7;
  let c0: v128, c1 = i1, c2 = i2, c3 = i3, d0: v128, d1 = i32x4.splat(0), d2 = i32x4.splat(32), d3 = i32x4.splat(11);
  const s0 = add3(i0, i4, m0);
  a1 = add3(a1, m2, b1); d1 = turn16(d1, a1); c1 = add(c1, d1); b1 = turn12(b1, c1); a1 = add3(a1, m3, b1); d1 = turn8(d1, a1); c1 = add(c1, d1); b1 = turn7(b1, c1);
  a2 = add3(a2, m4, b2); d2 = turn16(d2, a2); c2 = add(c2, d2); b2 = turn12(b2, c2); a2 = add3(a2, m5, b2); d2 = turn8(d2, a2); c2 = add(c2, d2); b2 = turn7(b2, c2);
  a3 = add3(a3, m6, b3); d3 = turn16(d3, a3); c3 = add(c3, d3); b3 = turn12(b3, c3); a3 = add3(a3, m7, b3); d3 = turn8(d3, a3); c3 = add(c3, d3); b3 = turn7(b3, c3);
  const s1 = a1, s2 = a2, s3 = a3, t1 = b1, t2 = b2, t3 = b3, u1 = c1, u2 = c2, u3 = c3, v1 = d1, v2 = d2, v3 = d3;
  let to = sums;
  for (let counter = 0; counter < 32; counter++) {
    // Rest of the fourth column, then the diagonals of round 1.
    a1 = s1; a2 = s2; a3 = s3; b1 = t1; b2 = t2; b3 = t3; c1 = u1; c2 = u2; c3 = u3; d1 = v1; d2 = v2; d3 = v3;
    d0 = turn16(i32x4.splat(counter), s0); c0 = add(i0, d0); b0 = turn12(i4, c0);
    a0 = add3(s0, b0, m1); d0 = turn8(d0, a0); c0 = add(c0, d0); b0 = turn7(b0, c0);
    a0 = add(a0, b1); d3 = turn16(d3, a0); c2 = add(c2, d3); b1 = turn12(b1, c2); a0 = add(a0, b1); d3 = turn8(d3, a0); c2 = add(c2, d3); b1 = turn7(b1, c2);
    a1 = add(a1, b2); d0 = turn16(d0, a1); c3 = add(c3, d0); b2 = turn12(b2, c3); a1 = add(a1, b2); d0 = turn8(d0, a1); c3 = add(c3, d0); b2 = turn7(b2, c3);
    a2 = add(a2, b3); d1 = turn16(d1, a2); c0 = add(c0, d1); b3 = turn12(b3, c0); a2 = add(a2, b3); d1 = turn8(d1, a2); c0 = add(c0, d1); b3 = turn7(b3, c0);
    a3 = add(a3, b0); d2 = turn16(d2, a3); c1 = add(c1, d2); b0 = turn12(b0, c1); a3 = add(a3, b0); d2 = turn8(d2, a3); c1 = add(c1, d2); b0 = turn7(b0, c1);
    // Round 2.
    a0 = add3(a0, m2, b0); d0 = turn16(d0, a0); c0 = add(c0, d0); b0 = turn12(b0, c0); a0 = add3(a0, m6, b0); d0 = turn8(d0, a0); c0 = add(c0, d0); b0 = turn7(b0, c0);
    a1 = add3(a1, m3, b1); d1 = turn16(d1, a1); c1 = add(c1, d1); b1 = turn12(b1, c1); a1 = add(a1, b1); d1 = turn8(d1, a1); c1 = add(c1, d1); b1 = turn7(b1, c1);
    a2 = add3(a2, m7, b2); d2 = turn16(d2, a2); c2 = add(c2, d2); b2 = turn12(b2, c2); a2 = add3(a2, m0, b2); d2 = turn8(d2, a2); c2 = add(c2, d2); b2 = turn7(b2, c2);
    a3 = add3(a3, m4, b3); d3 = turn16(d3, a3); c3 = add(c3, d3); b3 = turn12(b3, c3); a3 = add(a3, b3); d3 = turn8(d3, a3); c3 = add(c3, d3); b3 = turn7(b3, c3);
    a0 = add3(a0, m1, b1); d3 = turn16(d3, a0); c2 = add(c2, d3); b1 = turn12(b1, c2); a0 = add(a0, b1); d3 = turn8(d3, a0); c2 = add(c2, d3); b1 = turn7(b1, c2);
    a1 = add(a1, b2); d0 = turn16(d0, a1); c3 = add(c3, d0); b2 = turn12(b2, c3); a1 = add3(a1, m5, b2); d0 = turn8(d0, a1); c3 = add(c3, d0); b2 = turn7(b2, c3);
    a2 = add(a2, b3); d1 = turn16(d1, a2); c0 = add(c0, d1); b3 = turn12(b3, c0); a2 = add(a2, b3); d1 = turn8(d1, a2); c0 = add(c0, d1); b3 = turn7(b3, c0);
    a3 = add(a3, b0); d2 = turn16(d2, a3); c1 = add(c1, d2); b0 = turn12(b0, c1); a3 = add(a3, b0); d2 = turn8(d2, a3); c1 = add(c1, d2); b0 = turn7(b0, c1);
    // Round 3.
    a0 = add3(a0, m3, b0); d0 = turn16(d0, a0); c0 = add(c0, d0); b0 = turn12(b0, c0); a0 = add3(a0, m4, b0); d0 = turn8(d0, a0); c0 = add(c0, d0); b0 = turn7(b0, c0);
    a1 = add(a1, b1); d1 = turn16(d1, a1); c1 = add(c1, d1); b1 = turn12(b1, c1); a1 = add(a1, b1); d1 = turn8(d1, a1); c1 = add(c1, d1); b1 = turn7(b1, c1);
    a2 = add(a2, b2); d2 = turn16(d2, a2); c2 = add(c2, d2); b2 = turn12(b2, c2); a2 = add3(a2, m2, b2); d2 = turn8(d2, a2); c2 = add(c2, d2); b2 = turn7(b2, c2);
    a3 = add3(a3, m7, b3); d3 = turn16(d3, a3); c3 = add(c3, d3); b3 = turn12(b3, c3); a3 = add(a3, b3); d3 = turn8(d3, a3); c3 = add(c3, d3); b3 = turn7(b3, c3);
    a0 = add3(a0, m6, b1); d3 = turn16(d3, a0); c2 = add(c2, d3); b1 = turn12(b1, c2); a0 = add3(a0, m5, b1); d3 = turn8(d3, a0); c2 = add(c2, d3); b1 = turn7(b1, c2);
    a1 = add(a1, b2); d0 = turn16(d0, a1); c3 = add(c3, d0); b2 = turn12(b2, c3); a1 = add3(a1, m0, b2); d0 = turn8(d0, a1); c3 = add(c3, d0); b2 = turn7(b2, c3);
    a2 = add(a2, b3); d1 = turn16(d1, a2); c0 = add(c0, d1); b3 = turn12(b3, c0); a2 = add(a2, b3); d1 = turn8(d1, a2); c0 = add(c0, d1); b3 = turn7(b3, c0);
    a3 = add(a3, b0); d2 = turn16(d2, a3); c1 = add(c1, d2); b0 = turn12(b0, c1); a3 = add3(a3, m1, b0); d2 = turn8(d2, a3); c1 = add(c1, d2); b0 = turn7(b0, c1);
    // Round 4.
    a0 = add(a0, b0); d0 = turn16(d0, a0); c0 = add(c0, d0); b0 = turn12(b0, c0); a0 = add3(a0, m7, b0); d0 = turn8(d0, a0); c0 = add(c0, d0); b0 = turn7(b0, c0);
    a1 = add(a1, b1); d1 = turn16(d1, a1); c1 = add(c1, d1); b1 = turn12(b1, c1); a1 = add(a1, b1); d1 = turn8(d1, a1); c1 = add(c1, d1); b1 = turn7(b1, c1);
    a2 = add(a2, b2); d2 = turn16(d2, a2); c2 = add(c2, d2); b2 = turn12(b2, c2); a2 = add3(a2, m3, b2); d2 = turn8(d2, a2); c2 = add(c2, d2); b2 = turn7(b2, c2);
    a3 = add(a3, b3); d3 = turn16(d3, a3); c3 = add(c3, d3); b3 = turn12(b3, c3); a3 = add(a3, b3); d3 = turn8(d3, a3); c3 = add(c3, d3); b3 = turn7(b3, c3);
    a0 = add3(a0, m4, b1); d3 = turn16(d3, a0); c2 = add(c2, d3); b1 = turn12(b1, c2); a0 = add3(a0, m0, b1); d3 = turn8(d3, a0); c2 = add(c2, d3); b1 = turn7(b1, c2);
    a1 = add(a1, b2); d0 = turn16(d0, a1); c3 = add(c3, d0); b2 = turn12(b2, c3); a1 = add3(a1, m2, b2); d0 = turn8(d0, a1); c3 = add(c3, d0); b2 = turn7(b2, c3);
    a2 = add3(a2, m5, b3); d1 = turn16(d1, a2); c0 = add(c0, d1); b3 = turn12(b3, c0); a2 = add(a2, b3); d1 = turn8(d1, a2); c0 = add(c0, d1); b3 = turn7(b3, c0);
    a3 = add3(a3, m1, b0); d2 = turn16(d2, a3); c1 = add(c1, d2); b0 = turn12(b0, c1); a3 = add3(a3, m6, b0); d2 = turn8(d2, a3); c1 = add(c1, d2); b0 = turn7(b0, c1);
    // Round 5.
    a0 = add(a0, b0); d0 = turn16(d0, a0); c0 = add(c0, d0); b0 = turn12(b0, c0); a0 = add(a0, b0); d0 = turn8(d0, a0); c0 = add(c0, d0); b0 = turn7(b0, c0);
    a1 = add(a1, b1); d1 = turn16(d1, a1); c1 = add(c1, d1); b1 = turn12(b1, c1); a1 = add(a1, b1); d1 = turn8(d1, a1); c1 = add(c1, d1); b1 = turn7(b1, c1);
    a2 = add(a2, b2); d2 = turn16(d2, a2); c2 = add(c2, d2); b2 = turn12(b2, c2); a2 = add(a2, b2); d2 = turn8(d2, a2); c2 = add(c2, d2); b2 = turn7(b2, c2);
    a3 = add(a3, b3); d3 = turn16(d3, a3); c3 = add(c3, d3); b3 = turn12(b3, c3); a3 = add(a3, b3); d3 = turn8(d3, a3); c3 = add(c3, d3); b3 = turn7(b3, c3);
    a0 = add3(a0, m7, b1); d3 = turn16(d3, a0); c2 = add(c2, d3); b1 = turn12(b1, c2); a0 = add3(a0, m2, b1); d3 = turn8(d3, a0); c2 = add(c2, d3); b1 = turn7(b1, c2);
    a1 = add3(a1, m5, b2); d0 = turn16(d0, a1); c3 = add(c3, d0); b2 = turn12(b2, c3); a1 = add3(a1, m3, b2); d0 = turn8(d0, a1); c3 = add(c3, d0); b2 = turn7(b2, c3);
    a2 = add3(a2, m0, b3); d1 = turn16(d1, a2); c0 = add(c0, d1); b3 = turn12(b3, c0); a2 = add3(a2, m1, b3); d1 = turn8(d1, a2); c0 = add(c0, d1); b3 = turn7(b3, c0);
    a3 = add3(a3, m6, b0); d2 = turn16(d2, a3); c1 = add(c1, d2); b0 = turn12(b0, c1); a3 = add3(a3, m4, b0); d2 = turn8(d2, a3); c1 = add(c1, d2); b0 = turn7(b0, c1);
    // Round 6.
    a0 = add(a0, b0); d0 = turn16(d0, a0); c0 = add(c0, d0); b0 = turn12(b0, c0); a0 = add(a0, b0); d0 = turn8(d0, a0); c0 = add(c0, d0); b0 = turn7(b0, c0);
    a1 = add(a1, b1); d1 = turn16(d1, a1); c1 = add(c1, d1); b1 = turn12(b1, c1); a1 = add3(a1, m5, b1); d1 = turn8(d1, a1); c1 = add(c1, d1); b1 = turn7(b1, c1);
    a2 = add(a2, b2); d2 = turn16(d2, a2); c2 = add(c2, d2); b2 = turn12(b2, c2); a2 = add(a2, b2); d2 = turn8(d2, a2); c2 = add(c2, d2); b2 = turn7(b2, c2);
    a3 = add(a3, b3); d3 = turn16(d3, a3); c3 = add(c3, d3); b3 = turn12(b3, c3); a3 = add3(a3, m1, b3); d3 = turn8(d3, a3); c3 = add(c3, d3); b3 = turn7(b3, c3);
    a0 = add(a0, b1); d3 = turn16(d3, a0); c2 = add(c2, d3); b1 = turn12(b1, c2); a0 = add3(a0, m3, b1); d3 = turn8(d3, a0); c2 = add(c2, d3); b1 = turn7(b1, c2);
    a1 = add3(a1, m0, b2); d0 = turn16(d0, a1); c3 = add(c3, d0); b2 = turn12(b2, c3); a1 = add(a1, b2); d0 = turn8(d0, a1); c3 = add(c3, d0); b2 = turn7(b2, c3);
    a2 = add3(a2, m2, b3); d1 = turn16(d1, a2); c0 = add(c0, d1); b3 = turn12(b3, c0); a2 = add3(a2, m6, b3); d1 = turn8(d1, a2); c0 = add(c0, d1); b3 = turn7(b3, c0);
    a3 = add3(a3, m4, b0); d2 = turn16(d2, a3); c1 = add(c1, d2); b0 = turn12(b0, c1); a3 = add3(a3, m7, b0); d2 = turn8(d2, a3); c1 = add(c1, d2); b0 = turn7(b0, c1);
    // Round 7.
    a0 = add(a0, b0); d0 = turn16(d0, a0); c0 = add(c0, d0); b0 = turn12(b0, c0); a0 = add(a0, b0); d0 = turn8(d0, a0); c0 = add(c0, d0); b0 = turn7(b0, c0);
    a1 = add3(a1, m5, b1); d1 = turn16(d1, a1); c1 = add(c1, d1); b1 = turn12(b1, c1); a1 = add3(a1, m0, b1); d1 = turn8(d1, a1); c1 = add(c1, d1); b1 = turn7(b1, c1);
    a2 = add3(a2, m1, b2); d2 = turn16(d2, a2); c2 = add(c2, d2); b2 = turn12(b2, c2); a2 = add(a2, b2); d2 = turn8(d2, a2); c2 = add(c2, d2); b2 = turn7(b2, c2);
    a3 = add(a3, b3); d3 = turn16(d3, a3); c3 = add(c3, d3); b3 = turn12(b3, c3); a3 = add3(a3, m6, b3); d3 = turn8(d3, a3); c3 = add(c3, d3); b3 = turn7(b3, c3);
    a0 = add(a0, b1); d3 = turn16(d3, a0); c2 = add(c2, d3); b1 = turn12(b1, c2); a0 = add(a0, b1); d3 = turn8(d3, a0); c2 = add(c2, d3); b1 = turn7(b1, c2);
    a1 = add3(a1, m2, b2); d0 = turn16(d0, a1); c3 = add(c3, d0); b2 = turn12(b2, c3); a1 = add(a1, b2); d0 = turn8(d0, a1); c3 = add(c3, d0); b2 = turn7(b2, c3);
    a2 = add3(a2, m3, b3); d1 = turn16(d1, a2); c0 = add(c0, d1); b3 = turn12(b3, c0); a2 = add3(a2, m4, b3); d1 = turn8(d1, a2); c0 = add(c0, d1); b3 = turn7(b3, c0);
    a3 = add3(a3, m7, b0); d2 = turn16(d2, a3); c1 = add(c1, d2); b0 = turn12(b0, c1); a3 = add(a3, b0); d2 = turn8(d2, a3); c1 = add(c1, d2); b0 = turn7(b0, c1);
    // The second half of a root's output keeps the chaining value in (section 2.6).
    accumulate(to + 0, v128.xor(a0, c0));
    accumulate(to + 32, v128.xor(a1, c1));
    accumulate(to + 64, v128.xor(a2, c2));
    accumulate(to + 96, v128.xor(a3, c3));
    accumulate(to + 128, v128.xor(b0, d0));
    accumulate(to + 160, v128.xor(b1, d1));
    accumulate(to + 192, v128.xor(b2, d2));
    accumulate(to + 224, v128.xor(b3, d3));
    accumulate(to + 256, v128.xor(c0, i0));
    accumulate(to + 288, v128.xor(c1, i1));
    accumulate(to + 320, v128.xor(c2, i2));
    accumulate(to + 352, v128.xor(c3, i3));
    accumulate(to + 384, v128.xor(d0, i4));
    accumulate(to + 416, v128.xor(d1, i5));
    accumulate(to + 448, v128.xor(d2, i6));
    accumulate(to + 480, v128.xor(d3, i7));
    to += 512;
  }
}

/** Adds the sums of the lanes below `laneCount` to the 1024 accumulators (uint32) at `state` and clears all sums. */
export function fold(state: usize, laneCount: i32): void {
  for (let i: usize = 0; i < 512; i++) {
    const from = sums + (i << 5);
    let total: u32 = 0, upper: u32 = 0;
    for (let lane: usize = 0; lane < <usize>laneCount; lane++) {
      total += load<u32>(from + (lane << 2));
      upper += load<u32>(from + (lane << 2), 16);
    }
    const to = state + (i << 3);
    store<u32>(to, load<u32>(to) + total - (upper << 16));
    store<u32>(to, load<u32>(to, 4) + upper, 4);
    v128.store(from, i32x4.splat(0));
    v128.store(from, i32x4.splat(0), 16);
  }
}
