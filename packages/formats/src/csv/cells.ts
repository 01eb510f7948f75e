/** Cells of a batch of rows, column by column. */
import type { ColumnBatch } from '@datasig/core/spec';
import { batchByteLength, batchCellCount, batchRowCount } from '../format.ts';
import { TextBuilder } from '../text-builder.ts';
import type { CellSink } from './row-scanner.ts';

/** Collects rows into text columns; cells beyond the header are counted by the scanner and dropped here. */
export class CellColumns implements CellSink {
  rowCount = 0;
  /** The columns' texts, in the order of the header; with offsets for every row of a batch. */
  readonly texts: readonly TextBuilder[];
  readonly #names: readonly string[];
  readonly #rowLimit: number;
  readonly #lines = new Float64Array(batchRowCount);
  readonly #byteOffsets = new Float64Array(batchRowCount);
  #byteLength = 0;

  constructor(names: readonly string[]) {
    this.#names = names;
    this.#rowLimit = Math.max(1, Math.min(batchRowCount, Math.floor(batchCellCount / Math.max(1, names.length))));
    this.texts = names.map(() => new TextBuilder(this.#rowLimit));
  }

  append(column: number, bytes: Uint8Array, start: number, end: number): void {
    if (column < this.texts.length) this.texts[column]!.append(bytes, start, end);
  }

  endCell(column: number): void {
    if (column < this.texts.length) this.texts[column]!.endRow(this.rowCount);
  }

  /** Forgets an incomplete row. */
  rollBack(): void {
    for (const column of this.texts) column.rollBack(this.rowCount);
  }

  /** The row is complete; it takes `byteLength` bytes in the file. */
  endRow(line: number, byteOffset: number, byteLength: number): void {
    this.#lines[this.rowCount] = line;
    this.#byteOffsets[this.rowCount++] = byteOffset;
    this.#byteLength += byteLength;
  }

  get isFull(): boolean {
    return this.rowCount === this.#rowLimit || this.#byteLength >= batchByteLength;
  }

  /** The rows so far as a batch, valid until the next row is begun. */
  take(): ColumnBatch {
    const { rowCount } = this;
    this.rowCount = 0;
    this.#byteLength = 0;
    const columns = this.texts.map((column, index) => column.column(this.#names[index]!));
    for (const column of this.texts) column.clear();
    return { kind: 'columns', rowCount, columns, places: { lines: this.#lines, byteOffsets: this.#byteOffsets } };
  }
}
