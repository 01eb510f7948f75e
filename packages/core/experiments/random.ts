/**
 * Seeded random numbers: xoshiro128** 1.1 (Blackman & Vigna 2018), its state filled by splitmix32.
 */

/** A stream of random numbers that depends on its seed only. */
export class Random {
  private readonly state: Uint32Array = new Uint32Array(4);

  constructor(seed: number) {
    let counter = seed >>> 0;
    for (let index = 0; index < 4; index++) {
      counter = (counter + 0x9e3779b9) >>> 0;
      let word = Math.imul(counter ^ (counter >>> 16), 0x21f0aaad);
      word = Math.imul(word ^ (word >>> 15), 0x735a2d97);
      this.state[index] = word ^ (word >>> 15);
    }
  }

  /** A stream that begins with this state: 4 words, not all 0, which are copied. */
  static ofState(words: Uint32Array): Random {
    const random = new Random(0);
    random.state.set(words);
    return random;
  }

  /** The next 32 random bits, as an unsigned integer. */
  uint32(): number {
    const state = this.state;
    const scrambled = Math.imul(rotateLeft(Math.imul(state[1]!, 5), 7), 9) >>> 0;
    const shifted = state[1]! << 9;
    state[2]! ^= state[0]!;
    state[3]! ^= state[1]!;
    state[1]! ^= state[2]!;
    state[0]! ^= state[3]!;
    state[2]! ^= shifted;
    state[3] = rotateLeft(state[3]!, 11);
    return scrambled;
  }

  /** The next number, evenly in (0, 1), 53 bits fine. */
  uniform(): number {
    return ((this.uint32() >>> 5) * 2 ** 26 + (this.uint32() >>> 6) + 0.5) / 2 ** 53;
  }

  /** `length` random 64-bit hashes. */
  hashes(length: number): BigUint64Array {
    const words = new Uint32Array(2 * length).map(() => this.uint32());
    return new BigUint64Array(words.buffer);
  }
}

function rotateLeft(word: number, distance: number): number {
  return (word << distance) | (word >>> (32 - distance));
}
