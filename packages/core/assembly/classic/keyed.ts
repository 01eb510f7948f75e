/**
 * `classic/keyed-sha256`: for each i from 1 to k the least SHA-256(digest ‖ uint32 big-endian i), four digests at a time.
 *
 * The messages of a digest differ in the ninth word of their only block. What does not depend on it is worked out once a
 * digest: eight rounds, and most of the first half of the message schedule. Hashes are told from minima by their first
 * word; the others are looked at where that is not above.
 */
import { first, initialState, loadWords, next, roundConstants, second, smallSigma0, smallSigma1, transpose } from '../sha-256';

/** The words of four digests, then those that the schedule makes without the ninth: word i of all lanes at 16 i. */
const words: usize = memory.data(23 * 16, 64);
/** The state after eight rounds, and what the ninth round makes of it but for the ninth word. */
const begun: usize = memory.data(128, 64);
/** Words 23 to 25 and 31 to 37 of the schedule, but for what depends on the ninth. */
const partial: usize = memory.data(10 * 16, 64);
/** A whole hash of each lane, as words of 16 bytes. */
const hashes: usize = memory.data(128, 64);

/** The tenth word, with which padding begins (FIPS 180-4, section 5.1.1), and the last: the length in bits. */
const padding: u32 = 0x80000000;
const bitLength: u32 = 36 * 8;

/** Lowers the `k` minima at `minima`, eight words each in the machine's order, by `count` digests. */
export function lowerKeyed(digests: usize, count: i32, minima: usize, k: u32): void {
  const last = digests + ((<usize>count - 1) << 5);
  for (let digest = digests; digest <= last; digest += 128) {
    // A digest that comes twice changes nothing.
    prepare(digest, min(digest + 32, last), min(digest + 64, last), min(digest + 96, last));
    for (let i: u32 = 1; i <= k; i++) {
      const minimum = minima + ((<usize>i - 1) << 5);
      if (v128.any_true(i32x4.le_u(hash(i), v128.load32_splat(minimum)))) settle(minimum);
    }
  }
}

@inline
function at(place: usize): v128 {
  return v128.load(words + (place << 4));
}

@inline
function part(place: usize): v128 {
  return v128.load(partial + (place << 4));
}

/** s0 and s1 of words that are the same for all. */
@inline
function sigma0(word: u32): u32 {
  return rotr(word, 7) ^ rotr(word, 18) ^ (word >> 3);
}

@inline
function sigma1(word: u32): u32 {
  return rotr(word, 17) ^ rotr(word, 19) ^ (word >> 10);
}

function prepare(p0: usize, p1: usize, p2: usize, p3: usize): void {
  transpose(words, loadWords(p0), loadWords(p1), loadWords(p2), loadWords(p3));
  transpose(words + 64, loadWords(p0 + 16), loadWords(p1 + 16), loadWords(p2 + 16), loadWords(p3 + 16));
  begin();
  const w17: u32 = sigma1(bitLength);
  setWord(16, i32x4.add(i32x4.add(at(0), smallSigma0(at(1))), i32x4.splat(padding)));
  setWord(17, i32x4.add(i32x4.add(at(1), smallSigma0(at(2))), i32x4.splat(w17)));
  for (let i: usize = 18; i < 22; i++) setWord(i, i32x4.add(i32x4.add(at(i - 16), smallSigma0(at(i - 15))), smallSigma1(at(i - 2))));
  setWord(22, next(at(6), at(7), i32x4.splat(bitLength), at(20)));
  setPart(0, i32x4.add(i32x4.add(at(7), at(16)), smallSigma1(at(21))));
  setPart(1, i32x4.add(i32x4.add(at(17), i32x4.splat(sigma0(padding))), smallSigma1(at(22))));
  setPart(2, i32x4.add(at(18), i32x4.splat(padding)));
  setPart(3, i32x4.add(smallSigma0(at(16)), i32x4.splat(bitLength)));
  for (let i: usize = 4; i < 10; i++) setPart(i, i32x4.add(smallSigma0(at(i + 13)), at(i + 12)));
}

