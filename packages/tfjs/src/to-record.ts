/** Pieces to batches of records: a column for each field, in the shape that the data were stored in. */
import { InvalidArgumentError, InvalidDataError, Tensor } from '@datasig/core';
import type { Column, ColumnBatch, LogicalType, SchemaField, Value } from '@datasig/core/spec';
import { type Block, type BlockHead, decodeText, elementCount, type NumericBlock, type PlainBlock, sliceBlock, type TextBlock } from './block.ts';
import type { Piece } from './capture.ts';
import { arrayOf, castElements, castInto } from './cast-elements.ts';
import type { Shaping } from './options.ts';
import type { Place, Structure } from './structure.ts';
import type { NumericArray, NumericDtype } from './tensor-like.ts';

/** What happens to one field. */
interface FieldShaping {
  readonly name: string;
  readonly shape: readonly number[] | undefined;
  readonly cast: NumericDtype | undefined;
}

type Field = FieldShaping & { readonly place: Place; readonly source: string; readonly buffers: Buffers };

/** Makes batches of the pieces of one structure; each is valid until the next is made. */
export class RecordMaker {
  readonly #fields: readonly Field[];

  /** @throws InvalidArgumentError `unknown-column` where an option names a field that elements do not have; `invalid-argument` */
  constructor(structure: Structure, shaping: Shaping) {
    const names = structure.fields.map(([name]) => name);
    checkNames(shaping, names);
    this.#fields = structure.fields.map(([source, place]) => {
      const [shape, cast] = [own(shaping.reshape, source), own(shaping.cast, source)];
      if (place.kind !== 'leaf' && (shape ?? cast) !== undefined) throw new InvalidArgumentError('invalid-argument', `${source} is nested; reshape and cast are for tensors and numbers`, { context: { column: source } });
      return { source, place, name: own(shaping.rename, source) ?? source, shape, cast, buffers: new Buffers() };
    });
  }

  /** The fields; types where an element says them, `null` where only the records do. */
  schema(first: readonly BlockHead[]): SchemaField[] {
    return this.#fields.map(({ name, place, shape, cast }) => ({ name, type: place.kind === 'leaf' ? declaredType(first[place.index]!, shape, cast) : { type: 'null' } }));
  }

  /** @throws InvalidDataError `cast-failed`, `cast-unsupported`, `invalid-utf8`; `column` names the field as elements do */
  batch(pieces: readonly Piece[]): ColumnBatch {
    const rowCount = pieces.reduce((sum, piece) => sum + piece.rowCount, 0);
    const columns = this.#fields.map((field): Column => {
      const { place, source } = field;
      try {
        if (place.kind === 'leaf') return leafColumn(field, pieces.map(({ blocks }) => blocks[place.index]!));
        return { type: 'values', name: field.name, values: pieces.flatMap((piece) => Array.from({ length: piece.rowCount }, (_, row) => valueAt(place, piece, row))) };
      } catch (error) {
        throw InvalidDataError.is(error) ? error.at({ column: source }) : error;
      }
    });
    return { kind: 'columns', rowCount, columns };
  }
}

function checkNames({ rename, reshape, cast }: Shaping, names: readonly string[]): void {
  for (const [option, fields] of Object.entries({ rename, reshape, cast })) {
    const unknown = Object.keys(fields ?? {}).find((name) => !names.includes(name));
    if (unknown === undefined) continue;
    throw new InvalidArgumentError('unknown-column', `${option} names ${JSON.stringify(unknown)}; elements have ${names.map((name) => JSON.stringify(name)).join(', ')}`, { context: { option, column: unknown } });
  }
}

function own<T>(fields: Readonly<Record<string, T>> | undefined, name: string): T | undefined {
  return fields !== undefined && Object.hasOwn(fields, name) ? fields[name] : undefined;
}

/** Shapes may differ from element to element, so the type of a tensor is left to the records; a scalar's is certain. */
function declaredType(block: BlockHead, shape: readonly number[] | undefined, cast: NumericDtype | undefined): LogicalType {
  if (block.kind === 'plain') return cast === undefined ? { type: 'null' } : scalarType(cast);
  if ((shape ?? block.rowShape).length > 0) return { type: 'null' };
  return block.kind === 'text' ? { type: 'text' } : scalarType(cast ?? block.dtype);
}

function scalarType(dtype: NumericDtype): LogicalType {
  return { type: dtype === 'bool' || dtype === 'float32' || dtype === 'float64' ? dtype : 'integer' };
}

function leafColumn(field: Field, blocks: readonly Block[]): Column {
  const [first] = blocks;
  if (first!.kind === 'numeric') return numericColumn(field, blocks as readonly NumericBlock[], field.buffers);
  if (first!.kind === 'text') return textColumn(field, blocks as readonly TextBlock[]);
  return plainColumn(field, (blocks as readonly PlainBlock[]).flatMap(({ values }) => values));
}

function numericColumn(field: FieldShaping, blocks: readonly NumericBlock[], buffers: Buffers): Column {
  const [first] = blocks as readonly [NumericBlock];
  const dtype = field.cast ?? first.dtype;
  if (field.shape !== undefined) for (const { rowShape } of blocks) checkReshape(rowShape, field.shape);
  else if (!haveOneShape(blocks)) return raggedColumn(field, blocks);
  const values = blocks.length === 1 && dtype === first.dtype ? first.values : join(blocks, dtype, first.dtype, buffers);
  return typedColumn(field.name, dtype, field.shape ?? first.rowShape, values);
}

function haveOneShape(blocks: readonly NumericBlock[]): boolean {
  const { rowShape: shape } = blocks[0]!;
  for (const { rowShape } of blocks) {
    if (rowShape.length !== shape.length) return false;
    for (let axis = 0; axis < shape.length; axis++) if (rowShape[axis] !== shape[axis]) return false;
  }
  return true;
}

