/** Rows of SQLite to columns of batches, each value by its storage class. */
import { InvalidDataError } from '@datasig/core';
import type { Column } from '@datasig/core/spec';
import { bytesColumn, ColumnBuffers, integerColumn, type NoColumn, numberColumn, type RowSlice, textColumn, valueColumn } from './column-kinds.ts';
import type { DeclaredType } from './declared-types.ts';

type Kind = (name: string, slice: RowSlice, position: number, buffers: ColumnBuffers) => Column | NoColumn;

/** In the order in which they are tried; values of any kind come last. */
const kinds: readonly Kind[] = [numberColumn, textColumn, integerColumn, bytesColumn, valueColumnOf];

function valueColumnOf(name: string, slice: RowSlice, position: number): Column | NoColumn {
  return valueColumn(name, slice, position);
}

/** Makes one column of every batch; the kind of the last batch is tried first. */
export class ColumnBuilder {
  readonly name: string;
  /** Of its value in a row. */
  readonly position: number;
  readonly #declared: DeclaredType | undefined;
  readonly #buffers = new ColumnBuffers();
  #kind = kinds[0]!;

  constructor(name: string, position: number, declared: DeclaredType | undefined) {
    this.name = name;
    this.position = position;
    this.#declared = declared;
  }

  /**
   * The column, valid until the next one is built.
   *
   * @throws InvalidDataError `cast-failed` where a value is not of its declared type
   */
  build(slice: RowSlice): Column | Exclude<NoColumn, undefined> {
    if (this.#declared !== undefined) return this.#convert(slice, this.#declared);
    this.#buffers.reserve(slice.end - slice.start);
    const built = this.#kind(this.name, slice, this.position, this.#buffers);
    if (built !== undefined) return built;
    for (const kind of kinds) {
      const other = kind(this.name, slice, this.position, this.#buffers);
      if (other === undefined) continue;
      this.#kind = kind;
      return other;
    }
    throw new TypeError('a value is of no storage class');
  }

  #convert(slice: RowSlice, { convert }: DeclaredType): Column | Exclude<NoColumn, undefined> {
    try {
      return valueColumn(this.name, slice, this.position, convert)!;
    } catch (error) {
      throw error instanceof InvalidDataError ? error.at({ column: this.name }) : error;
    }
  }
}