@inline
function setWord(place: usize, value: v128): void {
  v128.store(words + (place << 4), value);
}

@inline
function setPart(place: usize, value: v128): void {
  v128.store(partial + (place << 4), value);
}

/** The first eight rounds, and what there is of the ninth. */
function begin(): void {
  const from = initialState;
  let a = v128.load32_splat(from), b = v128.load32_splat(from, 4), c = v128.load32_splat(from, 8), d = v128.load32_splat(from, 12);
  let e = v128.load32_splat(from, 16), f = v128.load32_splat(from, 20), g = v128.load32_splat(from, 24), h = v128.load32_splat(from, 28);
  for (let i: usize = 0; i <= 8; i++) {
    const t = first(e, f, g, h, roundConstants + (i << 2), i < 8 ? at(i) : i32x4.splat(0));
    const s = second(a, b, v128.xor(a, b), v128.xor(b, c));
    h = g;
    g = f;
    f = e;
    e = i32x4.add(d, t);
    d = c;
    c = b;
    b = a;
    a = i32x4.add(t, s);
  }
  v128.store(begun, a);
  v128.store(begun, b, 16);
  v128.store(begun, c, 32);
  v128.store(begun, d, 48);
  v128.store(begun, e, 64);
  v128.store(begun, f, 80);
  v128.store(begun, g, 96);
  v128.store(begun, h, 112);
}

