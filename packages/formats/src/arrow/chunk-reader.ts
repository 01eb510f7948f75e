/** Exact numbers of bytes from a stream of chunks. */
import { InvalidDataError } from '@datasig/core';
import { truncatedArrow } from './error.ts';

/** No more is allocated for what a length claims before as many bytes have come. */
const firstByteLength = 4 * 1024 * 1024;

/** Takes bytes off a stream. */
export class ChunkReader {
  /** Bytes taken so far. */
  byteOffset = 0;
  #chunk: Uint8Array = new Uint8Array(0);
  readonly #iterator: AsyncIterator<Uint8Array>;
  readonly #signal: AbortSignal | undefined;

  constructor(chunks: AsyncIterable<Uint8Array>, signal?: AbortSignal) {
    this.#iterator = chunks[Symbol.asyncIterator]();
    this.#signal = signal;
  }

  /** The next `length` bytes, in an array of their own; fewer at the end of the stream. */
  async upTo(length: number): Promise<Uint8Array> {
    let bytes = new Uint8Array(Math.min(length, firstByteLength));
    let filled = 0;
    while (filled < length && (await this.#fill())) {
      const part = this.#chunk.subarray(0, length - filled);
      if (filled + part.length > bytes.length) {
        const longer = new Uint8Array(Math.min(length, Math.max(2 * bytes.length, filled + part.length)));
        longer.set(bytes.subarray(0, filled));
        bytes = longer;
      }
      bytes.set(part, filled);
      filled += part.length;
      this.#chunk = this.#chunk.subarray(part.length);
    }
    this.byteOffset += filled;
    return filled === bytes.length ? bytes : bytes.slice(0, filled);
  }

  /** The next `length` bytes, in an array of their own. @throws InvalidDataError `truncated`, `record-too-large` over `limit` */
  async take(length: number, limit: number, what: string): Promise<Uint8Array> {
    const start = this.byteOffset;
    if (length > limit) throw new InvalidDataError('record-too-large', `${what} takes ${length} bytes; up to ${limit} are read`, { byteOffset: start });
    const bytes = await this.upTo(length);
    if (bytes.length < length) throw truncatedArrow(`the data end inside of ${what}`, { byteOffset: this.byteOffset });
    return bytes;
  }

  async close(): Promise<void> {
    await this.#iterator.return?.();
  }

  /** Makes sure that there are bytes at hand; false at the end. */
  async #fill(): Promise<boolean> {
    while (this.#chunk.length === 0) {
      this.#signal?.throwIfAborted();
      const next = await this.#iterator.next();
      this.#signal?.throwIfAborted();
      if (next.done === true) return false;
      this.#chunk = next.value;
    }
    return true;
  }
}
