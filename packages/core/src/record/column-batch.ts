/** Encodes batches of columns, row after row, without making an object a row. */
import { compareBytes } from '../canonical/bytes.ts';
import { major } from '../canonical/writer.ts';
import { InvalidDataError } from '../errors.ts';
import type { Column, ColumnBatch, Value } from '../spec/v1/batch.ts';
import { type ColumnWriter, columnWriter } from './column-writer.ts';
import { valueReader } from './column-values.ts';
import { duplicateField, type FieldPlan, type FieldPlans, inColumn, writeCounted } from './field-plans.ts';
import type { RecordSink } from './record-sink.ts';

/** A column ready to be written. */
interface PlannedColumn {
  readonly plan: FieldPlan;
  /** One byte a row, 0 = null; undefined = no nulls. */
  readonly valid: Uint8Array | undefined;
  readonly write: ColumnWriter['write'];
}

/** Writes every row to `sink`. @throws InvalidDataError */
export function encodeColumnBatch(batch: ColumnBatch, plans: FieldPlans, sink: RecordSink): void {
  const columns = planColumns(batch, plans, sink);
  const nullable = columns.some((column) => column.valid !== undefined);
  for (let row = 0; row < batch.rowCount; row++) {
    const writer = sink.begin(row);
    writer.head(major.map, nullable ? countPresent(columns, row) : columns.length);
    for (const column of columns) {
      if (column.valid !== undefined && column.valid[row] === 0) continue;
      writer.raw(column.plan.key);
      writeCell(column, sink, row);
    }
    sink.end();
  }
}

function writeCell(column: PlannedColumn, sink: RecordSink, row: number): void {
  try {
    column.write(sink.writer, row);
  } catch (error) {
    throw error instanceof InvalidDataError ? error.at({ column: column.plan.sourceName }) : error;
  }
}

function countPresent(columns: readonly PlannedColumn[], row: number): number {
  let present = 0;
  for (const { valid } of columns) if (valid === undefined || valid[row] !== 0) present++;
  return present;
}

/** The selected columns in the order of their keys. */
function planColumns(batch: ColumnBatch, plans: FieldPlans, sink: RecordSink): PlannedColumn[] {
  const planned: PlannedColumn[] = [];
  for (const column of batch.columns) {
    const plan = plans.plan(column.name);
    if (plan !== null) planned.push(inColumn(column.name, () => planColumn(column, plan, plans, batch.rowCount, sink)));
  }
  planned.sort((a, b) => compareBytes(a.plan.key, b.plan.key));
  planned.forEach(({ plan }, position) => {
    if (position > 0 && compareBytes(plan.key, planned[position - 1]!.plan.key) === 0) throw duplicateField(plan.sourceName);
  });
  return planned;
}

function planColumn(column: Column, plan: FieldPlan, plans: FieldPlans, rowCount: number, sink: RecordSink): PlannedColumn {
  const { preparation } = plan;
  const counter = plans.counter(plan);
  if (column.type !== 'values' && !preparation.casts && !(preparation.nullTokens.length > 0 && column.type === 'text')) {
    const { write, uniform } = columnWriter(column, rowCount, counter);
    if (uniform !== undefined) counter.addTyped(uniform.kind, uniform.type, countValid(column.valid, rowCount));
    return { plan, valid: column.valid, write };
  }
  const values = preparedValues(column, plan, rowCount, sink);
  const valid = Uint8Array.from(values, (value) => (value === null || value === undefined ? 0 : 1));
  return { plan, valid, write: (writer, row) => writeCounted(writer, values[row], counter) };
}

function preparedValues(column: Column, plan: FieldPlan, rowCount: number, sink: RecordSink): Value[] {
  const read = valueReader(column, rowCount);
  const values: Value[] = [];
  for (let row = 0; row < rowCount; row++) {
    sink.index = row;
    values.push(column.valid !== undefined && column.valid[row] === 0 ? null : plan.preparation.apply(read(row)));
  }
  return values;
}

function countValid(valid: Uint8Array | undefined, rowCount: number): number {
  if (valid === undefined) return rowCount;
  let count = 0;
  for (let row = 0; row < rowCount; row++) count += valid[row] === 0 ? 0 : 1;
  return count;
}
