/** Cells of a batch of rows, column by column. */
import type { ColumnBatch } from '@datasig/core/spec';
import { batchByteLength, batchCellCount, batchRowCount } from '../format.ts';
import { TextBuilder } from '../text-builder.ts';
import type { CellSink } from './row-scanner.ts';

/** Collects rows into text columns; cells beyond the header are counted by the scanner and dropped here. */
export class CellColumns implements CellSink {
  rowCount = 0;
  readonly #names: readonly string[];
  readonly #columns: readonly TextBuilder[];
  readonly #rowLimit: number;
  readonly #lines = new Float64Array(batchRowCount);
  readonly #byteOffsets = new Float64Array(batchRowCount);
  #byteLength = 0;

  constructor(names: readonly string[]) {
    this.#names = names;
    this.#columns = names.map(() => new TextBuilder());
    this.#rowLimit = Math.max(1, Math.min(batchRowCount, Math.floor(batchCellCount / Math.max(1, names.length))));
  }

  append(column: number, bytes: Uint8Array, start: number, end: number): void {
    if (column >= this.#columns.length) return;
    this.#columns[column]!.append(bytes, start, end);
    this.#byteLength += end - start;
  }

  endCell(column: number): void {
    if (column < this.#columns.length) this.#columns[column]!.endRow(this.rowCount);
  }

  /** Forgets an incomplete row. */
  rollBack(): void {
    for (const column of this.#columns) column.rollBack(this.rowCount);
  }

  /** The row is complete. */
  endRow(line: number, byteOffset: number): void {
    this.#lines[this.rowCount] = line;
    this.#byteOffsets[this.rowCount++] = byteOffset;
  }

  get isFull(): boolean {
    return this.rowCount === this.#rowLimit || this.#byteLength >= batchByteLength;
  }

  /** The rows so far as a batch, valid until the next row is begun. */
  take(): ColumnBatch {
    const { rowCount } = this;
    this.rowCount = 0;
    this.#byteLength = 0;
    const columns = this.#columns.map((column, index) => column.column(this.#names[index]!));
    for (const column of this.#columns) column.clear();
    return { kind: 'columns', rowCount, columns, places: { lines: this.#lines, byteOffsets: this.#byteOffsets } };
  }
}
