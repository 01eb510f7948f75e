/** Seeded random numbers: xorshift32 with the triple 13, 17, 5 (Marsaglia 2003). Good enough to fill tables. */

/** A stream of random numbers that depends on its seed only. */
export class Random {
  #state: number;

  /** `seed` is a uint32 other than 0. */
  constructor(seed: number) {
    this.#state = seed;
  }

  /** The next number, an unsigned integer of 32 bits, never 0. */
  uint32(): number {
    let state = this.#state;
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    this.#state = state;
    return state >>> 0;
  }

  /** The next number, evenly in [0, 1). */
  share(): number {
    return (this.uint32() - 1) / (2 ** 32 - 1);
  }

  /** The next integer from 0 up to `limit`, which it does not reach. */
  below(limit: number): number {
    return Math.floor(this.share() * limit);
  }
}
