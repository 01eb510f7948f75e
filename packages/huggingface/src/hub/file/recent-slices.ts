/** Small pieces that were asked for lately: the index at a file's end is read when it is looked at and for each shard. */

const sliceByteLimit = 256 << 10;

/** Pieces by file and place; those not used for longest are forgotten first. */
export class RecentSlices {
  readonly #limit: number;
  readonly #slices: Map<string, Uint8Array> = new Map();
  #byteLength = 0;

  /** @param limit bytes that are kept */
  constructor(limit: number) {
    this.#limit = limit;
  }

  /** A copy, or undefined. */
  find(key: string): Uint8Array | undefined {
    const bytes = this.#slices.get(key);
    if (bytes === undefined) return undefined;
    this.#slices.delete(key);
    this.#slices.set(key, bytes);
    return bytes.slice();
  }

  /** Keeps a copy of what is small. */
  keep(key: string, bytes: Uint8Array): void {
    if (bytes.length === 0 || bytes.length > sliceByteLimit || this.#slices.has(key)) return;
    this.#slices.set(key, bytes.slice());
    this.#byteLength += bytes.length;
    for (const [oldest, { length }] of this.#slices) {
      if (this.#byteLength <= this.#limit) return;
      this.#slices.delete(oldest);
      this.#byteLength -= length;
    }
  }
}
