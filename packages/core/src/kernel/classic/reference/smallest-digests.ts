/** `classic/single-sha256`: the k smallest digests, ascending; a record that occurs again is there again. */
import { compareEntry, entryByteLength } from './entries.ts';
import type { ClassicMinima } from './minima.ts';

/** The k smallest of a stream of digests, kept in order. */
export class SmallestDigests implements ClassicMinima {
  readonly #entries: Uint8Array;
  readonly #view: DataView;
  readonly #k: number;
  #count = 0;

  constructor(k: number) {
    this.#k = k;
    this.#entries = new Uint8Array(k * entryByteLength);
    this.#view = new DataView(this.#entries.buffer);
  }

  /** The first four bytes of the greatest digest that is kept, as a number: none that begins above it is taken. */
  get greatestWord(): number {
    if (this.#count < this.#k) return 0xffff_ffff;
    return this.#view.getUint32((this.#k - 1) * entryByteLength);
  }

  add(digest: Uint8Array): void {
    if (this.#count === this.#k && compareEntry(digest, this.#entries, this.#k - 1) >= 0) return;
    let [low, high] = [0, this.#count];
    while (low < high) {
      const middle = (low + high) >>> 1;
      if (compareEntry(digest, this.#entries, middle) < 0) high = middle;
      else low = middle + 1;
    }
    this.#count = Math.min(this.#count + 1, this.#k);
    this.#entries.copyWithin((low + 1) * entryByteLength, low * entryByteLength, (this.#count - 1) * entryByteLength);
    this.#entries.set(digest, low * entryByteLength);
  }

  finish(): Uint8Array {
    return this.#entries.slice(0, this.#count * entryByteLength);
  }
}
