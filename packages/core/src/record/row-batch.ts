/** Encodes batches of rows. */
import { compareBytes } from '../canonical/bytes.ts';
import { major } from '../canonical/writer.ts';
import type { RowBatch, Value } from '../spec/v1/batch.ts';
import { duplicateField, type FieldPlan, type FieldPlans, inColumn, writeCounted } from './field-plans.ts';
import type { RecordSink } from './record-sink.ts';

interface Entry {
  readonly plan: FieldPlan;
  readonly value: Value;
}

/** Writes every row to `sink`. @throws InvalidDataError */
export function encodeRowBatch(batch: RowBatch, plans: FieldPlans, sink: RecordSink): void {
  batch.rows.forEach((row, index) => {
    const writer = sink.begin(index);
    const entries = prepareRow(row, plans);
    writer.head(major.map, entries.length);
    for (const { plan, value } of entries) {
      writer.raw(plan.key);
      inColumn(plan.sourceName, () => writeCounted(writer, value, plans.counter(plan)));
    }
    sink.end();
  });
}

/** The values that are not null, in the order of their keys. */
function prepareRow(row: Readonly<Record<string, Value>>, plans: FieldPlans): Entry[] {
  const entries: Entry[] = [];
  for (const name of Object.keys(row)) {
    const plan = plans.plan(name);
    if (plan === null) continue;
    const value = inColumn(name, () => plan.preparation.apply(row[name]));
    if (value !== null && value !== undefined) entries.push({ plan, value });
  }
  entries.sort((a, b) => compareBytes(a.plan.key, b.plan.key));
  entries.forEach(({ plan }, position) => {
    if (position > 0 && compareBytes(plan.key, entries[position - 1]!.plan.key) === 0) throw duplicateField(plan.sourceName);
  });
  return entries;
}
