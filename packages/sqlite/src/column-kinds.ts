/** Columns of a batch made of rows, one function a kind of column; each gives up where a value is of another kind. */
import type { BigIntColumn, BytesColumn, NumberColumn, TextColumn, Value, ValueColumn } from '@datasig/core/spec';
import type { SqlRow } from './driver.ts';

/** Some rows that came together. */
export interface RowSlice {
  readonly rows: readonly SqlRow[];
  readonly start: number;
  readonly end: number;
  /** Whether integers are `bigint`; else those beyond 2^53 have been rounded. */
  readonly exact: boolean;
}

/**
 * Why there is no column: `inexact` where integers may have been rounded and the rows have to be read again with all
 * their digits, `too-long` where fewer rows have to be taken; undefined where a value is of another kind.
 */
export type NoColumn = 'inexact' | 'too-long' | undefined;

/** From here on doubles do not hold every integer; beyond 2^63 SQLite has none. */
const firstInexact = 2 ** 53;
const lastInteger = 2 ** 63;
/** Longer than this, in characters or bytes, no column of a batch is made, unless it is one value. */
const mostLength = 16 * 1024 * 1024;
const encoder = new TextEncoder();

/** Whether a double may be an integer that was rounded. */
function mayBeRounded(value: number): boolean {
  return Math.abs(value) >= firstInexact && Math.abs(value) <= lastInteger;
}

/** Buffers of one column, used again for every batch. */
export class ColumnBuffers {
  numbers: Float64Array = new Float64Array(0);
  valid: Uint8Array = new Uint8Array(0);
  offsets: Uint32Array = new Uint32Array(1);
  bytes: Uint8Array = new Uint8Array(0);

  reserve(rowCount: number): void {
    if (this.valid.length >= rowCount) return;
    this.numbers = new Float64Array(rowCount);
    this.valid = new Uint8Array(rowCount);
    this.offsets = new Uint32Array(rowCount + 1);
  }

  reserveBytes(byteLength: number): void {
    if (this.bytes.length < byteLength) this.bytes = new Uint8Array(byteLength);
  }
}

/** Numbers, and integers that doubles hold. */
export function numberColumn(name: string, { rows, start, end, exact }: RowSlice, position: number, { numbers, valid }: ColumnBuffers): NumberColumn | NoColumn {
  let nullCount = 0;
  for (let row = start, at = 0; row < end; row++, at++) {
    const value = rows[row]![position];
    valid[at] = 1;
    if (typeof value === 'number') {
      if (!exact && mayBeRounded(value)) return 'inexact';
      numbers[at] = value;
    } else if (value === null) {
      valid[at] = 0;
      nullCount++;
    } else if (typeof value === 'bigint') {
      numbers[at] = Number(value);
      if (mayBeRounded(numbers[at]!)) return undefined;
    } else return undefined;
  }
  return { type: 'number', name, values: numbers, ...(nullCount > 0 && { valid }) };
}

/** Integers of 64 bits. */
export function integerColumn(name: string, { rows, start, end }: RowSlice, position: number, { valid }: ColumnBuffers): BigIntColumn | NoColumn {
  const values = new BigInt64Array(end - start);
  for (let row = start, at = 0; row < end; row++, at++) {
    const value = rows[row]![position];
    valid[at] = value === null ? 0 : 1;
    if (typeof value === 'bigint') values[at] = value;
    else if (value !== null) return undefined;
  }
  return { type: 'bigint', name, values, valid };
}

/** Text, all of it encoded at once. */
export function textColumn(name: string, { rows, start, end }: RowSlice, position: number, buffers: ColumnBuffers): TextColumn | NoColumn {
  const { offsets, valid } = buffers;
  let text = '';
  let nullCount = 0;
  for (let row = start, at = 0; row < end; row++) {
    const value = rows[row]![position];
    valid[at] = 1;
    if (typeof value === 'string') {
      text += value;
      if (text.length > mostLength && end - start > 1) return 'too-long';
    } else if (value === null) {
      valid[at] = 0;
      nullCount++;
    } else return undefined;
    offsets[++at] = text.length;
  }
  buffers.reserveBytes(3 * text.length);
  const { written } = encoder.encodeInto(text, buffers.bytes);
  // Characters beyond ASCII take more than a byte.
  if (written !== text.length) measureTexts(text, offsets, end - start);
  return { type: 'text', name, offsets, bytes: buffers.bytes, ...(nullCount > 0 && { valid }) };
}

/** Makes offsets in characters those in bytes of UTF-8. */
function measureTexts(text: string, offsets: Uint32Array, rowCount: number): void {
  let byteLength = 0;
  let at = 0;
  for (let row = 1; row <= rowCount; row++) {
    for (const next = offsets[row]!; at < next; at++) {
      const unit = text.charCodeAt(at);
      // A pair of surrogates takes four bytes.
      byteLength += unit < 0x80 ? 1 : unit < 0x800 || (unit >= 0xd800 && unit < 0xe000) ? 2 : 3;
    }
    offsets[row] = byteLength;
  }
}

/** Byte strings. */
export function bytesColumn(name: string, { rows, start, end }: RowSlice, position: number, buffers: ColumnBuffers): BytesColumn | NoColumn {
  const { offsets, valid } = buffers;
  let byteLength = 0;
  for (let row = start, at = 0; row < end; row++) {
    const value = rows[row]![position];
    valid[at] = value === null ? 0 : 1;
    if (value instanceof Uint8Array) byteLength += value.length;
    else if (value !== null) return undefined;
    if (byteLength > mostLength && end - start > 1) return 'too-long';
    offsets[++at] = byteLength;
  }
  buffers.reserveBytes(byteLength);
  for (let row = start, at = 0; row < end; row++, at++) {
    const value = rows[row]![position];
    if (value instanceof Uint8Array) buffers.bytes.set(value, offsets[at]);
  }
  return { type: 'bytes', name, offsets, bytes: buffers.bytes, valid };
}

/** Values of several kinds, or made by `convert`. */
export function valueColumn(name: string, { rows, start, end, exact }: RowSlice, position: number, convert?: (value: Value) => Value): ValueColumn | NoColumn {
  const values: Value[] = [];
  const valid = new Uint8Array(end - start);
  for (let row = start; row < end; row++) {
    const value: Value = rows[row]![position];
    if (!exact && typeof value === 'number' && mayBeRounded(value)) return 'inexact';
    if (value !== null) valid[row - start] = 1;
    values.push(convert === undefined || value === null ? value : convert(value));
  }
  return { type: 'values', name, values, valid };
}
