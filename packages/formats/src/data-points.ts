/** Batches of data points: records as bytes that the original Python tool would serialise them to. */
import { dataPointColumnName } from '@datasig/core';
import type { Batch } from '@datasig/core/spec';
import { batchByteLength, batchRowCount } from './format.ts';
import { TextBuilder } from './text-builder.ts';

/** Builds batches of one column of bytes; its buffers are used again for the next batch. */
export class DataPointBatch {
  rowCount = 0;
  readonly bytes: TextBuilder = new TextBuilder();
  readonly #lines = new Float64Array(batchRowCount);

  get isFull(): boolean {
    return this.rowCount === batchRowCount || this.bytes.length >= batchByteLength;
  }

  /** What was appended is a record, which began on `line`. */
  endRow(line: number): void {
    this.#lines[this.rowCount] = line;
    this.bytes.endRow(this.rowCount++);
  }

  /** Forgets what was appended since the last record ended. */
  rollBack(): void {
    this.bytes.rollBack(this.rowCount);
  }

  /** The batch, valid until the next record is written; a new one begins. */
  take(): Batch {
    const { offsets, bytes } = this.bytes.column(dataPointColumnName);
    const batch: Batch = { kind: 'columns', rowCount: this.rowCount, columns: [{ type: 'bytes', name: dataPointColumnName, offsets, bytes }], places: { lines: this.#lines } };
    this.rowCount = 0;
    this.bytes.clear();
    return batch;
  }
}
