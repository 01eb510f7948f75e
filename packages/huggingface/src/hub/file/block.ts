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
  #source: ChunkSource | undefined;
  /** How many bytes have come. */
  #length = 0;
  #failure: { readonly error: unknown } | undefined;

  constructor(range: ByteRange) {
    this.range = range;
    this.#bytes = new Uint8Array(range.end - range.start);
  }

  /** Whether somebody waits for bytes of it. */
  get isWanted(): boolean {
    return this.#waiters.size > 0;
  }

  /** Takes in all bytes, unless it has been let go of; a failure is told to those who want them. @param open gives those of the range */
  async fill(open: (range: ByteRange) => ChunkSource): Promise<void> {
    if (this.#failure !== undefined) return;
    this.#source = open(this.range);
    try {
      for (let chunk = await this.#source.read(); chunk !== undefined; chunk = await this.#source.read()) {
        this.#bytes.set(chunk, this.#length);
        this.#length += chunk.length;
        this.#wake();
      }
    } catch (error) {
      this.#fail(error);
    }
  }

  /** A copy of the bytes `[start, end)` of the file, which are in the range. @throws the signal's reason; the failure */
  async cut(start: number, end: number, signal: AbortSignal | undefined): Promise<Uint8Array> {
    const wanted = end - this.range.start;
    if (this.#length < wanted && this.#failure === undefined) await this.#until(wanted, signal);
    if (this.#length < wanted) throw this.#failure?.error;
    return this.#bytes.slice(start - this.range.start, wanted);
  }

  /** Lets go of it; nothing more is fetched. @param reason what those are told who still wait */
  drop(reason: unknown): void {
    this.#fail(reason);
    this.#source?.close();
  }

  #fail(error: unknown): void {
    this.#failure ??= { error };
    this.#wake();
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
