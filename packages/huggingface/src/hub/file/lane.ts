/** A range that is read from its beginning on, piece by piece, while the next pieces come. */
import type { ChunkSource } from './chunk-source.ts';

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

  /** Whether the piece that begins at `start` is the next one, and nobody waits for one before. */
  isAt(start: number): boolean {
    return start === this.#position && !this.#isBusy;
  }

  /** The next `byteLength` bytes, which belong to the caller; nobody else's if that fails. @throws what the source throws */
  async take(byteLength: number): Promise<Uint8Array> {
    this.#isBusy = true;
    const piece = new Uint8Array(byteLength);
    for (let length = 0; length < byteLength; ) {
      if (this.#rest.length === 0) this.#rest = (await this.#source.read()) ?? this.#endedEarly();
      const part = this.#rest.subarray(0, byteLength - length);
      piece.set(part, length);
      length += part.length;
      this.#rest = this.#rest.subarray(part.length);
    }
    this.#position += byteLength;
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
