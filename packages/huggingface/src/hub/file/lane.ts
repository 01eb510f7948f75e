/** A range that is read from its beginning on, piece by piece, while the next pieces come. */
import type { ChunkSource } from './chunk-source.ts';

/** Bytes between two pieces that are cheaper to read than to leave out. */
export const gapByteLength: number = 64 << 10;

/** Gives pieces that follow on each other. */
export class Lane {
  readonly #source: ChunkSource;
  readonly #signal: AbortSignal;
  #position: number;
  /** What is left of the last chunk. */
  #rest: Uint8Array = new Uint8Array(0);
  #isBusy = false;

  /** @param source gives the bytes from `start` on @param signal whose reason tells why the source ends early */
  constructor(source: ChunkSource, start: number, signal: AbortSignal) {
    this.#source = source;
    this.#signal = signal;
    this.#position = start;
  }

  /** Whether what begins at `start` is the next piece, but for a gap that is cheap to read, and nobody waits for one before. */
  isAt(start: number): boolean {
    return start >= this.#position && start - this.#position <= gapByteLength && !this.#isBusy;
  }

  /** The bytes `[start, end)`, which belong to the caller; nobody else's if that fails. @throws what the source throws */
  async take(start: number, end: number): Promise<Uint8Array> {
    this.#isBusy = true;
    const piece = new Uint8Array(end - start);
    while (this.#position < end) {
      if (this.#rest.length === 0) this.#rest = (await this.#source.read()) ?? this.#endedEarly();
      const isGap = this.#position < start;
      const part = this.#rest.subarray(0, (isGap ? start : end) - this.#position);
      if (!isGap) piece.set(part, this.#position - start);
      this.#position += part.length;
      this.#rest = this.#rest.subarray(part.length);
    }
    this.#isBusy = false;
    return piece;
  }

  close(): void {
    this.#source.close();
  }

  #endedEarly(): never {
    this.#signal.throwIfAborted();
    throw new Error('a source ended before its range');
  }
}
