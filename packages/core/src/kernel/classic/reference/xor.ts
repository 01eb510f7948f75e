/** `classic/xor`: entry i is the least digest XOR mask i. */
import { xorMasks } from '../../../classic/tables.ts';
import { compareEntry, entryByteLength, greatestEntries } from './entries.ts';
import type { ClassicMinima } from './minima.ts';

/** Minima of the digest under k masks. */
export class XorMinima implements ClassicMinima {
  readonly #entries: Uint8Array;
  readonly #masks: Uint8Array = xorMasks();
  readonly #masked: Uint8Array = new Uint8Array(entryByteLength);

  constructor(k: number) {
    this.#entries = greatestEntries(k);
  }

  add(digest: Uint8Array): void {
    for (let start = 0; start < this.#entries.length; start += entryByteLength) {
      for (let i = 0; i < entryByteLength; i++) this.#masked[i] = digest[i]! ^ this.#masks[start + i]!;
      if (compareEntry(this.#masked, this.#entries, start / entryByteLength) < 0) this.#entries.set(this.#masked, start);
    }
  }

  finish(): Uint8Array {
    return this.#entries.slice();
  }
}
