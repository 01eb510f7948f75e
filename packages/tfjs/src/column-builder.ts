/** Columns on their way: rows of one field beside each other, cast as they come. */
import { InvalidDataError, Tensor } from '@datasig/core';
import type { Column, Value } from '@datasig/core/spec';
import { type Block, decodeText, elementCount, type NumericBlock, sliceBlock, type TextBlock } from './block.ts';
import type { Piece } from './capture.ts';
import { arrayOf, castElements, castInto } from './cast-elements.ts';
import type { Place } from './structure.ts';
import type { NumericArray, NumericDtype } from './tensor-like.ts';

/** What happens to one field. */
export interface FieldShaping {
  /** In the record. */
  readonly name: string;
  readonly shape: readonly number[] | undefined;
  readonly cast: NumericDtype | undefined;
}

/** Takes rows, and gives them as a column that is valid until rows are added again. */
export interface ColumnBuilder {
  /** @throws InvalidDataError `cast-failed`, `cast-unsupported`, `invalid-utf8` */
  add(piece: Piece): void;
  /** Bytes that were added since the last column. */
  readonly byteLength: number;
  take(): Column;
}

/** The builder for a field whose rows look like `first`. */
export function columnBuilder(place: Place, shaping: FieldShaping, first: Block): ColumnBuilder {
  if (place.kind !== 'leaf') return new ValuesBuilder(shaping.name, (piece, row) => valueAt(place, piece, row));
  if (first.kind === 'numeric') return new NumericBuilder(place.index, shaping, first.dtype);
  if (first.kind === 'plain') return shaping.cast === undefined && (shaping.shape ?? []).length === 0 ? new ValuesBuilder(shaping.name, (piece) => piece.blocks[place.index]!.values[0] as Value) : new PlainBuilder(place.index, shaping);
  if (shaping.cast !== undefined) throw new InvalidDataError('cast-unsupported', `strings cannot be cast to ${shaping.cast}`);
  if ((shaping.shape ?? first.rowShape).length === 0) return new TextBuilder(place.index, shaping);
  return new ValuesBuilder(shaping.name, (piece, row) => textAt(piece.blocks[place.index] as TextBlock, row, shaping.shape));
}

/** Rows of one shape after each other. */
interface Run {
  readonly shape: readonly number[];
  rowCount: number;
}

/** Numbers and booleans: one array, used again for every batch. */
class NumericBuilder implements ColumnBuilder {
  readonly #index: number;
  readonly #shaping: FieldShaping;
  readonly #dtype: NumericDtype;
  readonly #from: NumericDtype;
  #array: NumericArray;
  #length = 0;
  #runs: Run[] = [];

  constructor(index: number, shaping: FieldShaping, from: NumericDtype) {
    this.#index = index;
    this.#shaping = shaping;
    this.#from = from;
    this.#dtype = shaping.cast ?? from;
    this.#array = arrayOf(this.#dtype, 0);
  }

  get byteLength(): number {
    return this.#length * this.#array.BYTES_PER_ELEMENT;
  }