/** The first words of the four hashes for `i`; whole they stand in `hashes`, but for the initial state. */
function hash(i: u32): v128 {
  // After nine rounds these names are one round on.
  let h = i32x4.add(v128.load(begun), i32x4.splat(i)), a = v128.load(begun, 16), b = v128.load(begun, 32), c = v128.load(begun, 48);
  let d = i32x4.add(v128.load(begun, 64), i32x4.splat(i)), e = v128.load(begun, 80), f = v128.load(begun, 96), g = v128.load(begun, 112);
  let x = v128.xor(a, b), y: v128, t: v128;
  const k = roundConstants, zero = i32x4.splat(0);
  y = v128.xor(h, a); t = first(d, e, f, g, k + 36, i32x4.splat(padding)); c = i32x4.add(c, t); g = i32x4.add(t, second(h, a, y, x));
  x = v128.xor(g, h); t = first(c, d, e, f, k + 40, zero); b = i32x4.add(b, t); f = i32x4.add(t, second(g, h, x, y));
  y = v128.xor(f, g); t = first(b, c, d, e, k + 44, zero); a = i32x4.add(a, t); e = i32x4.add(t, second(f, g, y, x));
  x = v128.xor(e, f); t = first(a, b, c, d, k + 48, zero); h = i32x4.add(h, t); d = i32x4.add(t, second(e, f, x, y));
  y = v128.xor(d, e); t = first(h, a, b, c, k + 52, zero); g = i32x4.add(g, t); c = i32x4.add(t, second(d, e, y, x));
  x = v128.xor(c, d); t = first(g, h, a, b, k + 56, zero); f = i32x4.add(f, t); b = i32x4.add(t, second(c, d, x, y));
  y = v128.xor(b, c); t = first(f, g, h, a, k + 60, i32x4.splat(bitLength)); e = i32x4.add(e, t); a = i32x4.add(t, second(b, c, y, x));
  let w0 = at(16);
  x = v128.xor(a, b); t = first(e, f, g, h, k + 64, w0); d = i32x4.add(d, t); h = i32x4.add(t, second(a, b, x, y));
  let w1 = at(17);
  y = v128.xor(h, a); t = first(d, e, f, g, k + 68, w1); c = i32x4.add(c, t); g = i32x4.add(t, second(h, a, y, x));
  let w2 = at(18);
  x = v128.xor(g, h); t = first(c, d, e, f, k + 72, w2); b = i32x4.add(b, t); f = i32x4.add(t, second(g, h, x, y));
  let w3 = at(19);
  y = v128.xor(f, g); t = first(b, c, d, e, k + 76, w3); a = i32x4.add(a, t); e = i32x4.add(t, second(f, g, y, x));
  let w4 = at(20);
  x = v128.xor(e, f); t = first(a, b, c, d, k + 80, w4); h = i32x4.add(h, t); d = i32x4.add(t, second(e, f, x, y));
  let w5 = at(21);
  y = v128.xor(d, e); t = first(h, a, b, c, k + 84, w5); g = i32x4.add(g, t); c = i32x4.add(t, second(d, e, y, x));
  let w6 = at(22);
  x = v128.xor(c, d); t = first(g, h, a, b, k + 88, w6); f = i32x4.add(f, t); b = i32x4.add(t, second(c, d, x, y));
  let w7 = i32x4.add(part(0), i32x4.splat(sigma0(i)));
  y = v128.xor(b, c); t = first(f, g, h, a, k + 92, w7); e = i32x4.add(e, t); a = i32x4.add(t, second(b, c, y, x));
  let w8 = i32x4.add(part(1), i32x4.splat(i));
  x = v128.xor(a, b); t = first(e, f, g, h, k + 96, w8); d = i32x4.add(d, t); h = i32x4.add(t, second(a, b, x, y));
  let w9 = i32x4.add(part(2), smallSigma1(w7));
  y = v128.xor(h, a); t = first(d, e, f, g, k + 100, w9); c = i32x4.add(c, t); g = i32x4.add(t, second(h, a, y, x));
  let w10 = i32x4.add(w3, smallSigma1(w8));
  x = v128.xor(g, h); t = first(c, d, e, f, k + 104, w10); b = i32x4.add(b, t); f = i32x4.add(t, second(g, h, x, y));
  let w11 = i32x4.add(w4, smallSigma1(w9));
  y = v128.xor(f, g); t = first(b, c, d, e, k + 108, w11); a = i32x4.add(a, t); e = i32x4.add(t, second(f, g, y, x));
  let w12 = i32x4.add(w5, smallSigma1(w10));
  x = v128.xor(e, f); t = first(a, b, c, d, k + 112, w12); h = i32x4.add(h, t); d = i32x4.add(t, second(e, f, x, y));
  let w13 = i32x4.add(w6, smallSigma1(w11));
  y = v128.xor(d, e); t = first(h, a, b, c, k + 116, w13); g = i32x4.add(g, t); c = i32x4.add(t, second(d, e, y, x));
  let w14 = i32x4.add(i32x4.add(w7, i32x4.splat(sigma0(bitLength))), smallSigma1(w12));
  x = v128.xor(c, d); t = first(g, h, a, b, k + 120, w14); f = i32x4.add(f, t); b = i32x4.add(t, second(c, d, x, y));
  let w15 = i32x4.add(i32x4.add(w8, part(3)), smallSigma1(w13));
  y = v128.xor(b, c); t = first(f, g, h, a, k + 124, w15); e = i32x4.add(e, t); a = i32x4.add(t, second(b, c, y, x));
  w0 = i32x4.add(i32x4.add(w9, part(4)), smallSigma1(w14));
  x = v128.xor(a, b); t = first(e, f, g, h, k + 128, w0); d = i32x4.add(d, t); h = i32x4.add(t, second(a, b, x, y));
  w1 = i32x4.add(i32x4.add(w10, part(5)), smallSigma1(w15));
  y = v128.xor(h, a); t = first(d, e, f, g, k + 132, w1); c = i32x4.add(c, t); g = i32x4.add(t, second(h, a, y, x));
  w2 = i32x4.add(i32x4.add(w11, part(6)), smallSigma1(w0));
  x = v128.xor(g, h); t = first(c, d, e, f, k + 136, w2); b = i32x4.add(b, t); f = i32x4.add(t, second(g, h, x, y));
  w3 = i32x4.add(i32x4.add(w12, part(7)), smallSigma1(w1));
  y = v128.xor(f, g); t = first(b, c, d, e, k + 140, w3); a = i32x4.add(a, t); e = i32x4.add(t, second(f, g, y, x));
  w4 = i32x4.add(i32x4.add(w13, part(8)), smallSigma1(w2));
  x = v128.xor(e, f); t = first(a, b, c, d, k + 144, w4); h = i32x4.add(h, t); d = i32x4.add(t, second(e, f, x, y));
  w5 = i32x4.add(i32x4.add(w14, part(9)), smallSigma1(w3));
  y = v128.xor(d, e); t = first(h, a, b, c, k + 148, w5); g = i32x4.add(g, t); c = i32x4.add(t, second(d, e, y, x));
  w6 = next(w6, w7, w15, w4);
  x = v128.xor(c, d); t = first(g, h, a, b, k + 152, w6); f = i32x4.add(f, t); b = i32x4.add(t, second(c, d, x, y));
  w7 = next(w7, w8, w0, w5);
  y = v128.xor(b, c); t = first(f, g, h, a, k + 156, w7); e = i32x4.add(e, t); a = i32x4.add(t, second(b, c, y, x));
  w8 = next(w8, w9, w1, w6);
  x = v128.xor(a, b); t = first(e, f, g, h, k + 160, w8); d = i32x4.add(d, t); h = i32x4.add(t, second(a, b, x, y));
  w9 = next(w9, w10, w2, w7);
  y = v128.xor(h, a); t = first(d, e, f, g, k + 164, w9); c = i32x4.add(c, t); g = i32x4.add(t, second(h, a, y, x));
  w10 = next(w10, w11, w3, w8);
  x = v128.xor(g, h); t = first(c, d, e, f, k + 168, w10); b = i32x4.add(b, t); f = i32x4.add(t, second(g, h, x, y));
  w11 = next(w11, w12, w4, w9);
  y = v128.xor(f, g); t = first(b, c, d, e, k + 172, w11); a = i32x4.add(a, t); e = i32x4.add(t, second(f, g, y, x));
  w12 = next(w12, w13, w5, w10);
  x = v128.xor(e, f); t = first(a, b, c, d, k + 176, w12); h = i32x4.add(h, t); d = i32x4.add(t, second(e, f, x, y));
  w13 = next(w13, w14, w6, w11);
  y = v128.xor(d, e); t = first(h, a, b, c, k + 180, w13); g = i32x4.add(g, t); c = i32x4.add(t, second(d, e, y, x));
  w14 = next(w14, w15, w7, w12);
  x = v128.xor(c, d); t = first(g, h, a, b, k + 184, w14); f = i32x4.add(f, t); b = i32x4.add(t, second(c, d, x, y));
  w15 = next(w15, w0, w8, w13);
  y = v128.xor(b, c); t = first(f, g, h, a, k + 188, w15); e = i32x4.add(e, t); a = i32x4.add(t, second(b, c, y, x));
  w0 = next(w0, w1, w9, w14);
  x = v128.xor(a, b); t = first(e, f, g, h, k + 192, w0); d = i32x4.add(d, t); h = i32x4.add(t, second(a, b, x, y));
  w1 = next(w1, w2, w10, w15);
  y = v128.xor(h, a); t = first(d, e, f, g, k + 196, w1); c = i32x4.add(c, t); g = i32x4.add(t, second(h, a, y, x));
  w2 = next(w2, w3, w11, w0);
  x = v128.xor(g, h); t = first(c, d, e, f, k + 200, w2); b = i32x4.add(b, t); f = i32x4.add(t, second(g, h, x, y));
  w3 = next(w3, w4, w12, w1);
  y = v128.xor(f, g); t = first(b, c, d, e, k + 204, w3); a = i32x4.add(a, t); e = i32x4.add(t, second(f, g, y, x));
  w4 = next(w4, w5, w13, w2);
  x = v128.xor(e, f); t = first(a, b, c, d, k + 208, w4); h = i32x4.add(h, t); d = i32x4.add(t, second(e, f, x, y));
  w5 = next(w5, w6, w14, w3);
  y = v128.xor(d, e); t = first(h, a, b, c, k + 212, w5); g = i32x4.add(g, t); c = i32x4.add(t, second(d, e, y, x));
  w6 = next(w6, w7, w15, w4);
  x = v128.xor(c, d); t = first(g, h, a, b, k + 216, w6); f = i32x4.add(f, t); b = i32x4.add(t, second(c, d, x, y));
  w7 = next(w7, w8, w0, w5);
  y = v128.xor(b, c); t = first(f, g, h, a, k + 220, w7); e = i32x4.add(e, t); a = i32x4.add(t, second(b, c, y, x));
  w8 = next(w8, w9, w1, w6);
  x = v128.xor(a, b); t = first(e, f, g, h, k + 224, w8); d = i32x4.add(d, t); h = i32x4.add(t, second(a, b, x, y));
  w9 = next(w9, w10, w2, w7);
  y = v128.xor(h, a); t = first(d, e, f, g, k + 228, w9); c = i32x4.add(c, t); g = i32x4.add(t, second(h, a, y, x));
  w10 = next(w10, w11, w3, w8);
  x = v128.xor(g, h); t = first(c, d, e, f, k + 232, w10); b = i32x4.add(b, t); f = i32x4.add(t, second(g, h, x, y));
  w11 = next(w11, w12, w4, w9);
  y = v128.xor(f, g); t = first(b, c, d, e, k + 236, w11); a = i32x4.add(a, t); e = i32x4.add(t, second(f, g, y, x));
  w12 = next(w12, w13, w5, w10);
  x = v128.xor(e, f); t = first(a, b, c, d, k + 240, w12); h = i32x4.add(h, t); d = i32x4.add(t, second(e, f, x, y));
  w13 = next(w13, w14, w6, w11);
  y = v128.xor(d, e); t = first(h, a, b, c, k + 244, w13); g = i32x4.add(g, t); c = i32x4.add(t, second(d, e, y, x));
  w14 = next(w14, w15, w7, w12);
  x = v128.xor(c, d); t = first(g, h, a, b, k + 248, w14); f = i32x4.add(f, t); b = i32x4.add(t, second(c, d, x, y));
  w15 = next(w15, w0, w8, w13);
  y = v128.xor(b, c); t = first(f, g, h, a, k + 252, w15); e = i32x4.add(e, t); a = i32x4.add(t, second(b, c, y, x));
  v128.store(hashes, a);
  v128.store(hashes, b, 16);
  v128.store(hashes, c, 32);
  v128.store(hashes, d, 48);
  v128.store(hashes, e, 64);
  v128.store(hashes, f, 80);
  v128.store(hashes, g, 96);
  v128.store(hashes, h, 112);
  return i32x4.add(a, v128.load32_splat(initialState));
}

/** Puts the least of the four hashes in the minimum's place, where it is less. */
function settle(minimum: usize): void {
  for (let lane: usize = 0; lane < 16; lane += 4) {
    for (let i: usize = 0; i < 8; i++) {
      const word = load<u32>(hashes + (i << 4) + lane) + load<u32>(initialState + (i << 2));
      const least = load<u32>(minimum + (i << 2));
      if (word > least) break;
      if (word === least) continue;
      for (; i < 8; i++) store<u32>(minimum + (i << 2), load<u32>(hashes + (i << 4) + lane) + load<u32>(initialState + (i << 2)));
    }
  }
}
