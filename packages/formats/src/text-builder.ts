/** A growing column of texts: UTF-8 in one buffer, with offsets. */
import type { TextColumn } from '@datasig/core/spec';
import { noBytes, noOffsets, withRoom } from './grow.ts';

/** Builds a text column; its buffers are used again for the next batch. */
export class TextBuilder {
  bytes: Uint8Array = noBytes;
  length = 0;
  offsets: Uint32Array;

  /** `rowCount` says for how many rows there are offsets at once; for more they grow. */
  constructor(rowCount = 0) {
    this.offsets = rowCount === 0 ? noOffsets : new Uint32Array(rowCount + 1);
  }

  /** The buffer with room for `byteLength` more bytes at `length`, for whoever writes there and moves `length` on. */
  reserve(byteLength: number): Uint8Array {
    const needed = this.length + byteLength;
    return needed <= this.bytes.length ? this.bytes : (this.bytes = withRoom(this.bytes, needed));
  }

  /** Makes room for the end of row `row`. */
  reserveRow(row: number): void {
    if (row + 2 > this.offsets.length) this.offsets = withRoom(this.offsets, row + 2);
  }

  /** Appends bytes to the current text. */
  append(source: Uint8Array, start: number, end: number): void {
    const byteLength = end - start;
    const bytes = this.reserve(byteLength);
    // Below this size a loop beats the call that `set` and `subarray` cost.
    if (byteLength < 48) {
      for (let from = start, to = this.length; from < end; from++, to++) bytes[to] = source[from]!;
    } else {
      bytes.set(source.subarray(start, end), this.length);
    }
    this.length += byteLength;
  }

  /** The text of row `row` ends here. */
  endRow(row: number): void {
    this.reserveRow(row);
    this.offsets[row + 1] = this.length;
  }

  /** Forgets what was appended since row `row` began. */
  rollBack(row: number): void {
    this.length = this.offsets[row]!;
  }

  /** Starts the next batch. */
  clear(): void {
    this.length = 0;
  }

  /** The column as built so far; valid until {@link clear}. */
  column(name: string, valid?: Uint8Array): TextColumn {
    return { type: 'text', name, offsets: this.offsets, bytes: this.bytes, ...(valid !== undefined && { valid }) };
  }
}
