/** How much of a shard has been read: rows tell it, as a share of those that there are about. */
import type { ReadOptions } from '@datasig/core/spec';

/** Tells of a shard's bytes, at the end of all. */
export class ShardProgress {
  readonly #byteLength: number;
  readonly #rowByteLength: number;
  readonly #onBytes: ReadOptions['onBytes'];
  #rowCount = 0;
  #told = 0;

  /** @param rowCount null where nothing is known of it */
  constructor(byteLength: number, rowCount: number | null, onBytes: ReadOptions['onBytes']) {
    this.#byteLength = byteLength;
    this.#rowByteLength = byteLength / Math.max(1, rowCount ?? byteLength);
    this.#onBytes = onBytes;
  }

  advance(rowCount: number): void {
    this.#rowCount += rowCount;
    this.#tell(Math.floor(Math.min(this.#byteLength, this.#rowCount * this.#rowByteLength)));
  }

  end(): void {
    this.#tell(this.#byteLength);
  }

  #tell(byteLength: number): void {
    if (byteLength > this.#told) this.#onBytes?.(byteLength - this.#told);
    this.#told = Math.max(this.#told, byteLength);
  }
}
