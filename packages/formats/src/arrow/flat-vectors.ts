/** Vectors of values that hold no others. */
import { decodeUtf8 } from '../utf8.ts';
import type { LogicalType, Value } from '@datasig/core/spec';
import type { Scalar } from './scalars.ts';
import { type ColumnBody, RunVector, slotCost, sumCosts, Vector } from './vector.ts';

/** Nulls only. */
export class NullVector extends Vector {
  constructor(length: number) {
    super({ type: 'null' }, length, undefined);
  }

  override isNull(): boolean {
    return true;
  }

  override cost(start: number, end: number): number {
    return slotCost * (end - start);
  }

  protected override value(): Value {
    return null;
  }
}

/** Bools, one byte a row. */
export class BoolVector extends Vector {
  readonly values: Uint8Array;

  constructor(length: number, valid: Uint8Array | undefined, values: Uint8Array) {
    super({ type: 'bool' }, length, valid);
    this.values = values;
  }

  override cost(start: number, end: number): number {
    return end - start;
  }

  protected override value(row: number): Value {
    return this.values[row] === 1;
  }

  protected override body(start: number, end: number): ColumnBody {
    return { type: 'bool', values: this.values.subarray(start, end) };
  }
}

/** Values of a fixed number of bytes. */
export class ScalarVector extends Vector {
  readonly scalar: Scalar;
  readonly bytes: Uint8Array;
  readonly #reader: (row: number) => Value;

  constructor(type: LogicalType, length: number, valid: Uint8Array | undefined, scalar: Scalar, bytes: Uint8Array) {
    super(type, length, valid);
    this.scalar = scalar;
    this.bytes = bytes;
    this.#reader = scalar.reader(bytes);
  }

  override cost(start: number, end: number): number {
    return Math.max(1, this.scalar.byteWidth) * (end - start);
  }

  protected override value(row: number): Value {
    return this.#reader(row);
  }

  protected override body(start: number, end: number): ColumnBody {
    const { byteWidth } = this.scalar;
    return this.scalar.body(this.bytes.subarray(start * byteWidth, end * byteWidth), this.validIn(start, end)) ?? super.body(start, end);
  }
}

/** What a run stands for as a JavaScript value. */
function runValue(type: LogicalType, bytes: Uint8Array): Value {
  return type.type === 'text' ? decodeUtf8(bytes) : bytes;
}

/** Runs one after another: row i is `bytes[offsets[i], offsets[i + 1])`. */
export class OffsetVector extends RunVector {
  readonly offsets: Uint32Array;
  readonly bytes: Uint8Array;

  constructor(type: LogicalType, valid: Uint8Array | undefined, offsets: Uint32Array, bytes: Uint8Array) {
    super(type, offsets.length - 1, valid);
    this.offsets = offsets;
    this.bytes = bytes;
  }

  override cost(start: number, end: number): number {
    return this.offsets[end]! - this.offsets[start]! + slotCost * (end - start);
  }

  override lengthAt(row: number): number {
    return this.offsets[row + 1]! - this.offsets[row]!;
  }

  override copy(row: number, output: Uint8Array, position: number): void {
    copyBytes(this.bytes, this.offsets[row]!, this.offsets[row + 1]!, output, position);
  }

  protected override bytesAt(row: number): Uint8Array {
    return this.bytes.subarray(this.offsets[row], this.offsets[row + 1]);
  }

  protected override value(row: number): Value {
    return runValue(this.type, this.bytesAt(row));
  }

  protected override body(start: number, end: number): ColumnBody {
    return { type: this.type.type as 'text' | 'bytes', offsets: this.offsets.subarray(start, end + 1), bytes: this.bytes };
  }
}

/** Bytes that a loop copies faster than a call. */
const shortLength = 48;

function copyBytes(source: Uint8Array, start: number, end: number, output: Uint8Array, position: number): void {
  if (end - start < shortLength) for (let from = start, to = position; from < end; from++, to++) output[to] = source[from]!;
  else output.set(source.subarray(start, end), position);
}

/** A part of a buffer that views point into; `start` is where it begins there. */
export interface ViewBuffer {
  readonly start: number;
  readonly bytes: Uint8Array;
}

/** Views of 16 bytes a row: a length, then the bytes or where they stand (Columnar.rst, "Variable-size Binary View Layout"). */
export class ViewVector extends RunVector {
  readonly #views: Uint8Array;
  /** Four integers a view. */
  readonly #words: Int32Array;
  readonly #buffers: readonly ViewBuffer[];

  constructor(type: LogicalType, length: number, valid: Uint8Array | undefined, views: { readonly bytes: Uint8Array; readonly words: Int32Array }, buffers: readonly ViewBuffer[]) {
    super(type, length, valid);
    this.#views = views.bytes;
    this.#words = views.words;
    this.#buffers = buffers;
  }

  override cost(start: number, end: number, limit: number): number {
    return sumCosts(start, end, limit, (row) => slotCost + (this.isNull(row) ? 0 : this.lengthAt(row)));
  }

  override lengthAt(row: number): number {
    return this.#words[4 * row]!;
  }

  override copy(row: number, output: Uint8Array, position: number): void {
    const length = this.#words[4 * row]!;
    if (length <= inlineByteLength) {
      copyBytes(this.#views, 16 * row + 4, 16 * row + 4 + length, output, position);
    } else {
      const { start, bytes } = this.#buffers[this.#words[4 * row + 2]!]!;
      const from = this.#words[4 * row + 3]! - start;
      copyBytes(bytes, from, from + length, output, position);
    }
  }

  protected override bytesAt(row: number): Uint8Array {
    const bytes = new Uint8Array(this.lengthAt(row));
    this.copy(row, bytes, 0);
    return bytes;
  }

  protected override value(row: number): Value {
    return runValue(this.type, this.bytesAt(row));
  }

  protected override body(start: number, end: number): ColumnBody {
    return gatherRuns(this, Int32Array.from({ length: end - start }, (_, index) => (this.isNull(start + index) ? -1 : start + index)));
  }
}

/** Values up to this length stand in the view itself. */
export const inlineByteLength = 12;

/** Runs of `vector` in a new order, as a column; -1 stands for null. */
export function gatherRuns(vector: RunVector, rows: Int32Array): ColumnBody {
  const offsets = new Uint32Array(rows.length + 1);
  for (let index = 0; index < rows.length; index++) {
    const row = rows[index]!;
    offsets[index + 1] = offsets[index]! + (row === -1 ? 0 : vector.lengthAt(row));
  }
  const bytes = new Uint8Array(offsets[rows.length]!);
  for (let index = 0; index < rows.length; index++) {
    const row = rows[index]!;
    if (row !== -1) vector.copy(row, bytes, offsets[index]!);
  }
  return { type: vector.type.type as 'text' | 'bytes', offsets, bytes };
}
