/** Columns of a batch, filled with values of leaves. */
import { isUtf8 } from 'node:buffer';
import type { Column } from '@datasig/core/spec';
import { firstRunType, type FoundValues, longIntegerType, mostFoundRowCount, type PageBlock, readNumber, slackByteLength } from './leaf-values.ts';

/** The most rows of a batch. */
export const mostRowCount = 1024;

/** Shorter runs are copied word by word. */
const shortByteLength = 64;

/** What the values of a column are; those of one batch are of one kind. */
const valueKind = { none: 0, number: 1, text: 2, bytes: 3 } as const;

/** One column. Offsets are kept for values of every kind, so that a row that is given up leaves nothing behind. */
export class LeafColumn {
  readonly name: string;
  readonly #numbers: Float64Array = new Float64Array(mostRowCount);
  readonly #valid: Uint8Array = new Uint8Array(mostRowCount);
  readonly #offsets: Uint32Array = new Uint32Array(mostRowCount + 1);
  #bytes: Uint8Array = new Uint8Array(0);
  #view: DataView = new DataView(this.#bytes.buffer);
  #kind: number = valueKind.none;

  constructor(name: string) {
    this.name = name;
  }

  clear(): void {
    this.#kind = valueKind.none;
  }

  /**
   * Adds the values that were found at a position of `count` rows, as rows from `row` on; how many were added before one
   * of another kind, or one that a double does not hold.
   */
  add(row: number, count: number, { bytes, view }: PageBlock, { types, starts, rowids, rowidAt }: FoundValues, position: number): number {
    const first = position * mostFoundRowCount;
    const numbers = this.#numbers;
    const valid = this.#valid;
    const offsets = this.#offsets;
    let kind = this.#kind;
    let index = 0;
    for (; index < count; index++) {
      const type = types[first + index]!;
      const at = row + index;
      const to = offsets[at]!;
      offsets[at + 1] = to;
      if (type >= firstRunType) {
        const wanted = (type & 1) === 1 ? valueKind.text : valueKind.bytes;
        if (kind !== wanted) {
          if (kind !== valueKind.none) break;
          kind = wanted;
        }
        const byteLength = (type - firstRunType) >> 1;
        if (to + byteLength + slackByteLength > this.#bytes.length) this.#grow(to, byteLength);
        const start = starts[first + index]!;
        if (byteLength < shortByteLength) {
          const target = this.#view;
          for (let done = 0; done < byteLength; done += 4) target.setInt32(to + done, view.getInt32(start + done));
        } else this.#bytes.set(bytes.subarray(start, start + byteLength), to);
        offsets[at + 1] = to + byteLength;
        valid[at] = 1;
      } else if (type !== 0 || position === rowidAt) {
        const value = type === 0 ? rowids[index]! : readNumber(view, type, starts[first + index]!);
        // SQLite takes a NaN in its file for null.
        if (value !== value) valid[at] = 0;
        else {
          if (kind !== valueKind.number) {
            if (kind !== valueKind.none) break;
            kind = valueKind.number;
          }
          if (type === longIntegerType && Math.abs(value) > Number.MAX_SAFE_INTEGER) break;
          numbers[at] = value;
          valid[at] = 1;
        }
      } else valid[at] = 0;
    }
    this.#kind = kind;
    return index;
  }

  #grow(kept: number, byteLength: number): void {
    const bytes = new Uint8Array(Math.max(4096, 2 * (kept + byteLength + slackByteLength)));
    bytes.set(this.#bytes.subarray(0, kept));
    this.#bytes = bytes;
    this.#view = new DataView(bytes.buffer);
  }

  /** Whether every text is UTF-8: all together are, and none begins inside a character. */
  hasValidText(rowCount: number): boolean {
    if (this.#kind !== valueKind.text) return true;
    const [offsets, bytes] = [this.#offsets, this.#bytes];
    if (!isUtf8(bytes.subarray(0, offsets[rowCount]))) return false;
    for (let row = 0; row < rowCount; row++) {
      const offset = offsets[row]!;
      if (offset < offsets[row + 1]! && (bytes[offset]! & 0xc0) === 0x80) return false;
    }
    return true;
  }

  /** The column, valid until it is filled again. */
  toColumn(rowCount: number): Column {
    const { name } = this;
    const [kind, offsets, bytes] = [this.#kind, this.#offsets, this.#bytes];
    const valid = this.#valid.subarray(0, rowCount);
    const nulls = valid.includes(0) ? { valid } : {};
    if (kind === valueKind.text || kind === valueKind.bytes) return { type: kind === valueKind.text ? 'text' : 'bytes', name, offsets, bytes, ...nulls };
    return { type: 'number', name, values: this.#numbers, ...nulls };
  }
}
