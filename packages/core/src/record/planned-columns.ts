/** The columns of a batch made ready: selected, checked, in the order of their keys, their values prepared. */
import { compareBytes } from '../canonical/bytes.ts';
import type { FieldCounter } from '../schema/field-tracker.ts';
import type { Column, ColumnBatch, Value, ValueColumn } from '../spec/v1/batch.ts';
import { checkColumn } from './column-check.ts';
import { type ColumnWriter, columnWriter } from './column-writer.ts';
import { valueReader } from './column-values.ts';
import { duplicateField, type FieldPlan, type FieldPlans, inColumn } from './field-plans.ts';
import type { RecordSink } from './record-sink.ts';

/** A column with its field's plan. */
interface SelectedColumn {
  readonly plan: FieldPlan;
  readonly column: Column;
}

/** A column ready to be written. */
export interface PlannedColumn extends SelectedColumn {
  readonly counter: FieldCounter;
  /** Whether the column before it has the same name in the record, by renaming. */
  readonly repeats: boolean;
  /** One byte a row, 0 = null; undefined = no nulls. */
  readonly valid: Uint8Array | undefined;
  readonly write: ColumnWriter['write'];
}

/** The columns that hold values, in the order of their keys. @throws InvalidDataError */
export function planColumns(batch: ColumnBatch, plans: FieldPlans, sink: RecordSink): PlannedColumn[] {
  const prepared = selectColumns(batch, plans)
    .map((selected) => inColumn(selected.column.name, () => prepareColumn(selected, batch.rowCount, sink)))
    .filter(({ column }) => countPresent(column, batch.rowCount) > 0);
  // A new field may push another of this batch out of its counter: all are asked for before any is counted.
  for (const { plan } of prepared) plans.counter(plan);
  return prepared.map((selected, position) => planColumn(selected, prepared[position - 1], plans, batch.rowCount));
}

/** Whether two columns have one name in the record. */
export function isSameField(a: { readonly plan: FieldPlan }, b: { readonly plan: FieldPlan }): boolean {
  return compareBytes(a.plan.key, b.plan.key) === 0;
}

/** The selected columns in the order of their keys, checked. */
function selectColumns(batch: ColumnBatch, plans: FieldPlans): SelectedColumn[] {
  const selected: SelectedColumn[] = [];
  const names = new Set<string>();
  for (const column of batch.columns) {
    if (names.size === names.add(column.name).size) throw duplicateField(column.name);
    const plan = plans.plan(column.name);
    if (plan === null) continue;
    inColumn(column.name, () => checkColumn(column, batch.rowCount));
    selected.push({ plan, column });
  }
  return selected.sort((a, b) => compareBytes(a.plan.key, b.plan.key));
}

/** The column as it is where nothing is done to its values, else a column of the values that preparation makes. */
function prepareColumn({ plan, column }: SelectedColumn, rowCount: number, sink: RecordSink): SelectedColumn {
  const { casts, nullTokens } = plan.preparation;
  if (column.type !== 'values' && !casts && !(nullTokens.length > 0 && column.type === 'text')) return { plan, column };
  const values = preparedValues(column, plan, rowCount, sink);
  const valid = Uint8Array.from(values, (value) => (value === null || value === undefined ? 0 : 1));
  const prepared: ValueColumn = { name: column.name, type: 'values', values, valid };
  return { plan, column: prepared };
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

function planColumn({ plan, column }: SelectedColumn, before: SelectedColumn | undefined, plans: FieldPlans, rowCount: number): PlannedColumn {
  const counter = plans.counter(plan);
  const { write, uniform } = columnWriter(column, rowCount, counter);
  if (uniform !== undefined) counter.addTyped(uniform.kind, uniform.type, countPresent(column, rowCount));
  return { plan, column, counter, repeats: before !== undefined && isSameField(before, { plan }), valid: column.valid, write };
}

function countPresent({ valid }: Column, rowCount: number): number {
  if (valid === undefined) return rowCount;
  let count = 0;
  for (let row = 0; row < rowCount; row++) count += valid[row] === 0 ? 0 : 1;
  return count;
}
