/** A window over a stream of chunks: the bytes that are not used up yet, in one array. */
import { InvalidDataError } from '@datasig/core';
import { batchByteLength, recordByteLimit } from './format.ts';

/**
 * `bytes[position, end)` are the bytes at hand. A reader that finds its record incomplete asks for `more()`, which
 * at least doubles what is at hand, so that starting again costs no more than a constant factor. `bytes[end]` is 0,
 * at which a scan for what must be there stops by itself.
 */
export class ByteWindow {
  bytes: Uint8Array = new Uint8Array(1);
  position = 0;
  end = 0;
  /** Whether the stream ended: no more bytes will come. */
  final = false;
  /** Offset in the stream of `bytes[0]`. */
  #base = 0;
  readonly #iterator: AsyncIterator<Uint8Array>;
  readonly #signal: AbortSignal | undefined;

  constructor(chunks: AsyncIterable<Uint8Array>, signal?: AbortSignal) {
    this.#iterator = chunks[Symbol.asyncIterator]();
    this.#signal = signal;
  }

  /** Offset in the stream of an index into `bytes`. */
  offsetOf(index: number): number {
    return this.#base + index;
  }

  /** Gets more bytes; false when there are none. @throws InvalidDataError `record-too-large` */
  async more(): Promise<boolean> {
    const wanted = 2 * (this.end - this.position);
    if (wanted > 2 * recordByteLimit) throw this.#tooLarge();
    const before = this.end - this.position;
    do await this.#next();
    while (!this.final && (this.end - this.position < wanted || this.end === this.position));
    return this.end - this.position > before;
  }

  /**
   * Gets more until `byteLength` bytes are at hand, of some records or one; false when the stream ends before.
   *
   * @throws InvalidDataError `record-too-large`
   */
  async fill(byteLength: number): Promise<boolean> {
    if (byteLength > recordByteLimit) throw this.#tooLarge();
    while (!this.final && this.end - this.position < byteLength) await this.#next(Math.min(byteLength, batchByteLength));
    return this.end - this.position >= byteLength;
  }

  #tooLarge(): InvalidDataError {
    return new InvalidDataError('record-too-large', `a record is over the limit of ${recordByteLimit} bytes`, { byteOffset: this.offsetOf(this.position) });
  }

  /** `room`: bytes that are to be at hand before long. */
  async #next(room = 0): Promise<void> {
    this.#signal?.throwIfAborted();
    const next = await this.#iterator.next();
    this.#signal?.throwIfAborted();
    if (next.done === true) this.final = true;
    else this.#append(next.value, room);
  }

  #append(chunk: Uint8Array, room: number): void {
    const rest = this.end - this.position;
    const needed = rest + chunk.length;
    const target = needed >= this.bytes.length ? new Uint8Array(Math.max(needed + 1, 2 * this.bytes.length, room + chunk.length)) : this.bytes;
    if (target !== this.bytes) target.set(this.bytes.subarray(this.position, this.end));
    else if (this.position > 0) target.copyWithin(0, this.position, this.end);
    target.set(chunk, rest);
    target[needed] = 0;
    this.bytes = target;
    this.#base += this.position;
    this.position = 0;
    this.end = needed;
  }

  /** Drops a byte order mark at the beginning of the stream; to be called before anything is used up. */
  async skipByteOrderMark(): Promise<void> {
    while (this.end - this.position < 3 && (await this.more()));
    const { bytes, position } = this;
    if (this.end - position >= 3 && bytes[position] === 0xef && bytes[position + 1] === 0xbb && bytes[position + 2] === 0xbf) this.position += 3;
  }

  /** Ends the stream. */
  async close(): Promise<void> {
    await this.#iterator.return?.();
  }
}
