/** Columns of a batch, filled with values of leaves. */
import { isUtf8 } from 'node:buffer';
import type { Column } from '@datasig/core/spec';
import { firstRunType, type FoundValues, longIntegerType, type PageBlock, readNumber, slackByteLength } from './leaf-values.ts';

/** Shorter runs are copied word by word. */
const shortByteLength = 64;

/** What the values of a column are; those of one batch are of one kind. */
const valueKind = { none: 0, number: 1, text: 2, bytes: 3 } as const;

/** One column. */
export class LeafColumn {
  readonly name: string;
  readonly #numbers: Float64Array;
  readonly #valid: Uint8Array;
  /** Of nulls too, as long as it is not known whether runs follow. */
  readonly #offsets: Uint32Array;
  #bytes: Uint8Array = new Uint8Array(0);
  #view: DataView = new DataView(this.#bytes.buffer);
  #kind: number = valueKind.none;
  #hasNulls = false;

  constructor(name: string, mostRowCount: number) {
    this.name = name;
    this.#numbers = new Float64Array(mostRowCount);
    this.#valid = new Uint8Array(mostRowCount).fill(1);
    this.#offsets = new Uint32Array(mostRowCount + 1);
  }

  clear(): void {
    this.#kind = valueKind.none;
    if (this.#hasNulls) this.#valid.fill(1);
    this.#hasNulls = false;
  }

  /**
   * Adds values of the first `count` rows that were found, which stand from `first` on, as rows from `row` on; how many
   * were added before one of another kind, or one that a double does not hold. Rows behind those may be added again.
   */
  add(row: number, count: number, block: PageBlock, found: FoundValues, first: number): number {
    let index = 0;
    if (this.#kind === valueKind.none) {
      for (; index < count && found.types[first + index] === 0; index++) {
        this.#addNull(row + index);
        this.#offsets[row + index + 1] = this.#offsets[row + index]!;
      }
      if (index === count) return count;
      this.#kind = kindOf(found.types[first + index]!);
    }
    return this.#kind === valueKind.number ? this.#addNumbers(row, index, count, block, found, first) : this.#addRuns(row, index, count, block, found, first);
  }

  /** Adds rowids, which no other values of the column are beside. */
  addRowids(row: number, count: number, rowids: Float64Array): void {
    this.#kind = valueKind.number;
    for (let index = 0; index < count; index++) this.#numbers[row + index] = rowids[index]!;
  }

  #addNull(row: number): void {
    this.#valid[row] = 0;
    this.#hasNulls = true;
  }

  #addNumbers(row: number, from: number, count: number, { view }: PageBlock, { types, starts }: FoundValues, first: number): number {
    const numbers = this.#numbers;
    for (let index = from; index < count; index++) {
      const type = types[first + index]!;
      if (type >= firstRunType) return index;
      const value = readNumber(view, type, starts[first + index]!);
      if (type === longIntegerType && Math.abs(value) > Number.MAX_SAFE_INTEGER) return index;
      numbers[row + index] = value;
      // SQLite takes a NaN in its file for null.
      if (type === 0 || value !== value) this.#addNull(row + index);
    }
    return count;
  }

  #addRuns(row: number, from: number, count: number, { bytes, view }: PageBlock, { types, starts }: FoundValues, first: number): number {
    const kind = this.#kind;
    const offsets = this.#offsets;
    let target = this.#view;
    let room = this.#bytes.length;
    let to = offsets[row + from]!;
    for (let index = from; index < count; index++) {
      const type = types[first + index]!;
      if (type === 0) this.#addNull(row + index);
      else {
        if (kindOf(type) !== kind) return index;
        const byteLength = (type - firstRunType) >> 1;
        if (to + byteLength + slackByteLength > room) {
          target = this.#grow(to, byteLength);
          room = this.#bytes.length;
        }
        const start = starts[first + index]!;
        if (byteLength < shortByteLength) for (let done = 0; done < byteLength; done += 4) target.setInt32(to + done, view.getInt32(start + done));
        else this.#bytes.set(bytes.subarray(start, start + byteLength), to);
        to += byteLength;
      }
      offsets[row + index + 1] = to;
    }
    return count;
  }

  #grow(kept: number, byteLength: number): DataView {
    const bytes = new Uint8Array(Math.max(4096, 2 * (kept + byteLength + slackByteLength)));
    bytes.set(this.#bytes.subarray(0, kept));
    this.#bytes = bytes;
    this.#view = new DataView(bytes.buffer);
    return this.#view;
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
  toColumn(): Column {
    const { name } = this;
    const [kind, offsets, bytes] = [this.#kind, this.#offsets, this.#bytes];
    const nulls = this.#hasNulls ? { valid: this.#valid } : {};
    if (kind === valueKind.text || kind === valueKind.bytes) return { type: kind === valueKind.text ? 'text' : 'bytes', name, offsets, bytes, ...nulls };
    return { type: 'number', name, values: this.#numbers, ...nulls };
  }
}

/** What a value of a serial type other than null is. */
function kindOf(type: number): number {
  if (type < firstRunType) return valueKind.number;
  return (type & 1) === 1 ? valueKind.text : valueKind.bytes;
}
