/**
 * SHA-256 (FIPS 180-4) of four messages at a time, one in each 32-bit lane of a vector.
 *
 * The state stands in memory between blocks, so that a lane can be given another message while the others go on.
 */

/** Working state: 8 vectors, word i of lane j at 16 i + 4 j. */
const state: usize = memory.data(128, 64);

/** Section 5.3.3. */
export const initialState: usize = memory.data<u32>([
  0x6a09e667, 0xbb67ae85, 0x3c6ef372, 0xa54ff53a, 0x510e527f, 0x9b05688c, 0x1f83d9ab, 0x5be0cd19,
], 16);

/** Section 4.2.2. */
export const roundConstants: usize = memory.data<u32>([
  0x428a2f98, 0x71374491, 0xb5c0fbcf, 0xe9b5dba5, 0x3956c25b, 0x59f111f1, 0x923f82a4, 0xab1c5ed5,
  0xd807aa98, 0x12835b01, 0x243185be, 0x550c7dc3, 0x72be5d74, 0x80deb1fe, 0x9bdc06a7, 0xc19bf174,
  0xe49b69c1, 0xefbe4786, 0x0fc19dc6, 0x240ca1cc, 0x2de92c6f, 0x4a7484aa, 0x5cb0a9dc, 0x76f988da,
  0x983e5152, 0xa831c66d, 0xb00327c8, 0xbf597fc7, 0xc6e00bf3, 0xd5a79147, 0x06ca6351, 0x14292967,
  0x27b70a85, 0x2e1b2138, 0x4d2c6dfc, 0x53380d13, 0x650a7354, 0x766a0abb, 0x81c2c92e, 0x92722c85,
  0xa2bfe8a1, 0xa81a664b, 0xc24b8b70, 0xc76c51a3, 0xd192e819, 0xd6990624, 0xf40e3585, 0x106aa070,
  0x19a4c116, 0x1e376c08, 0x2748774c, 0x34b0bcb5, 0x391c0cb3, 0x4ed8aa4a, 0x5b9cca4f, 0x682e6ff3,
  0x748f82ee, 0x78a5636f, 0x84c87814, 0x8cc70208, 0x90befffa, 0xa4506ceb, 0xbef9a3f7, 0xc67178f2,
], 16);

/** Gives lane `lane` the 8 state words at `words`. */
export function setLane(lane: i32, words: usize): void {
  const to = state + ((<usize>lane) << 2);
  for (let i: usize = 0; i < 8; i++) store<u32>(to + (i << 4), load<u32>(words + (i << 2)));
}

/** Writes the state of lane `lane` to `words` as 8 words in the machine's order. */
export function getLane(lane: i32, words: usize): void {
  const from = state + ((<usize>lane) << 2);
  for (let i: usize = 0; i < 8; i++) store<u32>(words + (i << 2), load<u32>(from + (i << 4)));
}

/** Writes the digest of lane `lane`: the state, big-endian. */
export function emitDigest(lane: i32, digest: usize): void {
  const from = state + ((<usize>lane) << 2);
  for (let i: usize = 0; i < 8; i++) store<u32>(digest + (i << 2), bswap(load<u32>(from + (i << 4))));
}

@inline
export function loadWords(p: usize): v128 {
  const bytes = v128.load(p);
  return v128.shuffle<u8>(bytes, bytes, 3, 2, 1, 0, 7, 6, 5, 4, 11, 10, 9, 8, 15, 14, 13, 12);
}

/** Four message words of four lanes, transposed: word j of every lane stands at `words + 16 j`. */
@inline
export function transpose(words: usize, a: v128, b: v128, c: v128, d: v128): void {
  const ab01 = v128.shuffle<u32>(a, b, 0, 4, 1, 5);
  const cd01 = v128.shuffle<u32>(c, d, 0, 4, 1, 5);
  const ab23 = v128.shuffle<u32>(a, b, 2, 6, 3, 7);
  const cd23 = v128.shuffle<u32>(c, d, 2, 6, 3, 7);
  v128.store(words, v128.shuffle<u64>(ab01, cd01, 0, 2));
  v128.store(words, v128.shuffle<u64>(ab01, cd01, 1, 3), 16);
  v128.store(words, v128.shuffle<u64>(ab23, cd23, 0, 2), 32);
  v128.store(words, v128.shuffle<u64>(ab23, cd23, 1, 3), 48);
}

