/** Encodes batches of rows. */
import { compareBytes } from '../canonical/bytes.ts';
import { major } from '../canonical/writer.ts';
import { InvalidDataError } from '../errors.ts';
import type { RowBatch, Value } from '../spec/v1/batch.ts';
import { duplicateField, type FieldPlan, type FieldPlans, writeCounted } from './field-plans.ts';
import type { RecordSink } from './record-sink.ts';

/** What rows with the same names in the same order share. */
interface Shape {
  readonly names: readonly string[];
  /** By position in `names`; null where the field is not selected. */
  readonly plans: readonly (FieldPlan | null)[];
  /** Positions of the selected fields in the order of their keys. */
  readonly order: readonly number[];
  /** Whether several fields have one key, by renaming. */
  readonly repeats: boolean;
}

/** Writes every row to `sink`. @throws InvalidDataError */
export function encodeRowBatch(batch: RowBatch, plans: FieldPlans, sink: RecordSink): void {
  // Most rows have the names of the row before.
  let shape: Shape = { names: [], plans: [], order: [], repeats: false };
  batch.rows.forEach((row, index) => {
    const writer = sink.begin(index);
    const names = Object.keys(row);
    if (!isSame(names, shape.names)) shape = shapeOf(names, plans);
    const values: Value[] = Object.values(row);
    const fieldCount = prepareValues(values, shape);
    if (shape.repeats) refuseDuplicates(values, shape);
    writer.head(major.map, fieldCount);
    writeFields(values, shape, plans, sink);
    sink.end();
  });
}

function isSame(a: readonly string[], b: readonly string[]): boolean {
  if (a.length !== b.length) return false;
  for (let i = 0; i < a.length; i++) if (a[i] !== b[i]) return false;
  return true;
}

function shapeOf(names: readonly string[], fieldPlans: FieldPlans): Shape {
  const plans = names.map((name) => fieldPlans.plan(name));
  const compare = (a: number, b: number): number => compareBytes(plans[a]!.key, plans[b]!.key);
  const order = [...plans.keys()].filter((at) => plans[at] !== null).sort(compare);
  return { names, plans, order, repeats: order.some((at, position) => position > 0 && compare(at, order[position - 1]!) === 0) };
}

/** Replaces values by what preparation makes of them, those of fields that are not selected by null; how many are not null. */
function prepareValues(values: Value[], { plans }: Shape): number {
  let present = 0;
  let at = 0;
  try {
    for (; at < values.length; at++) {
      const value = plans[at]?.preparation.apply(values[at]);
      values[at] = value;
      if (value !== null && value !== undefined) present++;
    }
  } catch (error) {
    throw inField(error, plans[at]!);
  }
  return present;
}

function refuseDuplicates(values: readonly Value[], { plans, order }: Shape): void {
  let before: FieldPlan | undefined;
  for (const at of order) {
    if (values[at] === null || values[at] === undefined) continue;
    const plan = plans[at]!;
    if (before !== undefined && compareBytes(before.key, plan.key) === 0) throw duplicateField(plan.sourceName);
    before = plan;
  }
}

function writeFields(values: readonly Value[], { plans, order }: Shape, fieldPlans: FieldPlans, { writer }: RecordSink): void {
  let position = 0;
  try {
    for (; position < order.length; position++) {
      const value = values[order[position]!];
      if (value === null || value === undefined) continue;
      const plan = plans[order[position]!]!;
      writer.raw(plan.key);
      writeCounted(writer, value, fieldPlans.counter(plan));
    }
  } catch (error) {
    throw inField(error, plans[order[position]!]!);
  }
}

function inField(error: unknown, { sourceName }: FieldPlan): unknown {
  return error instanceof InvalidDataError ? error.at({ column: sourceName }) : error;
}
