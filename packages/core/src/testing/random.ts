/** Numbers that are the same for the same seed: xorshift32 (Marsaglia 2003). */

/** A generator. */
export class Random {
  #state: number;

  constructor(seed: number) {
    this.#state = (Math.imul(seed + 1, 0x9e3779b9) | 1) >>> 0;
  }

  uint32(): number {
    this.#state ^= this.#state << 13;
    this.#state ^= this.#state >>> 17;
    this.#state ^= this.#state << 5;
    return this.#state >>> 0;
  }

  /** An integer in [0, `limit`). */
  below(limit: number): number {
    return this.uint32() % limit;
  }

  bytes(byteLength: number): Uint8Array<ArrayBuffer> {
    return Uint8Array.from({ length: byteLength }, () => this.uint32() & 0xff);
  }

  pick<T>(list: readonly T[]): T {
    return list[this.below(list.length)]!;
  }
}

/** The same bytes for the same seed. */
export function randomBytes(seed: number, byteLength: number): Uint8Array<ArrayBuffer> {
  return new Random(seed).bytes(byteLength);
}
