/** Records of an archive collected into batches of columns. */
import { InvalidDataError } from '@datasig/core';
import type { Column, ColumnBatch } from '@datasig/core/spec';
import { batchByteLength, batchCellCount, batchRowCount, recordByteLimit } from '../format.ts';
import type { TarEntries, TarEntry } from './entries.ts';
import { quoteName } from './entry-name.ts';
import { FieldColumn, inField } from './field-column.ts';

/** Columns that are kept for the next batch; where every record has other fields, they are dropped. */
const keptColumnCount = 4096;

/** Collects records file by file. */
export class TarRecords {
  /** Complete records. */
  rowCount = 0;
  readonly #literals: ReadonlySet<string>;
  readonly #byteOffsets = new Float64Array(batchRowCount);
  #columns: FieldColumn[] = [];
  readonly #byName = new Map<string, FieldColumn>();
  /** Columns that were met in this batch. */
  #activeCount = 0;
  #rowsBefore = 0;
  #byteLength = 0;
  #recordByteLength = 0;

  constructor(numberLiterals: readonly string[] = []) {
    this.#literals = new Set(numberLiterals);
  }

  get isFull(): boolean {
    return this.rowCount === batchRowCount || this.#byteLength >= batchByteLength || this.rowCount * this.#activeCount >= batchCellCount;
  }

  /** A record begins. */
  begin(byteOffset: number): void {
    this.#byteOffsets[this.rowCount] = byteOffset;
    this.#recordByteLength = 0;
  }

  /** The record is complete. */
  end(): void {
    this.rowCount++;
    this.#byteLength += this.#recordByteLength;
  }

  /** Reads `entry`, at which `entries` stands, as `field` of the record. @throws InvalidDataError */
  async add(field: string, entry: TarEntry, entries: TarEntries): Promise<void> {
    const row = this.#rowsBefore + this.rowCount + 1;
    this.#recordByteLength += entry.byteLength;
    if (this.#recordByteLength > recordByteLimit) throw new InvalidDataError('record-too-large', `with the entry ${quoteName(entry.name)} a record is over the limit of ${recordByteLimit} bytes`, { byteOffset: entry.byteOffset, row });
    const column = this.#column(field);
    if (column.lastRow === this.rowCount) throw new InvalidDataError('duplicate-key', `a record has two files with this ending; the second is ${quoteName(entry.name)}`, { byteOffset: entry.byteOffset, row, column: field });
    if (column.lastRow === -1) this.#activeCount++;
    const { byteOffset } = entries;
    column.begin(this.rowCount);
    await entries.take((bytes, start, end) => column.append(bytes, start, end));
    try {
      column.end(this.rowCount);
    } catch (error) {
      throw inField(error, field, byteOffset, row);
    }
  }

  #column(field: string): FieldColumn {
    const known = this.#byName.get(field);
    if (known !== undefined) return known;
    const column = new FieldColumn(field, this.#literals.has(field));
    this.#byName.set(field, column);
    this.#columns.push(column);
    return column;
  }

  /** The complete records as a batch, valid until {@link clear}. */
  take(): ColumnBatch {
    const { rowCount } = this;
    const columns = this.#columns.map((column) => column.column(rowCount)).filter((column): column is Column => column !== undefined);
    return { kind: 'columns', rowCount, columns, places: { byteOffsets: this.#byteOffsets } };
  }

  /** Starts the next batch; to be called when the consumer is done with the last one. */
  clear(): void {
    this.#rowsBefore += this.rowCount;
    this.rowCount = 0;
    this.#byteLength = 0;
    this.#activeCount = 0;
    if (this.#columns.length > keptColumnCount) {
      this.#columns = [];
      this.#byName.clear();
    }
    for (const column of this.#columns) column.clear();
  }
}
