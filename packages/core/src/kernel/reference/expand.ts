/**
 * Expansion of a record digest for LtHash: 2048 bytes of BLAKE3 output (plain mode), added lane by lane.
 *
 * BLAKE3 specification, sections 2.1 to 2.6: a 32-byte input is one chunk of one block, so every 64 bytes of
 * output are one compression of the same block with another counter. The general library spends seven times as
 * long on this one case, which is most of the work on a short record; the tests hold the two against each other.
 */

/** Lanes of the state: 1024 uint16 of expansion in 1024 uint32 accumulators. */
export const laneCount = 1024;

/** BLAKE3's initialization vector: SHA-256's (FIPS 180-4, section 5.3.3). */
const IV = Int32Array.of(0x6a09e667, 0xbb67ae85, 0x3c6ef372, 0xa54ff53a, 0x510e527f, 0x9b05688c, 0x1f83d9ab, 0x5be0cd19);
/** Message word permutation (table 2). */
const permutation = [2, 6, 3, 10, 7, 0, 4, 13, 1, 11, 12, 5, 9, 14, 15, 8];
const roundCount = 7;
/** CHUNK_START | CHUNK_END | ROOT (table 3). */
const flags = 1 | 2 | 8;
const digestByteLength = 32;
const wordsPerBlock = 16;

/** Which message word each half of a G takes, round after round. */
const schedule = messageSchedule();

function messageSchedule(): Uint8Array {
  const words = new Uint8Array(roundCount * wordsPerBlock);
  let order = Array.from({ length: wordsPerBlock }, (_, index) => index);
  for (let round = 0; round < roundCount; round++) {
    words.set(order, round * wordsPerBlock);
    const previous = order;
    order = permutation.map((index) => previous[index] as number);
  }
  return words;
}

/** Words 8 to 15 stay zero: the input is half a block. */
const message = new Int32Array(wordsPerBlock);
const output = new Int32Array(wordsPerBlock);

/** Adds the expansion of the 32-byte `digest` to `state`, modulo 2^32 in each lane. */
export function addExpanded(state: Uint32Array, digest: Uint8Array): void {
  for (let i = 0; i < digestByteLength / 4; i++) {
    message[i] = digest[4 * i]! | (digest[4 * i + 1]! << 8) | (digest[4 * i + 2]! << 16) | (digest[4 * i + 3]! << 24);
  }
  const lanesPerBlock = 2 * wordsPerBlock;
  for (let counter = 0, lane = 0; lane < laneCount; counter++, lane += lanesPerBlock) {
    compress(counter);
    for (let i = 0; i < wordsPerBlock; i++) {
      const word = output[i]!;
      state[lane + 2 * i]! += word & 0xffff;
      state[lane + 2 * i + 1]! += word >>> 16;
    }
  }
}

