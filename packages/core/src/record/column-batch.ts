/** Encodes batches of columns, row after row, without making an object a row. */
import { major } from '../canonical/writer.ts';
import { InvalidDataError } from '../errors.ts';
import type { ColumnBatch } from '../spec/v1/batch.ts';
import { DirectColumns } from './direct-columns.ts';
import { duplicateField, type FieldPlans } from './field-plans.ts';
import { isSameField, type PlannedColumn, planColumns } from './planned-columns.ts';
import type { RecordSink } from './record-sink.ts';

/** Writes every row to `sink`. @throws InvalidDataError */
export function encodeColumnBatch(batch: ColumnBatch, plans: FieldPlans, sink: RecordSink): void {
  const { rowCount } = batch;
  if (rowCount === 0) return;
  // Errors about the batch as a whole are told at its first record.
  sink.index = 0;
  const columns = planColumns(batch, plans, sink);
  const direct = sink.direct === undefined || columns.some(({ repeats }) => repeats) ? undefined : new DirectColumns(columns, rowCount, sink.direct);
  for (let row = 0; row < rowCount; ) {
    const count = direct?.write(row) ?? 0;
    if (count === 0) writeRow(direct?.left ?? columns, row, sink);
    row += Math.max(1, count);
  }
}

function writeRow(columns: readonly PlannedColumn[], row: number, sink: RecordSink): void {
  const writer = sink.begin(row);
  writer.head(major.map, countFields(columns, row));
  let written: PlannedColumn | undefined;
  for (const column of columns) {
    if (column.valid !== undefined && column.valid[row] === 0) continue;
    if (column.repeats && written !== undefined && isSameField(written, column)) throw duplicateField(column.plan.sourceName);
    writer.raw(column.plan.key);
    writeCell(column, sink, row);
    written = column;
  }
  sink.end();
}

function writeCell(column: PlannedColumn, sink: RecordSink, row: number): void {
  try {
    column.write(sink.writer, row);
  } catch (error) {
    throw error instanceof InvalidDataError ? error.at({ column: column.plan.sourceName }) : error;
  }
}

function countFields(columns: readonly PlannedColumn[], row: number): number {
  let present = 0;
  for (const { valid } of columns) if (valid === undefined || valid[row] !== 0) present++;
  return present;
}
