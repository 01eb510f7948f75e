/** Pieces to batches of records: a column for each field, in the shape that the data were stored in. */
import { InvalidArgumentError, InvalidDataError, Tensor } from '@datasig/core';
import type { Column, ColumnBatch, LogicalType, SchemaField, Value } from '@datasig/core/spec';
import { type Block, type BlockHead, decodeText, elementCount, type NumericBlock, type PlainBlock, sliceBlock, type TextBlock } from './block.ts';
import type { Piece } from './capture.ts';
import { arrayOf, castElements } from './cast-elements.ts';
import type { Shaping } from './options.ts';
import type { Place, Structure } from './structure.ts';
import type { NumericArray, NumericDtype } from './tensor-like.ts';

/** What happens to one field. */
interface FieldShaping {
  readonly name: string;
  readonly shape: readonly number[] | undefined;
  readonly cast: NumericDtype | undefined;
}

/** Makes batches of the pieces of one structure. */
export class RecordMaker {
  readonly #fields: readonly (FieldShaping & { readonly place: Place; readonly source: string })[];

  /** @throws InvalidArgumentError `unknown-column` where an option names a field that elements do not have; `invalid-argument` */
  constructor(structure: Structure, shaping: Shaping) {
    const names = structure.fields.map(([name]) => name);
    checkNames(shaping, names);
    this.#fields = structure.fields.map(([source, place]) => {
      const [shape, cast] = [own(shaping.reshape, source), own(shaping.cast, source)];
      if (place.kind !== 'leaf' && (shape ?? cast) !== undefined) throw new InvalidArgumentError('invalid-argument', `${source} is nested; reshape and cast are for tensors and numbers`, { context: { column: source } });
      return { source, place, name: own(shaping.rename, source) ?? source, shape, cast };
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

function leafColumn(field: FieldShaping, blocks: readonly Block[]): Column {
  const [first] = blocks;
  if (blocks.every((block) => block.kind === 'numeric')) return numericColumn(field, blocks);
  if (first!.kind === 'text') return textColumn(field, blocks as readonly TextBlock[]);
  return plainColumn(field, (blocks as readonly PlainBlock[]).flatMap(({ values }) => values));
}

function numericColumn(field: FieldShaping, blocks: readonly NumericBlock[]): Column {
  const [first] = blocks as readonly [NumericBlock];
  const shape = field.shape ?? first.rowShape;
  for (const { rowShape } of blocks) checkReshape(rowShape, field.shape);
  if (field.shape === undefined && blocks.some(({ rowShape }) => rowShape.length !== shape.length || rowShape.some((dimension, axis) => dimension !== shape[axis]))) return raggedColumn(field, blocks);
  const rowCount = blocks.reduce((sum, block) => sum + block.rowCount, 0);
  const values = castTo(join(blocks, first.dtype), field.cast);
  return typedColumn(field.name, field.cast ?? first.dtype, shape, values, rowCount);
}

function checkReshape(from: readonly number[], to: readonly number[] | undefined): void {
  if (to !== undefined && elementCount(from) !== elementCount(to)) throw new InvalidDataError('cast-failed', `a tensor of shape [${from.join(', ')}] cannot be reshaped to [${to.join(', ')}]`);
}

function castTo(values: NumericArray, dtype: NumericDtype | undefined): NumericArray {
  return dtype === undefined ? values : castElements(values, dtype);
}

/** One block is left where it is; several are copied beside each other. */
function join(blocks: readonly NumericBlock[], dtype: NumericDtype): NumericArray {
  if (blocks.length === 1) return blocks[0]!.values;
  const joined = arrayOf(dtype, blocks.reduce((sum, { values }) => sum + values.length, 0));
  let length = 0;
  for (const { values } of blocks) {
    (joined as { set(from: NumericArray, at: number): void }).set(values, length);
    length += values.length;
  }
  return joined;
}

function typedColumn(name: string, dtype: NumericDtype, shape: readonly number[], values: NumericArray, rowCount: number): Column {
  if (shape.length > 0) return { type: 'tensor', name, dtype, shape, data: bytesOf(values) };
  if (dtype === 'bool') return { type: 'bool', name, values: values as Uint8Array };
  if (values instanceof BigInt64Array || values instanceof BigUint64Array) return { type: 'bigint', name, values };
  return { type: 'number', name, values: (values instanceof Uint8ClampedArray ? bytesOf(values) : values).subarray(0, rowCount) as Float64Array };
}

/** Typed arrays are little-endian on every platform that TensorFlow.js runs on. */
function bytesOf(values: NumericArray): Uint8Array {
  return new Uint8Array(values.buffer, values.byteOffset, values.byteLength);
}

function raggedColumn({ name, cast }: FieldShaping, blocks: readonly NumericBlock[]): Column {
  const values = blocks.flatMap((block) => Array.from({ length: block.rowCount }, (_, row): Value => {
    const { values: elements } = sliceBlock(block, row, row + 1) as NumericBlock;
    return new Tensor(cast ?? block.dtype, block.rowShape, bytesOf(castTo(elements, cast)));
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
  return { ...typedColumn(name, cast, [], castElements(numbers, cast), values.length), valid };
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
