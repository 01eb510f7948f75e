/** Rows to batches: columns made, text checked, long batches halved. */
import { InvalidDataError } from '@datasig/core';
import type { Batch, Column } from '@datasig/core/spec';
import type { TableColumn } from './catalog.ts';
import type { RowSlice } from './column-kinds.ts';
import type { SqliteDatabase, SqlRow } from './driver.ts';
import { findDeclaredType } from './declared-types.ts';
import type { TypesOption } from './options.ts';
import type { RowSource } from './row-source.ts';
import { checkText, isSuspect, type TextEncoding } from './text-check.ts';
import { ColumnBuilder } from './to-record.ts';

/** What reads the same rows again. */
export interface Reread {
  /** The bytes of the text in a column, one entry for each of the rows that came together; null where there is no text. */
  bytesOf(column: TableColumn): readonly unknown[];
  /** What messages call a row, such as `rowid 7`; undefined where its number says it. */
  nameOf(row: SqlRow): string | undefined;
}

/** What is read, and how. */
export interface ReadingOf {
  readonly database: SqliteDatabase;
  readonly source: RowSource;
  /** Those that are wanted. */
  readonly columns: readonly TableColumn[];
  readonly types: TypesOption;
  readonly encoding: TextEncoding;
}

/** Rows are handed over in batches of about this size. */
export const wantedBatchByteLength: number = 1024 * 1024;

/** Makes the batches of one shard. */
export class BatchMaker {
  readonly #columns: readonly TableColumn[];
  readonly #builders: readonly ColumnBuilder[];
  readonly #encoding: TextEncoding;
  readonly #shown: string;
  /** Of the last batch, without what its rows share. */
  byteLength = 0;

  /** @param position of the first column in the rows */
  constructor({ source: { shown }, columns, types, encoding }: ReadingOf, position: number) {
    this.#columns = columns;
    this.#builders = columns.map(({ name, declaredType }, index) => new ColumnBuilder(name, position + index, findDeclaredType(declaredType, types)));
    this.#encoding = encoding;
    this.#shown = shown;
  }

  /**
   * The batches of a slice; null, and none, where its rows have to be read again with exact integers.
   *
   * @throws InvalidDataError with row and column
   */
  *batches(slice: RowSlice, reread: Reread, rowsBefore: number): Generator<Batch, 'done' | 'inexact'> {
    const columns: Column[] = [];
    let isTooLong = false;
    for (const builder of this.#builders) {
      const column = this.#build(builder, slice, rowsBefore);
      if (column === 'inexact') return 'inexact';
      if (column === 'too-long') isTooLong = true;
      else columns.push(column);
    }
    if (isTooLong) return yield* this.#halves(slice, reread, rowsBefore);
    this.#checkTexts(columns, slice, reread, rowsBefore);
    this.byteLength = columns.reduce((sum, column) => sum + byteLengthOf(column, slice.end - slice.start), 0);
    yield { kind: 'columns', rowCount: slice.end - slice.start, columns, places: { file: this.#shown } };
    return 'done';
  }

  #build(builder: ColumnBuilder, slice: RowSlice, rowsBefore: number): ReturnType<ColumnBuilder['build']> {
    try {
      return builder.build(slice);
    } catch (error) {
      throw error instanceof InvalidDataError ? error.at({ file: this.#shown, row: rowsBefore + (error.position.row ?? 1) }) : error;
    }
  }

  /** Whatever is inexact must show before a batch is handed over. */
  *#halves(slice: RowSlice, reread: Reread, rowsBefore: number): Generator<Batch, 'done' | 'inexact'> {
    if (!slice.exact) return 'inexact';
    const middle = (slice.start + slice.end) >>> 1;
    yield* this.batches({ ...slice, end: middle }, reread, rowsBefore);
    return yield* this.batches({ ...slice, start: middle }, reread, rowsBefore + middle - slice.start);
  }

  #checkTexts(columns: readonly Column[], slice: RowSlice, reread: Reread, rowsBefore: number): void {
    columns.forEach((column, index) => {
      const { position } = this.#builders[index]!;
      if (!isSuspect(column, slice, position, this.#encoding)) return;
      const stored = reread.bytesOf(this.#columns[index]!);
      for (let row = slice.start; row < slice.end; row++) {
        const value = slice.rows[row]![position];
        if (typeof value === 'string') this.#checkText(value, stored[row], column.name, reread.nameOf(slice.rows[row]!), rowsBefore + row - slice.start + 1);
      }
    });
  }

  #checkText(text: string, stored: unknown, column: string, rowName: string | undefined, row: number): void {
    try {
      checkText(text, stored, this.#encoding);
    } catch (error) {
      if (!(error instanceof InvalidDataError)) throw error;
      throw new InvalidDataError(error.code, rowName === undefined ? error.reason : `${rowName}: ${error.reason}`, { file: this.#shown, row, column });
    }
  }
}

/** What a column holds, about; values of mixed kinds by a guess. */
function byteLengthOf(column: Column, rowCount: number): number {
  switch (column.type) {
    case 'text':
    case 'bytes':
      return column.offsets[rowCount]! + 4 * rowCount;
    case 'values':
      return column.values.reduce<number>((sum, value) => sum + (typeof value === 'string' || value instanceof Uint8Array ? value.length : 0) + 16, 0);
    default:
      return 8 * rowCount;
  }
}