function checkReshape(from: readonly number[], to: readonly number[] | undefined): void {
  if (to !== undefined && elementCount(from) !== elementCount(to)) throw new InvalidDataError('cast-failed', `a tensor of shape [${from.join(', ')}] cannot be reshaped to [${to.join(', ')}]`);
}

/** All blocks beside each other, in an array that the next batch uses again. */
function join(blocks: readonly NumericBlock[], dtype: NumericDtype, from: NumericDtype, buffers: Buffers): NumericArray {
  let length = 0;
  for (const { values } of blocks) length += values.length;
  const joined = buffers.array(dtype, length);
  let start = 0;
  for (const { values } of blocks) {
    if (dtype === from) (joined as { set(values: NumericArray, start: number): void }).set(values, start);
    else castInto(joined, start, values, dtype);
    start += values.length;
  }
  return joined;
}

/** The array of one field, as long as any batch needed it. */
class Buffers {
  #array: NumericArray | undefined;

  array(dtype: NumericDtype, length: number): NumericArray {
    if (this.#array === undefined || this.#array.length < length) this.#array = arrayOf(dtype, length);
    return this.#array.subarray(0, length) as NumericArray;
  }
}

function typedColumn(name: string, dtype: NumericDtype, shape: readonly number[], values: NumericArray): Column {
  if (shape.length > 0) return { type: 'tensor', name, dtype, shape, data: bytesOf(values) };
  if (dtype === 'bool') return { type: 'bool', name, values: values as Uint8Array };
  if (values instanceof BigInt64Array || values instanceof BigUint64Array) return { type: 'bigint', name, values };
  return { type: 'number', name, values: values instanceof Uint8ClampedArray ? bytesOf(values) : values };
}

/** Typed arrays are little-endian on every platform that TensorFlow.js runs on. */
function bytesOf(values: NumericArray): Uint8Array {
  return new Uint8Array(values.buffer, values.byteOffset, values.byteLength);
}

function raggedColumn({ name, cast }: FieldShaping, blocks: readonly NumericBlock[]): Column {
  const values = blocks.flatMap((block) => Array.from({ length: block.rowCount }, (_, row): Value => {
    const { values: elements } = sliceBlock(block, row, row + 1) as NumericBlock;
    return new Tensor(cast ?? block.dtype, block.rowShape, bytesOf(cast === undefined ? elements : castElements(elements, cast)));
  }));
  return { type: 'values', name, values };
}

function textColumn({ name, shape, cast }: FieldShaping, blocks: readonly TextBlock[]): Column {
  if (cast !== undefined) throw new InvalidDataError('cast-unsupported', `strings cannot be cast to ${cast}`);
  for (const { rowShape } of blocks) checkReshape(rowShape, shape);
  if (blocks.some(({ rowShape }) => (shape ?? rowShape).length > 0)) return { type: 'values', name, values: blocks.flatMap((block) => Array.from({ length: block.rowCount }, (_, row) => textAt(block, row, shape))) };
  const strings = blocks.flatMap(({ values }) => values);
  const offsets = new Uint32Array(strings.length + 1);
  strings.forEach(({ length }, index) => (offsets[index + 1] = offsets[index]! + length));
  const bytes = new Uint8Array(offsets.at(-1)!);
  strings.forEach((string, index) => bytes.set(string, offsets[index]!));
  return { type: 'text', name, offsets, bytes };
}

function plainColumn({ name, shape, cast }: FieldShaping, values: readonly Value[]): Column {
  if (shape !== undefined && shape.length > 0) throw new InvalidDataError('cast-failed', `a single value cannot be reshaped to [${shape.join(', ')}]`);
  if (cast === undefined) return { type: 'values', name, values };
  const valid = Uint8Array.from(values, (value) => (value === null || value === undefined ? 0 : 1));
  const numbers = Float64Array.from(values, (value) => {
    if (value === null || value === undefined) return 0;
    if (typeof value === 'number' || typeof value === 'boolean') return Number(value);
    throw new InvalidDataError('cast-unsupported', `a value that is no number cannot be cast to ${cast}`);
  });
  return { ...typedColumn(name, cast, [], castElements(numbers, cast)), valid };
}

/** A value inside a field that is nested. */
function valueAt(place: Place, piece: Piece, row: number): Value {
  if (place.kind === 'list') return place.items.map((item) => valueAt(item, piece, row));
  if (place.kind === 'struct') return Object.fromEntries(place.fields.map(([name, member]) => [name, valueAt(member, piece, row)]));
  const block = piece.blocks[place.index]!;
  if (block.kind === 'plain') return block.values[row];
  if (block.kind === 'text') return textAt(block, row, undefined);
  const { values, rowShape, dtype } = sliceBlock(block, row, row + 1) as NumericBlock;
  if (rowShape.length > 0) return new Tensor(dtype, rowShape, bytesOf(values));
  return dtype === 'bool' ? values[0] !== 0 : values[0];
}

/** A row of strings: one, or lists as deep as the shape is long. */
function textAt(block: TextBlock, row: number, shape: readonly number[] | undefined): Value {
  const { values, rowShape } = sliceBlock(block, row, row + 1) as TextBlock;
  return nest(values.map(decodeText), shape ?? rowShape);
}

function nest(strings: readonly string[], shape: readonly number[]): Value {
  const [length, ...rest] = shape;
  if (length === undefined) return strings[0];
  const size = elementCount(rest);
  return Array.from({ length }, (_, index) => nest(strings.slice(index * size, (index + 1) * size), rest));
}
