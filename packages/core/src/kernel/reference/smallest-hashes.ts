/**
 * Collects the smallest distinct hashes of a stream, or all below a threshold.
 *
 * Hashes that may still count are gathered and now and then sorted, made distinct and cut: a hash at or above the
 * cut costs one comparison, and duplicates can never crowd out others.
 */

const initialCapacity = 1024;

/** A set of 64-bit hashes bounded in number or from above. */
export class SmallestHashes {
  readonly #limit: number;
  #threshold: bigint;
  /** High word of the greatest hash that may count: decides nearly every hash without a bigint. */
  #thresholdHigh: number;
  #values: BigUint64Array<ArrayBuffer>;
  #length = 0;

  /** Keeps at most `limit` hashes, all of them below `threshold`. */
  constructor(limit: number, threshold: bigint) {
    this.#limit = limit;
    this.#threshold = threshold;
    this.#thresholdHigh = highWord(threshold);
    this.#values = new BigUint64Array(initialCapacity);
  }

  /** Takes the hash `high * 2^32 + low`, both uint32. */
  add(high: number, low: number): void {
    if (high > this.#thresholdHigh) return;
    const hash = (BigInt(high) << 32n) | BigInt(low);
    if (hash >= this.#threshold) return;
    if (this.#length === this.#values.length) this.#makeRoom();
    this.#values[this.#length++] = hash;
  }

  /** Takes hashes as they stand; the array stays the caller's. */
  addAll(hashes: BigUint64Array): void {
    for (const hash of hashes) {
      if (hash >= this.#threshold) continue;
      if (this.#length === this.#values.length) this.#makeRoom();
      // Making room may have lowered the threshold below this hash: it goes with the next.
      this.#values[this.#length++] = hash;
    }
  }

  /** Hashes at or above this no longer count. */
  get threshold(): bigint {
    return this.#threshold;
  }

  /** The hashes, ascending and distinct, in a new array. */
  finish(): BigUint64Array {
    this.#compact();
    return this.#values.slice(0, this.#length);
  }

  #makeRoom(): void {
    this.#compact();
    if (this.#length <= this.#values.length / 2) return;
    const values = new BigUint64Array(this.#values.length * 2);
    values.set(this.#values);
    this.#values = values;
  }

  #compact(): void {
    const sorted = this.#values.subarray(0, this.#length).sort();
    let length = 0;
    for (let i = 0; i < sorted.length; i++) {
      if (length === 0 || sorted[i] !== sorted[length - 1]) sorted[length++] = sorted[i]!;
    }
    this.#length = Math.min(length, this.#limit);
    // A full set's greatest member bounds what can still enter; it is in already.
    if (this.#length === this.#limit) this.#lower(sorted[this.#limit - 1]!);
  }

  #lower(threshold: bigint): void {
    this.#threshold = threshold;
    this.#thresholdHigh = highWord(threshold);
  }
}

/** High word of the greatest hash below `threshold`. */
function highWord(threshold: bigint): number {
  return threshold === 0n ? -1 : Number((threshold - 1n) >> 32n);
}
