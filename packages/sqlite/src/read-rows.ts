/** Reads rows one after the other: tables without a rowid, views and queries. */
import type { Batch } from '@datasig/core/spec';
import { BatchMaker, type ReadingOf, type Reread, wantedBatchByteLength } from './batches.ts';
import type { TableColumn } from './catalog.ts';
import type { SqlRow, SqlValue } from './driver.ts';
import { inDatabase } from './sqlite-error.ts';

const mostRowCount = 1024;

/** Batches of all rows. @throws InvalidDataError, SourceError, InvalidArgumentError `invalid-query` */
export function* readRows(reading: ReadingOf): Generator<Batch> {
  const { source, columns } = reading;
  const maker = new BatchMaker(reading, columns.length === 0 ? 1 : 0);
  const texts = new TextRows(reading);
  const rows = iterate(reading, columns.length === 0 ? source.select([], '1') : source.select(columns));
  let rowsBefore = 0;
  try {
    for (let taken = take(rows, source.shown); taken.length > 0; taken = take(rows, source.shown)) {
      yield* maker.batches({ rows: taken, start: 0, end: taken.length, exact: true }, texts.at(rowsBefore, taken.length), rowsBefore);
      rowsBefore += taken.length;
    }
  } finally {
    rows.return?.();
    texts.close();
  }
}

function iterate({ database, source }: ReadingOf, sql: string): Iterator<SqlRow> {
  return inDatabase(source.shown, () => database.prepare(sql).raw().safeIntegers().iterate(...source.parameters)) as Iterator<SqlRow>;
}

/** The next rows, until they make a batch. */
function take(rows: Iterator<SqlRow>, shown: string): readonly SqlRow[] {
  return inDatabase(shown, () => {
    const taken: SqlRow[] = [];
    for (let byteLength = 0; taken.length < mostRowCount && byteLength < wantedBatchByteLength; ) {
      const next = rows.next();
      if (next.done === true) break;
      taken.push(next.value);
      for (const value of next.value) byteLength += lengthOf(value);
    }
    return taken;
  });
}

function lengthOf(value: SqlValue): number {
  return typeof value === 'string' || value instanceof Uint8Array ? value.length : 8;
}

/** The same rows a second time, with the bytes of their text; nothing is read until they are asked for. */
class TextRows {
  readonly #reading: ReadingOf;
  #rows: Iterator<SqlRow> | undefined;
  #nextRow = 0;

  constructor(reading: ReadingOf) {
    this.#reading = reading;
  }

  /** Rows `first` to `first + count`; none before those that were asked for last. */
  at(first: number, count: number): Reread {
    const { columns, source } = this.#reading;
    let taken: readonly SqlRow[] | undefined;
    return {
      bytesOf: (column: TableColumn) => {
        taken ??= inDatabase(source.shown, () => this.#take(first, count));
        const position = columns.indexOf(column);
        return taken.map((row) => row[position]);
      },
      nameOf: () => undefined,
    };
  }

  close(): void {
    this.#rows?.return?.();
  }

  #take(first: number, count: number): readonly SqlRow[] {
    this.#rows ??= iterate(this.#reading, this.#reading.source.selectBytes(this.#reading.columns));
    const taken: SqlRow[] = [];
    for (; this.#nextRow < first + count; this.#nextRow++) {
      const next = this.#rows.next();
      if (next.done === true) break;
      if (this.#nextRow >= first) taken.push(next.value);
    }
    return taken;
  }
}