/** One root compression of `message` into `output`. The state lives in locals: arrays would double the time. */
function compress(counter: number): void {
  const m = message;
  const s = schedule;
  let a0 = IV[0]!, a1 = IV[1]!, a2 = IV[2]!, a3 = IV[3]!;
  let b0 = IV[4]!, b1 = IV[5]!, b2 = IV[6]!, b3 = IV[7]!;
  let c0 = IV[0]!, c1 = IV[1]!, c2 = IV[2]!, c3 = IV[3]!;
  let d0 = counter, d1 = 0, d2 = digestByteLength, d3 = flags;
  for (let r = 0; r < roundCount * wordsPerBlock; r += wordsPerBlock) {
    // Columns.
    a0 = (a0 + b0 + m[s[r]!]!) | 0; d0 ^= a0; d0 = (d0 << 16) | (d0 >>> 16); c0 = (c0 + d0) | 0; b0 ^= c0; b0 = (b0 << 20) | (b0 >>> 12);
    a0 = (a0 + b0 + m[s[r + 1]!]!) | 0; d0 ^= a0; d0 = (d0 << 24) | (d0 >>> 8); c0 = (c0 + d0) | 0; b0 ^= c0; b0 = (b0 << 25) | (b0 >>> 7);
    a1 = (a1 + b1 + m[s[r + 2]!]!) | 0; d1 ^= a1; d1 = (d1 << 16) | (d1 >>> 16); c1 = (c1 + d1) | 0; b1 ^= c1; b1 = (b1 << 20) | (b1 >>> 12);
    a1 = (a1 + b1 + m[s[r + 3]!]!) | 0; d1 ^= a1; d1 = (d1 << 24) | (d1 >>> 8); c1 = (c1 + d1) | 0; b1 ^= c1; b1 = (b1 << 25) | (b1 >>> 7);
    a2 = (a2 + b2 + m[s[r + 4]!]!) | 0; d2 ^= a2; d2 = (d2 << 16) | (d2 >>> 16); c2 = (c2 + d2) | 0; b2 ^= c2; b2 = (b2 << 20) | (b2 >>> 12);
    a2 = (a2 + b2 + m[s[r + 5]!]!) | 0; d2 ^= a2; d2 = (d2 << 24) | (d2 >>> 8); c2 = (c2 + d2) | 0; b2 ^= c2; b2 = (b2 << 25) | (b2 >>> 7);
    a3 = (a3 + b3 + m[s[r + 6]!]!) | 0; d3 ^= a3; d3 = (d3 << 16) | (d3 >>> 16); c3 = (c3 + d3) | 0; b3 ^= c3; b3 = (b3 << 20) | (b3 >>> 12);
    a3 = (a3 + b3 + m[s[r + 7]!]!) | 0; d3 ^= a3; d3 = (d3 << 24) | (d3 >>> 8); c3 = (c3 + d3) | 0; b3 ^= c3; b3 = (b3 << 25) | (b3 >>> 7);
    // Diagonals.
    a0 = (a0 + b1 + m[s[r + 8]!]!) | 0; d3 ^= a0; d3 = (d3 << 16) | (d3 >>> 16); c2 = (c2 + d3) | 0; b1 ^= c2; b1 = (b1 << 20) | (b1 >>> 12);
    a0 = (a0 + b1 + m[s[r + 9]!]!) | 0; d3 ^= a0; d3 = (d3 << 24) | (d3 >>> 8); c2 = (c2 + d3) | 0; b1 ^= c2; b1 = (b1 << 25) | (b1 >>> 7);
    a1 = (a1 + b2 + m[s[r + 10]!]!) | 0; d0 ^= a1; d0 = (d0 << 16) | (d0 >>> 16); c3 = (c3 + d0) | 0; b2 ^= c3; b2 = (b2 << 20) | (b2 >>> 12);
    a1 = (a1 + b2 + m[s[r + 11]!]!) | 0; d0 ^= a1; d0 = (d0 << 24) | (d0 >>> 8); c3 = (c3 + d0) | 0; b2 ^= c3; b2 = (b2 << 25) | (b2 >>> 7);
    a2 = (a2 + b3 + m[s[r + 12]!]!) | 0; d1 ^= a2; d1 = (d1 << 16) | (d1 >>> 16); c0 = (c0 + d1) | 0; b3 ^= c0; b3 = (b3 << 20) | (b3 >>> 12);
    a2 = (a2 + b3 + m[s[r + 13]!]!) | 0; d1 ^= a2; d1 = (d1 << 24) | (d1 >>> 8); c0 = (c0 + d1) | 0; b3 ^= c0; b3 = (b3 << 25) | (b3 >>> 7);
    a3 = (a3 + b0 + m[s[r + 14]!]!) | 0; d2 ^= a3; d2 = (d2 << 16) | (d2 >>> 16); c1 = (c1 + d2) | 0; b0 ^= c1; b0 = (b0 << 20) | (b0 >>> 12);
    a3 = (a3 + b0 + m[s[r + 15]!]!) | 0; d2 ^= a3; d2 = (d2 << 24) | (d2 >>> 8); c1 = (c1 + d2) | 0; b0 ^= c1; b0 = (b0 << 25) | (b0 >>> 7);
  }
  output[0] = a0 ^ c0; output[1] = a1 ^ c1; output[2] = a2 ^ c2; output[3] = a3 ^ c3;
  output[4] = b0 ^ d0; output[5] = b1 ^ d1; output[6] = b2 ^ d2; output[7] = b3 ^ d3;
  // The second half of a root's output keeps the chaining value in (section 2.6).
  output[8] = c0 ^ IV[0]!; output[9] = c1 ^ IV[1]!; output[10] = c2 ^ IV[2]!; output[11] = c3 ^ IV[3]!;
  output[12] = d0 ^ IV[4]!; output[13] = d1 ^ IV[5]!; output[14] = d2 ^ IV[6]!; output[15] = d3 ^ IV[7]!;
}
