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
  readonly #reading: ReadingOf;
  readonly #range: RowidRange;
  readonly #rowid: NonNullable<Table['rowid']>;
  /** Position of the rowid in a row. */
  readonly #rowidAt: number;
  readonly #maker: BatchMaker;
  #fast: SqliteStatement;
  #next: bigint;
  #rowCount = firstRowCount;
  #isExact = false;
  #rowsBefore = 0;

  constructor(reading: ReadingOf, range: RowidRange) {
    const { source, columns } = reading;
    this.#reading = reading;
    this.#range = range;
    this.#next = range.first;
    this.#rowid = source.table!.rowid!;
    const position = columns.findIndex(({ name }) => this.#rowid.isColumn && name === this.#rowid.name);
    this.#rowidAt = Math.max(0, position);
    this.#maker = new BatchMaker(reading, position < 0 ? 1 : 0);
    const leading = position < 0 ? quoteName(this.#rowid.name) : undefined;
    this.#fast = this.#prepare(source.select(columns, leading)).raw();
  }

  /** Batches until the range is read. @throws InvalidDataError, SourceError */
  *read(): Generator<Batch> {
    while (this.#next <= this.#range.last) {
      const [first, rowCount] = [this.#next, this.#rowCount];
      const rows = this.#rows(this.#fast, first, rowCount) as readonly SqlRow[];
      if (rows.length === 0) return;
      const last = this.#checkOrder(rows, first);
      const slice: RowSlice = { rows, start: 0, end: rows.length, exact: this.#isExact };
      if (last === undefined || (yield* this.#maker.batches(slice, this.#reread(first, rowCount), this.#rowsBefore)) === 'inexact') {
        this.#isExact = true;
        this.#fast.safeIntegers();
        continue;
      }
      this.#rowsBefore += rows.length;
      this.#adapt(rows.length);
      if (last === allRowids.last) return;
      this.#next = last + 1n;
    }
  }

  #prepare(select: string): SqliteStatement {
    const { database, source } = this.#reading;
    const rowid = quoteName(this.#rowid.name);
    return inDatabase(source.shown, () => database.prepare(`${select} WHERE ${rowid} >= ? AND ${rowid} <= ? ORDER BY ${rowid} LIMIT ?`));
  }

  #rows(statement: SqliteStatement, first: bigint, rowCount: number): unknown[] {
    return inDatabase(this.#reading.source.shown, () => statement.all(first, this.#range.last, rowCount));
  }

  /** The last rowid; undefined where one may be rounded. A damaged tree may have them in any order. */
  #checkOrder(rows: readonly SqlRow[], first: bigint): bigint | undefined {
    let last: number | bigint = first - 1n;
    for (const row of rows) {
      const rowid = row[this.#rowidAt] as number | bigint;
      if (typeof rowid === 'number' && !Number.isSafeInteger(rowid)) return undefined;
      if (rowid <= last) throw this.#outOfOrder();
      last = rowid;
    }
    if (last > this.#range.last) throw this.#outOfOrder();
    return BigInt(last);
  }

  #outOfOrder(): InvalidDataError {
    return new InvalidDataError('invalid-sqlite', 'the database is damaged: rowids are out of order', { file: this.#reading.source.shown });
  }

  #reread(first: bigint, rowCount: number): Reread {
    return {
      bytesOf: (column) => this.#rows(this.#prepare(this.#reading.source.selectBytes([column])).pluck(), first, rowCount),
      nameOf: (row) => `rowid ${String(row[this.#rowidAt])}`,
    };
  }

  /** Batches shall be about as long as is wanted; a longer row may come at any time. */
  #adapt(rowCount: number): void {
    const wanted = Math.floor((rowCount * wantedBatchByteLength) / Math.max(1, this.#maker.byteLength));
    this.#rowCount = Math.max(1, Math.min(wanted, 4 * this.#rowCount, mostRowCount));
  }
}
