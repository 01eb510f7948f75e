/** Reads a range of rowids in chunks: the fastest way that better-sqlite3 has. */
import { InvalidDataError } from '@datasig/core';
import type { Batch } from '@datasig/core/spec';
import { BatchMaker, type ReadingOf, type Reread, wantedBatchByteLength } from './batches.ts';
import type { Table } from './catalog.ts';
import type { RowSlice } from './column-kinds.ts';
import type { SqliteStatement, SqlRow } from './driver.ts';
import { quoteName } from './names.ts';
import { allRowids, type RowidRange } from './rowid-range.ts';
import { inDatabase } from './sqlite-error.ts';

const firstRowCount = 64;
const mostRowCount = 1024;

/** The rows of a table whose rowids are in a range. */
export class RangeReader {
  /** Rows of the shard that were read before. */
  rowsBefore = 0;
  readonly #reading: ReadingOf;
  readonly #rowid: NonNullable<Table['rowid']>;
  /** Position of the rowid in a row. */
  readonly #rowidAt: number;
  readonly #maker: BatchMaker;
  readonly #fast: SqliteStatement;
  #rowCount = firstRowCount;
  #isExact = false;

  constructor(reading: ReadingOf) {
    const { source, columns } = reading;
    this.#reading = reading;
    this.#rowid = source.table!.rowid!;
    const position = columns.findIndex(({ name }) => this.#rowid.isColumn && name === this.#rowid.name);
    this.#rowidAt = Math.max(0, position);
    this.#maker = new BatchMaker(reading, position < 0 ? 1 : 0);
    const leading = position < 0 ? quoteName(this.#rowid.name) : undefined;
    this.#fast = this.#prepare(source.select(columns, leading)).raw();
  }

  /** Batches of the rows of a range, which follows those that were read before. @throws InvalidDataError, SourceError */
  *read({ first, last }: RowidRange): Generator<Batch> {
    for (let next = first; next <= last; ) {
      const [piece, rowCount] = [{ first: next, last }, this.#rowCount];
      const rows = this.#rows(this.#fast, piece, rowCount) as readonly SqlRow[];
      if (rows.length === 0) return;
      const lastRowid = this.#checkOrder(rows, piece);
      const slice: RowSlice = { rows, start: 0, end: rows.length, exact: this.#isExact };
      if (lastRowid === undefined || (yield* this.#maker.batches(slice, this.#reread(piece, rowCount), this.rowsBefore)) === 'inexact') {
        this.#isExact = true;
        this.#fast.safeIntegers();
        continue;
      }
      this.rowsBefore += rows.length;
      this.#adapt(rows.length);
      if (lastRowid === allRowids.last) return;
      next = lastRowid + 1n;
    }
  }

  #prepare(select: string): SqliteStatement {
    const { database, source } = this.#reading;
    const rowid = quoteName(this.#rowid.name);
    return inDatabase(source.shown, () => database.prepare(`${select} WHERE ${rowid} >= ? AND ${rowid} <= ? ORDER BY ${rowid} LIMIT ?`));
  }

  #rows(statement: SqliteStatement, { first, last }: RowidRange, rowCount: number): unknown[] {
    return inDatabase(this.#reading.source.shown, () => statement.all(first, last, rowCount));
  }

  /** The last rowid; undefined where one may be rounded. A damaged tree may have them in any order. */
  #checkOrder(rows: readonly SqlRow[], { first, last }: RowidRange): bigint | undefined {
    let before: number | bigint = first - 1n;
    for (const row of rows) {
      const rowid = row[this.#rowidAt] as number | bigint;
      if (typeof rowid === 'number' && !Number.isSafeInteger(rowid)) return undefined;
      if (rowid <= before) throw outOfOrder(this.#reading.source.shown);
      before = rowid;
    }
    if (before > last) throw outOfOrder(this.#reading.source.shown);
    return BigInt(before);
  }

  #reread(piece: RowidRange, rowCount: number): Reread {
    return {
      bytesOf: (column) => this.#rows(this.#prepare(this.#reading.source.selectBytes([column])).pluck(), piece, rowCount),
      nameOf: (row) => `rowid ${String(row[this.#rowidAt])}`,
    };
  }

  /** Batches shall be about as long as is wanted; a longer row may come at any time. */
  #adapt(rowCount: number): void {
    const wanted = Math.floor((rowCount * wantedBatchByteLength) / Math.max(1, this.#maker.byteLength));
    this.#rowCount = Math.max(1, Math.min(wanted, 4 * this.#rowCount, mostRowCount));
  }
}

/** The error of a tree whose rowids do not ascend. */
export function outOfOrder(shown: string): InvalidDataError {
  return new InvalidDataError('invalid-sqlite', 'the database is damaged: rowids are out of order', { file: shown });
}