  add({ blocks }: Piece): void {
    const { values, rowShape, rowCount } = blocks[this.#index] as NumericBlock;
    const { shape } = this.#shaping;
    if (shape !== undefined) checkReshape(rowShape, shape);
    this.#reserve(values.length);
    if (this.#dtype === this.#from) (this.#array as { set(values: NumericArray, start: number): void }).set(values, this.#length);
    else castInto(this.#array, this.#length, values, this.#dtype);
    this.#length += values.length;
    const last = this.#runs[this.#runs.length - 1];
    if (last !== undefined && (shape !== undefined || areEqual(last.shape, rowShape))) last.rowCount += rowCount;
    else this.#runs.push({ shape: shape ?? rowShape, rowCount });
  }

  take(): Column {
    const [runs, values] = [this.#runs, this.#array.subarray(0, this.#length) as NumericArray];
    [this.#runs, this.#length] = [[], 0];
    const { name } = this.#shaping;
    if (runs.length === 1) return typedColumn(name, this.#dtype, runs[0]!.shape, values);
    return { type: 'values', name, values: [...tensorsOf(runs, this.#dtype, bytesOf(values))] };
  }

  #reserve(count: number): void {
    if (this.#length + count <= this.#array.length) return;
    const array = arrayOf(this.#dtype, Math.max(this.#length + count, 2 * this.#array.length));
    (array as { set(values: NumericArray, start: number): void }).set(this.#array.subarray(0, this.#length) as NumericArray, 0);
    this.#array = array;
  }
}

function areEqual(a: readonly number[], b: readonly number[]): boolean {
  if (a.length !== b.length) return false;
  for (let axis = 0; axis < a.length; axis++) if (a[axis] !== b[axis]) return false;
  return true;
}

function checkReshape(from: readonly number[], to: readonly number[]): void {
  if (elementCount(from) !== elementCount(to)) throw new InvalidDataError('cast-failed', `a tensor of shape [${from.join(', ')}] cannot be reshaped to [${to.join(', ')}]`);
}

/** Tensors where shapes differ. */
function* tensorsOf(runs: readonly Run[], dtype: NumericDtype, bytes: Uint8Array): Generator<Tensor> {
  let start = 0;
  for (const { shape, rowCount } of runs) {
    const length = elementCount(shape) * arrayOf(dtype, 0).BYTES_PER_ELEMENT;
    for (let row = 0; row < rowCount; row++, start += length) yield new Tensor(dtype, shape, bytes.subarray(start, start + length));
  }
}

function typedColumn(name: string, dtype: NumericDtype, shape: readonly number[], values: NumericArray): Column {
  if (shape.length > 0) return { type: 'tensor', name, dtype, shape, data: bytesOf(values) };
  if (dtype === 'bool') return { type: 'bool', name, values: values as Uint8Array };
  if (values instanceof BigInt64Array || values instanceof BigUint64Array) return { type: 'bigint', name, values };
  return { type: 'number', name, values: values as Float64Array };
}

/** Typed arrays are little-endian on every platform that TensorFlow.js runs on. */
function bytesOf(values: NumericArray): Uint8Array {
  return new Uint8Array(values.buffer, values.byteOffset, values.byteLength);
}

/** Strings that are one a row. */
class TextBuilder implements ColumnBuilder {
  readonly #index: number;
  readonly #shaping: FieldShaping;
  #strings: Uint8Array[] = [];
  byteLength = 0;

  constructor(index: number, shaping: FieldShaping) {
    this.#index = index;
    this.#shaping = shaping;
  }

  add({ blocks }: Piece): void {
    const { values, rowShape } = blocks[this.#index] as TextBlock;
    checkReshape(rowShape, this.#shaping.shape ?? []);
    for (const string of values) this.byteLength += string.length;
    this.#strings.push(...values);
  }

  take(): Column {
    const [strings, bytes] = [this.#strings, new Uint8Array(this.byteLength)];
    [this.#strings, this.byteLength] = [[], 0];
    const offsets = new Uint32Array(strings.length + 1);
    strings.forEach((string, index) => {
      bytes.set(string, offsets[index]);
      offsets[index + 1] = offsets[index]! + string.length;
    });
    return { type: 'text', name: this.#shaping.name, offsets, bytes };
  }
}

/** Plain numbers and booleans that are cast. */
class PlainBuilder implements ColumnBuilder {
  readonly #index: number;
  readonly #shaping: FieldShaping;
  #values: Value[] = [];

  constructor(index: number, shaping: FieldShaping) {
    const { shape = [] } = shaping;
    if (shape.length > 0) throw new InvalidDataError('cast-failed', `a single value cannot be reshaped to [${shape.join(', ')}]`);
    this.#index = index;
    this.#shaping = shaping;
  }

  get byteLength(): number {
    return 8 * this.#values.length;
  }

  add({ blocks }: Piece): void {
    const { cast } = this.#shaping;
    for (const value of blocks[this.#index]!.values as readonly Value[]) {
      const isNull = value === null || value === undefined;
      if (!isNull && typeof value !== 'number' && typeof value !== 'boolean') throw new InvalidDataError('cast-unsupported', `a value that is no number cannot be cast to ${cast!}`);
      this.#values.push(isNull ? null : Number(value));
    }
  }

  take(): Column {
    const [values, { name, cast }] = [this.#values, this.#shaping];
    this.#values = [];
    const valid = Uint8Array.from(values, (value) => (value === null ? 0 : 1));
    return { ...typedColumn(name, cast!, [], castElements(Float64Array.from(values as number[]), cast!)), valid };
  }
}

/** Values that JavaScript has: nested, mixed, uncast. */
class ValuesBuilder implements ColumnBuilder {
  readonly #name: string;
  readonly #valueOf: (piece: Piece, row: number) => Value;
  #values: Value[] = [];

  constructor(name: string, valueOf: (piece: Piece, row: number) => Value) {
    this.#name = name;
    this.#valueOf = valueOf;
  }

  get byteLength(): number {
    return 64 * this.#values.length;
  }

  add(piece: Piece): void {
    for (let row = 0; row < piece.rowCount; row++) this.#values.push(this.#valueOf(piece, row));
  }

  take(): Column {
    const values = this.#values;
    this.#values = [];
    return { type: 'values', name: this.#name, values };
  }
}

/** A value inside a field that is nested; arrays are copied, since they may be the element's own. */
function valueAt(place: Place, piece: Piece, row: number): Value {
  if (place.kind === 'list') return place.items.map((item) => valueAt(item, piece, row));
  if (place.kind === 'struct') return Object.fromEntries(place.fields.map(([name, member]) => [name, valueAt(member, piece, row)]));
  const block = piece.blocks[place.index]!;
  if (block.kind === 'plain') return block.values[row];
  if (block.kind === 'text') return textAt(block, row, undefined);
  const { values, rowShape, dtype } = sliceBlock(block, row, row + 1) as NumericBlock;
  if (rowShape.length > 0) return new Tensor(dtype, rowShape, bytesOf(values).slice());
  return dtype === 'bool' ? values[0] !== 0 : values[0];
}

/** A row of strings: one, or lists as deep as the shape is long. */
function textAt(block: TextBlock, row: number, shape: readonly number[] | undefined): Value {
  if (shape !== undefined) checkReshape(block.rowShape, shape);
  const { values, rowShape } = sliceBlock(block, row, row + 1) as TextBlock;
  return nest(values.map(decodeText), shape ?? rowShape);
}

function nest(strings: readonly string[], shape: readonly number[]): Value {
  const [length, ...rest] = shape;
  if (length === undefined) return strings[0];
  const size = elementCount(rest);
  return Array.from({ length }, (_, index) => nest(strings.slice(index * size, (index + 1) * size), rest));
}