@inline
function rotateRight(x: v128, n: i32): v128 {
  return v128.or(i32x4.shr_u(x, n), i32x4.shl(x, 32 - n));
}

@inline
export function smallSigma0(x: v128): v128 {
  return v128.xor(v128.xor(rotateRight(x, 7), rotateRight(x, 18)), i32x4.shr_u(x, 3));
}

@inline
export function smallSigma1(x: v128): v128 {
  return v128.xor(v128.xor(rotateRight(x, 17), rotateRight(x, 19)), i32x4.shr_u(x, 10));
}

/** The message schedule (section 6.2.2, step 1): word t from those 16, 15, 7 and 2 before. */
@inline
export function next(w16: v128, w15: v128, w7: v128, w2: v128): v128 {
  return i32x4.add(i32x4.add(w16, smallSigma0(w15)), i32x4.add(w7, smallSigma1(w2)));
}

/** h + Σ1(e) + Ch(e, f, g) + K + W. */
@inline
export function first(e: v128, f: v128, g: v128, h: v128, k: usize, w: v128): v128 {
  const sigma = v128.xor(v128.xor(rotateRight(e, 6), rotateRight(e, 11)), rotateRight(e, 25));
  const choice = v128.xor(g, v128.and(e, v128.xor(f, g)));
  return i32x4.add(i32x4.add(i32x4.add(h, sigma), i32x4.add(choice, w)), v128.load32_splat(k));
}

/** Σ0(a) + Maj(a, b, c), where `ab` is a ^ b and `bc` is b ^ c. */
@inline
export function second(a: v128, b: v128, ab: v128, bc: v128): v128 {
  const sigma = v128.xor(v128.xor(rotateRight(a, 2), rotateRight(a, 13)), rotateRight(a, 22));
  return i32x4.add(sigma, v128.xor(b, v128.and(ab, bc)));
}

const words: usize = memory.data(256, 64);

