/** A range that is fetched in one go and kept until it is let go of; pieces of it are ready as soon as they have come. */
import type { ByteRange } from '@datasig/formats';
import type { ChunkSource } from './chunk-source.ts';

interface Waiter {
  readonly end: number;
  readonly wake: () => void;
}

/** Bytes of one range. */
export class Block {
  readonly range: ByteRange;
  readonly #bytes: Uint8Array;
  readonly #waiters: Set<Waiter> = new Set();
  /** How many bytes have come. */
  #length = 0;
  #failure: { readonly error: unknown } | undefined;

  constructor(range: ByteRange) {
    this.range = range;
    this.#bytes = new Uint8Array(range.end - range.start);
  }

  /** Takes in all bytes of `source`, which gives those of the range; failures are told to who wants the bytes. */
  async fill(source: ChunkSource): Promise<void> {
    try {
      for (let chunk = await source.read(); chunk !== undefined; chunk = await source.read()) {
        this.#bytes.set(chunk, this.#length);
        this.#length += chunk.length;
        this.#wake();
      }
    } catch (error) {
      this.fail(error);
    }
  }

  fail(error: unknown): void {
    this.#failure ??= { error };
    this.#wake();
  }

  /** A copy of the bytes `[start, end)` of the file, which are in the range. @throws the signal's reason; the failure */
  async cut(start: number, end: number, signal: AbortSignal | undefined): Promise<Uint8Array> {
    const wanted = end - this.range.start;
    if (this.#length < wanted && this.#failure === undefined) await this.#until(wanted, signal);
    if (this.#length < wanted) throw this.#failure?.error;
    return this.#bytes.slice(start - this.range.start, wanted);
  }

  #until(end: number, signal: AbortSignal | undefined): Promise<void> {
    return new Promise((resolve, reject) => {
      const leave = (): void => {
        this.#waiters.delete(waiter);
        signal?.removeEventListener('abort', abort);
      };
      const abort = (): void => {
        leave();
        reject(signal?.reason);
      };
      const waiter: Waiter = {
        end,
        wake: () => {
          leave();
          resolve();
        },
      };
      signal?.addEventListener('abort', abort, { once: true });
      this.#waiters.add(waiter);
    });
  }

  #wake(): void {
    for (const { end, wake } of this.#waiters) if (end <= this.#length || this.#failure !== undefined) wake();
  }
}
