/** Reads on while the consumer is busy, and hands it larger pieces than the network does. */
import type { ByteBudget } from './byte-budget.ts';
import type { ChunkSource } from './chunk-source.ts';

/** As files on disk are read. */
const pieceByteLength = 256 << 10;

/** A queue between a source and its consumer. */
export class ReadAhead implements ChunkSource {
  readonly #source: ChunkSource;
  readonly #budget: ByteBudget;
  readonly #queue: Uint8Array[] = [];
  #held = 0;
  /** Bytes that the consumer has taken: as many are read ahead, since it may stop after the first. */
  #taken = 0;
  #end: { readonly error?: unknown } | undefined;
  #isReading = false;
  /** Called when something has come, or the end. */
  #wake: (() => void) | undefined;
  #piece: Uint8Array | undefined;

  constructor(source: ChunkSource, budget: ByteBudget) {
    this.#source = source;
    this.#budget = budget;
  }

  /** The bytes are valid until the next call. @throws what the source throws, after all bytes before it */
  readonly read = async (): Promise<Uint8Array | undefined> => {
    while (this.#queue.length === 0) {
      if (this.#end !== undefined) {
        if ('error' in this.#end) throw this.#end.error;
        return undefined;
      }
      const woken = new Promise<void>((resolve) => (this.#wake = resolve));
      void this.#fill();
      await woken;
    }
    const isFirst = this.#taken === 0;
    const piece = this.#take();
    if (!isFirst) void this.#fill();
    return piece;
  };

  readonly close = (): void => {
    this.#end ??= {};
    this.#budget.giveBack(this.#held);
    this.#held = 0;
    this.#queue.length = 0;
    this.#source.close();
    this.#wake?.();
  };

  /** Each stream may hold one piece, whatever the others hold; what comes after the first is for those who come back. */
  async #fill(): Promise<void> {
    if (this.#isReading) return;
    this.#isReading = true;
    try {
      while (this.#end === undefined && (this.#held < pieceByteLength || (this.#held < this.#taken && this.#budget.hasRoom))) {
        const chunk = await this.#source.read();
        if (this.#end !== undefined) return;
        if (chunk === undefined) this.#end = {};
        else this.#put(chunk);
        this.#wake?.();
      }
    } catch (error) {
      this.#end ??= { error };
      this.#wake?.();
    } finally {
      this.#isReading = false;
    }
  }

  #put(chunk: Uint8Array): void {
    if (chunk.length === 0) return;
    this.#queue.push(chunk);
    this.#held += chunk.length;
    this.#budget.take(chunk.length);
  }

  #take(): Uint8Array {
    let count = 1;
    let byteLength = this.#queue[0]!.length;
    while (count < this.#queue.length && byteLength + this.#queue[count]!.length <= pieceByteLength) byteLength += this.#queue[count++]!.length;
    const chunks = this.#queue.splice(0, count);
    this.#held -= byteLength;
    this.#taken += byteLength;
    this.#budget.giveBack(byteLength);
    if (chunks.length === 1) return chunks[0]!;
    this.#piece ??= new Uint8Array(pieceByteLength);
    let offset = 0;
    for (const chunk of chunks) {
      this.#piece.set(chunk, offset);
      offset += chunk.length;
    }
    return this.#piece.subarray(0, byteLength);
  }
}
