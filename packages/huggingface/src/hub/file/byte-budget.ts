/** Memory for reading ahead, shared by all streams of a Hub. */

/** Counts bytes that are held; the one who holds them gives them back. */
export class ByteBudget {
  readonly #limit: number;
  #held = 0;

  constructor(limit: number) {
    this.#limit = limit;
  }

  get hasRoom(): boolean {
    return this.#held < this.#limit;
  }

  /** Bytes that may be held besides. */
  get room(): number {
    return Math.max(0, this.#limit - this.#held);
  }

  take(byteLength: number): void {
    this.#held += byteLength;
  }

  giveBack(byteLength: number): void {
    this.#held -= byteLength;
  }
}
