/** A range that is cut from its beginning on, and fetched in blocks: those that are being cut, and one more. */
import type { ByteRange } from '@datasig/formats';
import { Block } from './block.ts';

/** One range. */
export class Track {
  readonly #range: ByteRange;
  readonly #blockByteLength: number;
  readonly #fetch: (block: Block) => void;
  readonly #blocks: Block[] = [];
  /** Where the next block begins. */
  #next: number;

  /** @param fetch sees to it that a block is filled */
  constructor(range: ByteRange, blockByteLength: number, fetch: (block: Block) => void) {
    this.#range = range;
    this.#blockByteLength = blockByteLength;
    this.#fetch = fetch;
    this.#next = range.start;
  }

  /** Begins with the next block. Whether there is one. */
  extend(): boolean {
    if (this.#next >= this.#range.end) return false;
    const end = Math.min(this.#range.end, this.#next + this.#blockByteLength);
    const block = new Block({ start: this.#next, end });
    this.#blocks.push(block);
    this.#fetch(block);
    this.#next = end;
    return true;
  }

  /** The bytes `[start, end)`; undefined where they are not in the range, or have been let go of. */
  cut(start: number, end: number, signal: AbortSignal | undefined): Promise<Uint8Array> | undefined {
    const first = this.#blocks[0]?.range.start ?? this.#next;
    if (start < first || start >= end || end > this.#range.end) return undefined;
    while (this.#blocks[0] !== undefined && this.#blocks[0].range.end <= start && !this.#blocks[0].isWanted) this.#blocks.shift()!.drop(undefined);
    // Nobody has asked for what lies between.
    if (this.#blocks.length === 0) this.#next = Math.max(this.#next, start);
    while (this.#next < end + this.#blockByteLength && this.extend());
    return this.#gather(start, end, signal);
  }

  close(reason: unknown): void {
    for (const block of this.#blocks.splice(0)) block.drop(reason);
    this.#next = this.#range.end;
  }

  async #gather(start: number, end: number, signal: AbortSignal | undefined): Promise<Uint8Array> {
    const blocks = this.#blocks.filter(({ range }) => range.start < end && range.end > start);
    if (blocks.length === 1) return await blocks[0]!.cut(start, end, signal);
    const bytes = new Uint8Array(end - start);
    for (const block of blocks) {
      const from = Math.max(start, block.range.start);
      bytes.set(await block.cut(from, Math.min(end, block.range.end), signal), from - start);
    }
    return bytes;
  }
}
