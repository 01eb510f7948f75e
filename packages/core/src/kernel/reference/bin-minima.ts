/** The smallest value in each of k bins: one permutation hashing (Li, Owen & Zhang, NIPS 2012). */

/** What stands in an empty bin: the greatest value, 2^64 − 1. */
export const emptyBin = 0xffff_ffff_ffff_ffffn;

/** A minimum for each of equally wide ranges of positions. */
export class BinMinima {
  readonly #minima: BigUint64Array;
  /** High words of the minima: they decide nearly every value without a bigint. */
  readonly #highWords: Uint32Array;

  /** Divides the 2^32 positions into `binCount` bins, an integer from 1 to 2^20. */
  constructor(binCount: number) {
    this.#minima = new BigUint64Array(binCount).fill(emptyBin);
    this.#highWords = new Uint32Array(binCount).fill(0xffff_ffff);
  }

  /** Takes the value `high * 2^32 + low` at `position`, all uint32. */
  add(position: number, high: number, low: number): void {
    // A product below 2^52 and a division by a power of two: both exact.
    const bin = Math.floor((position * this.#minima.length) / 2 ** 32);
    if (high > this.#highWords[bin]!) return;
    const value = (BigInt(high) << 32n) | BigInt(low);
    if (value >= this.#minima[bin]!) return;
    this.#minima[bin] = value;
    this.#highWords[bin] = high;
  }

  /** The minimum of every bin, all ones where it is empty, in a new array. */
  finish(): BigUint64Array {
    return this.#minima.slice();
  }
}
