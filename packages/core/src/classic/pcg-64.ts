/**
 * NumPy's `default_rng(seed)` as far as the masks of `classic/xor` need it: PCG64 seeded by a SeedSequence.
 *
 * Sources: O'Neill, "PCG: A family of simple fast space-efficient statistically good algorithms for random number
 * generation" (2014): PCG XSL RR 128/64 with a state that is advanced first; O'Neill, "Developing a seed_seq
 * alternative" (2015) for the seeding. The vectors hold the result against NumPy's own.
 */

const poolSize = 4;
const mask128 = (1n << 128n) - 1n;
const multiplier = 0x2360_ed05_1fc6_5da4_4385_df64_9fcc_f645n;

/** A stream of the 32-bit words that `Generator.bytes` is made of. */
export class Pcg64 {
  readonly #increment: bigint;
  #state: bigint;
  /** The high half of the last 64 bits, while it waits. */
  #waiting: number | undefined;

  /** @param seed below 2^32 */
  constructor(seed: number) {
    const [stateHigh, stateLow, streamHigh, streamLow] = seedWords(seed) as [bigint, bigint, bigint, bigint];
    this.#increment = ((((streamHigh << 64n) | streamLow) << 1n) | 1n) & mask128;
    this.#state = this.#advance(this.#advance(0n) + ((stateHigh << 64n) | stateLow));
  }

  /** The next 32 bits: of each 64, the low half first. */
  nextUint32(): number {
    const waiting = this.#waiting;
    this.#waiting = undefined;
    if (waiting !== undefined) return waiting;
    this.#state = this.#advance(this.#state);
    const folded = BigInt.asUintN(64, (this.#state >> 64n) ^ this.#state);
    const turn = this.#state >> 122n;
    const word = BigInt.asUintN(64, (folded >> turn) | (folded << (64n - turn)));
    this.#waiting = Number(word >> 32n);
    return Number(word & 0xffff_ffffn);
  }

  #advance(state: bigint): bigint {
    return (state * multiplier + this.#increment) & mask128;
  }
}

/** Four 64-bit words from a seed of 32 bits. */
function seedWords(seed: number): bigint[] {
  const pool = mixedPool(seed);
  let constant = 0x8b51_f9dd;
  const words = Array.from({ length: 8 }, (_, index) => {
    const value = pool[index % poolSize]! ^ constant;
    constant = Math.imul(constant, 0x58f3_8ded);
    return foldDown(Math.imul(value, constant));
  });
  return [0, 2, 4, 6].map((index) => (BigInt(words[index + 1]!) << 32n) | BigInt(words[index]!));
}

function mixedPool(seed: number): number[] {
  let constant = 0x43b0_d7e5;
  const hash = (value: number): number => {
    const mixed = value ^ constant;
    constant = Math.imul(constant, 0x931e_8875);
    return foldDown(Math.imul(mixed, constant));
  };
  const pool = Array.from({ length: poolSize }, (_, index) => hash(index === 0 ? seed : 0));
  for (let from = 0; from < poolSize; from++) {
    for (let to = 0; to < poolSize; to++) {
      if (from !== to) pool[to] = mix(pool[to]!, hash(pool[from]!));
    }
  }
  return pool;
}

function mix(x: number, y: number): number {
  return foldDown((Math.imul(0xca01_f9dd, x) - Math.imul(0x4973_f715, y)) | 0);
}

function foldDown(value: number): number {
  return (value ^ (value >>> 16)) >>> 0;
}