/** Takes one block of 64 bytes from each pointer into its lane. */
export function compress(p0: usize, p1: usize, p2: usize, p3: usize): void {
  for (let i: usize = 0; i < 64; i += 16) {
    transpose(words + (i << 2), loadWords(p0 + i), loadWords(p1 + i), loadWords(p2 + i), loadWords(p3 + i));
  }
  let a = v128.load(state), b = v128.load(state, 16), c = v128.load(state, 32), d = v128.load(state, 48);
  let e = v128.load(state, 64), f = v128.load(state, 80), g = v128.load(state, 96), h = v128.load(state, 112);
  let w0 = v128.load(words), w1 = v128.load(words, 16), w2 = v128.load(words, 32), w3 = v128.load(words, 48);
  let w4 = v128.load(words, 64), w5 = v128.load(words, 80), w6 = v128.load(words, 96), w7 = v128.load(words, 112);
  let w8 = v128.load(words, 128), w9 = v128.load(words, 144), w10 = v128.load(words, 160), w11 = v128.load(words, 176);
  let w12 = v128.load(words, 192), w13 = v128.load(words, 208), w14 = v128.load(words, 224), w15 = v128.load(words, 240);
  let x: v128, y = v128.xor(b, c), t: v128;
  let k = roundConstants;
  // Sixteen rounds a turn: the schedule stays in locals.
  while (true) {
    x = v128.xor(a, b); t = first(e, f, g, h, k + 0, w0); d = i32x4.add(d, t); h = i32x4.add(t, second(a, b, x, y));
    y = v128.xor(h, a); t = first(d, e, f, g, k + 4, w1); c = i32x4.add(c, t); g = i32x4.add(t, second(h, a, y, x));
    x = v128.xor(g, h); t = first(c, d, e, f, k + 8, w2); b = i32x4.add(b, t); f = i32x4.add(t, second(g, h, x, y));
    y = v128.xor(f, g); t = first(b, c, d, e, k + 12, w3); a = i32x4.add(a, t); e = i32x4.add(t, second(f, g, y, x));
    x = v128.xor(e, f); t = first(a, b, c, d, k + 16, w4); h = i32x4.add(h, t); d = i32x4.add(t, second(e, f, x, y));
    y = v128.xor(d, e); t = first(h, a, b, c, k + 20, w5); g = i32x4.add(g, t); c = i32x4.add(t, second(d, e, y, x));
    x = v128.xor(c, d); t = first(g, h, a, b, k + 24, w6); f = i32x4.add(f, t); b = i32x4.add(t, second(c, d, x, y));
    y = v128.xor(b, c); t = first(f, g, h, a, k + 28, w7); e = i32x4.add(e, t); a = i32x4.add(t, second(b, c, y, x));
    x = v128.xor(a, b); t = first(e, f, g, h, k + 32, w8); d = i32x4.add(d, t); h = i32x4.add(t, second(a, b, x, y));
    y = v128.xor(h, a); t = first(d, e, f, g, k + 36, w9); c = i32x4.add(c, t); g = i32x4.add(t, second(h, a, y, x));
    x = v128.xor(g, h); t = first(c, d, e, f, k + 40, w10); b = i32x4.add(b, t); f = i32x4.add(t, second(g, h, x, y));
    y = v128.xor(f, g); t = first(b, c, d, e, k + 44, w11); a = i32x4.add(a, t); e = i32x4.add(t, second(f, g, y, x));
    x = v128.xor(e, f); t = first(a, b, c, d, k + 48, w12); h = i32x4.add(h, t); d = i32x4.add(t, second(e, f, x, y));
    y = v128.xor(d, e); t = first(h, a, b, c, k + 52, w13); g = i32x4.add(g, t); c = i32x4.add(t, second(d, e, y, x));
    x = v128.xor(c, d); t = first(g, h, a, b, k + 56, w14); f = i32x4.add(f, t); b = i32x4.add(t, second(c, d, x, y));
    y = v128.xor(b, c); t = first(f, g, h, a, k + 60, w15); e = i32x4.add(e, t); a = i32x4.add(t, second(b, c, y, x));
    k += 64;
    if (k === roundConstants + 256) break;
    w0 = next(w0, w1, w9, w14); w1 = next(w1, w2, w10, w15); w2 = next(w2, w3, w11, w0); w3 = next(w3, w4, w12, w1);
    w4 = next(w4, w5, w13, w2); w5 = next(w5, w6, w14, w3); w6 = next(w6, w7, w15, w4); w7 = next(w7, w8, w0, w5);
    w8 = next(w8, w9, w1, w6); w9 = next(w9, w10, w2, w7); w10 = next(w10, w11, w3, w8); w11 = next(w11, w12, w4, w9);
    w12 = next(w12, w13, w5, w10); w13 = next(w13, w14, w6, w11); w14 = next(w14, w15, w7, w12); w15 = next(w15, w0, w8, w13);
  }
  v128.store(state, i32x4.add(v128.load(state), a)); v128.store(state, i32x4.add(v128.load(state, 16), b), 16);
  v128.store(state, i32x4.add(v128.load(state, 32), c), 32); v128.store(state, i32x4.add(v128.load(state, 48), d), 48);
  v128.store(state, i32x4.add(v128.load(state, 64), e), 64); v128.store(state, i32x4.add(v128.load(state, 80), f), 80);
  v128.store(state, i32x4.add(v128.load(state, 96), g), 96); v128.store(state, i32x4.add(v128.load(state, 112), h), 112);
}
