/**
 * NumPy's `RandomState(seed)`: MT19937 with its first seeding by one integer.
 *
 * Source: Matsumoto & Nishimura, "Mersenne Twister: a 623-dimensionally equidistributed uniform pseudo-random number
 * generator" (ACM TOMACS 8, 1998), with the initialisation of 2002.
 */

const size = 624;
const middle = 397;

/** A stream of 32-bit words. */
export class MersenneTwister {
  readonly #state: Uint32Array = new Uint32Array(size);
  #next: number = size;

  /** @param seed below 2^32 */
  constructor(seed: number) {
    this.#state[0] = seed;
    for (let i = 1; i < size; i++) {
      const before = this.#state[i - 1]!;
      this.#state[i] = Math.imul(before ^ (before >>> 30), 1_812_433_253) + i;
    }
  }

  /** The next 32 bits. */
  nextUint32(): number {
    if (this.#next === size) this.#refill();
    let word = this.#state[this.#next++]!;
    word ^= word >>> 11;
    word ^= (word << 7) & 0x9d2c_5680;
    word ^= (word << 15) & 0xefc6_0000;
    return (word ^ (word >>> 18)) >>> 0;
  }

  /** An integer below `limit` > 1, up to 2^64: as many bits as it takes, drawn again while they are too large. */
  nextBelow(limit: bigint): bigint {
    const bitCount = (limit - 1n).toString(2).length;
    for (;;) {
      const high = bitCount > 32 ? BigInt(this.nextUint32()) << 32n : 0n;
      const value = BigInt.asUintN(bitCount, high | BigInt(this.nextUint32()));
      if (value < limit) return value;
    }
  }

  #refill(): void {
    const state = this.#state;
    for (let i = 0; i < size; i++) {
      const joined = (state[i]! & 0x8000_0000) | (state[(i + 1) % size]! & 0x7fff_ffff);
      state[i] = state[(i + middle) % size]! ^ (joined >>> 1) ^ (joined & 1 ? 0x9908_b0df : 0);
    }
    this.#next = 0;
  }
}
