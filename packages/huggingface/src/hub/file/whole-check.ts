/** Holds the bytes of a whole file against what the listing says of them. */
import { SourceError } from '@datasig/core';
import type { HubFile } from '../hub-file.ts';
import { digestOf, expectedDigest, type RunningDigest } from './digest.ts';
import { looksLikePointer, pointerByteLimit, pointerError } from './pointer.ts';

/** One reading of one file, from its first byte. */
export class WholeCheck {
  readonly #file: HubFile;
  readonly #shown: string;
  readonly #digest: RunningDigest;
  readonly #isRemote: boolean;
  /** All bytes of a file that is short enough for a pointer. */
  readonly #text: Uint8Array;
  #position = 0;
  /** Whether all bytes have come and are right. */
  isDone = false;

  /** @param shown what messages begin with @param isRemote whether the bytes come from the Hub, not from the local cache */
  constructor(file: HubFile, shown: string, isRemote: boolean) {
    this.#file = file;
    this.#shown = shown;
    this.#isRemote = isRemote;
    this.#digest = digestOf(file);
    this.#text = new Uint8Array(file.sha256 === undefined && file.byteLength <= pointerByteLimit ? file.byteLength : 0);
  }

  /** Takes the next bytes. @throws SourceError `checksum-mismatch`, `source-unreadable` for a pointer, at the last ones */
  update(bytes: Uint8Array): void {
    if (this.#text.length > 0) this.#text.set(bytes, this.#position);
    this.#position += bytes.length;
    this.#digest.update(bytes);
    if (this.#position === this.#file.byteLength) this.#end();
  }

  #end(): void {
    if (looksLikePointer(this.#text)) throw pointerError(this.#shown);
    const expected = expectedDigest(this.#file);
    const digest = this.#digest.hex();
    this.isDone = digest === expected;
    if (this.isDone) return;
    const [found, advice] = this.#isRemote
      ? ['the bytes that came are not those that the Hub lists', "run again, and if it stays so tell the dataset's authors"]
      : ['the copy in the local cache is damaged', 'download it again (hf download --force-download), or name another cache in HF_HUB_CACHE'];
    throw new SourceError('checksum-mismatch', `${this.#shown}: ${found} (digest ${digest}, expected ${expected}); ${advice}`, {
      context: { file: this.#file.path, expectedDigest: expected, digest },
      retryable: this.#isRemote,
    });
  }
}
