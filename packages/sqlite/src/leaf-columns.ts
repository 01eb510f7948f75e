/** Columns of a batch, filled value by value. */
import { isUtf8 } from 'node:buffer';
import type { Column } from '@datasig/core/spec';

/** The most rows of a batch. */
export const mostRowCount = 1024;

/** Shorter runs are copied byte by byte. */
const shortByteLength = 24;

/** What the values of a column are; those of one batch are of one kind. */
export const valueKind = { none: 0, number: 1, text: 2, bytes: 3 } as const;

/** One column. Offsets are kept for values of every kind, so that a row that is given up leaves nothing behind. */
export class LeafColumn {
  readonly name: string;
  readonly numbers: Float64Array = new Float64Array(mostRowCount);
  readonly valid: Uint8Array = new Uint8Array(mostRowCount);
  readonly offsets: Uint32Array = new Uint32Array(mostRowCount + 1);
  bytes: Uint8Array = new Uint8Array(64 * 1024);
  kind: number = valueKind.none;

  constructor(name: string) {
    this.name = name;
  }

  /** Adds text or bytes as row `row`, from `source` at `start`; false where the column holds other values. */
  addRun(row: number, kind: number, source: Uint8Array, start: number, byteLength: number): boolean {
    if (this.kind !== kind) {
      if (this.kind !== valueKind.none) return false;
      this.kind = kind;
    }
    const { offsets } = this;
    const to = offsets[row]!;
    const end = to + byteLength;
    if (end > this.bytes.length) this.#grow(to, byteLength);
    const { bytes } = this;
    if (byteLength < shortByteLength) for (let index = 0; index < byteLength; index++) bytes[to + index] = source[start + index]!;
    else bytes.set(source.subarray(start, start + byteLength), to);
    offsets[row + 1] = end;
    this.valid[row] = 1;
    return true;
  }

  /** Adds a number; false where the column holds other values. */
  addNumber(row: number, value: number): boolean {
    if (this.kind !== valueKind.number) {
      if (this.kind !== valueKind.none) return false;
      this.kind = valueKind.number;
    }
    this.numbers[row] = value;
    this.valid[row] = 1;
    return true;
  }

  addNull(row: number): void {
    // Text may follow.
    this.offsets[row + 1] = this.offsets[row]!;
    this.valid[row] = 0;
  }

  #grow(kept: number, byteLength: number): void {
    const bytes = new Uint8Array(2 * (kept + byteLength));
    bytes.set(this.bytes.subarray(0, kept));
    this.bytes = bytes;
  }

  /** Whether every text is UTF-8: all together are, and none begins inside a character. */
  hasValidText(rowCount: number): boolean {
    if (this.kind !== valueKind.text) return true;
    const { offsets, bytes } = this;
    if (!isUtf8(bytes.subarray(0, offsets[rowCount]))) return false;
    for (let row = 0; row < rowCount; row++) {
      const offset = offsets[row]!;
      if (offset < offsets[row + 1]! && (bytes[offset]! & 0xc0) === 0x80) return false;
    }
    return true;
  }

  /** The column, valid until it is filled again. */
  toColumn(): Column {
    const { name, valid } = this;
    if (this.kind === valueKind.text || this.kind === valueKind.bytes) return { type: this.kind === valueKind.text ? 'text' : 'bytes', name, valid, offsets: this.offsets, bytes: this.bytes };
    return { type: 'number', name, valid, values: this.numbers };
  }
}
