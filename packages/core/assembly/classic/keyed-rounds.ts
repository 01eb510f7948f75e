/** What a round of SHA-256 is made of, where it differs from that of four whole messages: sums known before, and single numbers. */

@inline
function rotateRight(x: v128, n: i32): v128 {
  return v128.or(i32x4.shr_u(x, n), i32x4.shl(x, 32 - n));
}

/** h + Σ1(e) + Ch(e, f, g) + `sum`, which is K + W. */
@inline
export function firstOfSum(e: v128, f: v128, g: v128, h: v128, sum: v128): v128 {
  const sigma = v128.xor(v128.xor(rotateRight(e, 6), rotateRight(e, 11)), rotateRight(e, 25));
  return i32x4.add(i32x4.add(h, sigma), i32x4.add(v128.xor(g, v128.and(e, v128.xor(f, g))), sum));
}

/** h + Σ1(e) + Ch(e, f, g) + K + W. Rotations within rotations need fewer copies. */
@inline
export function firstOfFifth(e: u32, f: u32, g: u32, h: u32, w: u32, k: u32): u32 {
  return h + w + k + rotr(rotr(rotr(e, 14) ^ e, 5) ^ e, 6) + (g ^ (e & (f ^ g)));
}

/** `t` + Σ0(a) + Maj(a, b, c), where `ab` is a ^ b and `bc` is b ^ c. */
@inline
export function secondOfFifth(t: u32, a: u32, b: u32, ab: u32, bc: u32): u32 {
  return t + rotr(rotr(rotr(a, 9) ^ a, 11) ^ a, 2) + (b ^ (ab & bc));
}

/** σ0. */
@inline
export function sigma0(word: u32): u32 {
  return rotr(rotr(word, 11) ^ word, 7) ^ (word >> 3);
}

/** σ1. */
@inline
export function sigma1(word: u32): u32 {
  return rotr(rotr(word, 2) ^ word, 17) ^ (word >> 10);
}

/** The message schedule (section 6.2.2, step 1): word t from those 16, 15, 7 and 2 before. */
@inline
export function nextOfFifth(w16: u32, w15: u32, w7: u32, w2: u32): u32 {
  return w16 + sigma0(w15) + w7 + sigma1(w2);
}
