/**
 * What all hashes of a digest share, made once: eight rounds, and what the message schedule holds without the ninth word,
 * in which the messages of a digest differ.
 */
import { first, initialState, loadWords, next, roundConstants, second, smallSigma0, smallSigma1, transpose } from '../sha-256';
import { sigma0, sigma1 } from './keyed-rounds';

/** The words of four digests, then those that the schedule makes without the ninth: word i of all lanes at 16 i. */
const words: usize = memory.data(23 * 16, 64);
/** The state after eight rounds, and what the ninth round makes of it but for the ninth word. */
export const begun: usize = memory.data(128, 64);
/** Words 23 to 25 and 31 to 37 of the schedule, but for what depends on the ninth. */
const partial: usize = memory.data(10 * 16, 64);
/** Words 16 to 22 of the schedule, with the constants of their rounds. */
const sums: usize = memory.data(7 * 16, 64);

/** The same of a fifth digest: word i at 4 i. */
const fifthWords: usize = memory.data(23 * 4, 64);
const fifthBegun: usize = memory.data(32, 64);
const fifthPartial: usize = memory.data(10 * 4, 64);
const fifthSums: usize = memory.data(7 * 4, 64);

/** The tenth word, with which padding begins (FIPS 180-4, section 5.1.1), and the last: the length in bits. */
const padding: u32 = 0x80000000;
export const bitLength: u32 = 36 * 8;

@inline
export function word(place: usize): v128 {
  return v128.load(words + (place << 4));
}

@inline
export function part(place: usize): v128 {
  return v128.load(partial + (place << 4));
}

/** Word 16 + `place` with its constant. */
@inline
export function early(place: usize): v128 {
  return v128.load(sums + (place << 4));
}

@inline
export function wordOfFifth(place: usize): u32 {
  return load<u32>(fifthWords + (place << 2));
}

@inline
export function begunOfFifth(place: usize): u32 {
  return load<u32>(fifthBegun + (place << 2));
}

@inline
export function partOfFifth(place: usize): u32 {
  return load<u32>(fifthPartial + (place << 2));
}

@inline
export function earlyOfFifth(place: usize): u32 {
  return load<u32>(fifthSums + (place << 2));
}

/** Prepares the hashes of the digest at `p` as those of the fifth. The lanes have to be prepared after it. */
export function prepareFifth(p: usize): void {
  prepare(p, p, p, p);
  takeLane(fifthWords, words, 23);
  takeLane(fifthBegun, begun, 8);
  takeLane(fifthPartial, partial, 10);
  takeLane(fifthSums, sums, 7);
}

function takeLane(to: usize, from: usize, count: usize): void {
  for (let i: usize = 0; i < count; i++) store<u32>(to + (i << 2), load<u32>(from + (i << 4)));
}

/** Prepares the hashes of four digests. */
export function prepare(p0: usize, p1: usize, p2: usize, p3: usize): void {
  transpose(words, loadWords(p0), loadWords(p1), loadWords(p2), loadWords(p3));
  transpose(words + 64, loadWords(p0 + 16), loadWords(p1 + 16), loadWords(p2 + 16), loadWords(p3 + 16));
  begin();
  const w17: u32 = sigma1(bitLength);
  setWord(16, i32x4.add(i32x4.add(word(0), smallSigma0(word(1))), i32x4.splat(padding)));
  setWord(17, i32x4.add(i32x4.add(word(1), smallSigma0(word(2))), i32x4.splat(w17)));
  for (let i: usize = 18; i < 22; i++) setWord(i, i32x4.add(i32x4.add(word(i - 16), smallSigma0(word(i - 15))), smallSigma1(word(i - 2))));
  setWord(22, next(word(6), word(7), i32x4.splat(bitLength), word(20)));
  for (let i: usize = 0; i < 7; i++) v128.store(sums + (i << 4), i32x4.add(word(i + 16), v128.load32_splat(roundConstants + 64 + (i << 2))));
  setPart(0, i32x4.add(i32x4.add(word(7), word(16)), smallSigma1(word(21))));
  setPart(1, i32x4.add(i32x4.add(word(17), i32x4.splat(sigma0(padding))), smallSigma1(word(22))));
  setPart(2, i32x4.add(word(18), i32x4.splat(padding)));
  setPart(3, i32x4.add(smallSigma0(word(16)), i32x4.splat(bitLength)));
  for (let i: usize = 4; i < 10; i++) setPart(i, i32x4.add(smallSigma0(word(i + 13)), word(i + 12)));
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
    const t = first(e, f, g, h, roundConstants + (i << 2), i < 8 ? word(i) : i32x4.splat(0));
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
