/** `classic/keyed-sha256`: entry i, from 1, is the least SHA-256(digest ‖ uint32 big-endian i). */
import { sha256 } from '@noble/hashes/sha2.js';
import { compareEntry, entryByteLength, greatestEntries } from './entries.ts';
import type { ClassicMinima } from './minima.ts';

/** Minima of k functions that a number in the message tells apart. */
export class KeyedMinima implements ClassicMinima {
  readonly #entries: Uint8Array;
  readonly #message: Uint8Array = new Uint8Array(entryByteLength + 4);

  constructor(k: number) {
    this.#entries = greatestEntries(k);
  }

  add(digest: Uint8Array): void {
    const view = new DataView(this.#message.buffer);
    this.#message.set(digest);
    for (let index = 0; index < this.#entries.length / entryByteLength; index++) {
      view.setUint32(entryByteLength, index + 1);
      const value = sha256(this.#message);
      if (compareEntry(value, this.#entries, index) < 0) this.#entries.set(value, index * entryByteLength);
    }
  }

  finish(): Uint8Array {
    return this.#entries.slice();
  }
}
