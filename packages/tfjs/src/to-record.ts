/** Pieces to batches of records: a column for each field, in the shape that the data were stored in. */
import { InvalidArgumentError, InvalidDataError } from '@datasig/core';
import type { Column, ColumnBatch, LogicalType, SchemaField } from '@datasig/core/spec';
import type { BlockHead } from './block.ts';
import type { Piece } from './capture.ts';
import { type ColumnBuilder, columnBuilder, type FieldShaping } from './column-builder.ts';
import type { Shaping } from './options.ts';
import type { Place, Structure } from './structure.ts';
import type { NumericDtype } from './tensor-like.ts';

/** A batch has about this many records or bytes, whichever comes first. */
export const batchRowCount = 4096;
export const batchByteLength: number = 1 << 20;

type Field = FieldShaping & { readonly place: Place; readonly source: string };

/** Makes batches of the pieces of one structure; each is valid until rows are added again. */
export class RecordMaker {
  readonly #fields: readonly Field[];
  #builders: readonly ColumnBuilder[] | undefined;
  #rowCount = 0;

  /** @throws InvalidArgumentError `unknown-column` where an option names a field that elements do not have; `invalid-argument` */
  constructor(structure: Structure, shaping: Shaping) {
    checkNames(shaping, structure.fields.map(([name]) => name));
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

  /** Whether enough was added for a batch. */
  get isFull(): boolean {
    if (this.#rowCount >= batchRowCount) return true;
    let byteLength = 0;
    if (this.#builders !== undefined) for (let index = 0; index < this.#builders.length; index++) byteLength += this.#builders[index]!.byteLength;
    return byteLength >= batchByteLength;
  }

  /** Takes rows; nothing of them is kept. @throws InvalidDataError whose column is the field as elements name it; nothing can be added after that */
  add(piece: Piece): void {
    this.#builders ??= this.#fields.map(({ place, source, ...shaping }) => inField(source, () => columnBuilder(place, shaping, piece.blocks[place.kind === 'leaf' ? place.index : 0]!)));
    let index = 0;
    try {
      for (; index < this.#builders.length; index++) this.#builders[index]!.add(piece);
    } catch (error) {
      throw at(error, this.#fields[index]!.source);
    }
    this.#rowCount += piece.rowCount;
  }

  /** What was added since the last batch; undefined where that is nothing. @throws InvalidDataError `cast-failed` */
  take(): ColumnBatch | undefined {
    const rowCount = this.#rowCount;
    if (rowCount === 0) return undefined;
    this.#rowCount = 0;
    return { kind: 'columns', rowCount, columns: this.#builders!.map((builder, index): Column => inField(this.#fields[index]!.source, () => builder.take())) };
  }
}

function inField<Result>(source: string, work: () => Result): Result {
  try {
    return work();
  } catch (error) {
    throw at(error, source);
  }
}

function at(error: unknown, column: string): unknown {
  return InvalidDataError.is(error) ? error.at({ column }) : error;
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
