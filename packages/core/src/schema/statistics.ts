/** Field statistics: how many records hold which kind of value in each top-level field (`docs/spec/fingerprint-file.md`). */
import { compareText } from '../canonical/bytes.ts';

/** Values by kind: `integer`, `text`…, and tensors with dtype and, where constant, shape: `tensor<uint8,[28,28]>`. */
export interface FieldKinds {
  readonly name: string;
  /** Records that hold each kind; those that hold null are the rest. */
  readonly kinds: Readonly<Record<string, bigint>>;
}

/** Statistics of all fields, by the names' UTF-8. */
export interface FieldStatistics {
  /** At most {@link fieldNameLimit} of them: the first by name. */
  readonly fields: readonly FieldKinds[];
  /** Values in fields beyond those. */
  readonly otherValueCount: bigint;
}

/** How many fields have statistics of their own. */
export const fieldNameLimit = 1024;

/** Statistics of two sets of records together; commutative and associative. */
export function mergeStatistics(a: FieldStatistics, b: FieldStatistics): FieldStatistics {
  const kinds = new Map(a.fields.map((field) => [field.name, field.kinds]));
  for (const field of b.fields) kinds.set(field.name, mergeKinds(kinds.get(field.name) ?? {}, field.kinds));
  const fields = [...kinds].map(([name, merged]) => ({ name, kinds: merged })).sort((x, y) => compareText(x.name, y.name));
  const rest = fields.splice(fieldNameLimit);
  return { fields, otherValueCount: rest.reduce((sum, field) => sum + valueCount(field), a.otherValueCount + b.otherValueCount) };
}

/** How many records hold a value in a field. */
export function valueCount(field: FieldKinds): bigint {
  return Object.values(field.kinds).reduce((sum, count) => sum + count, 0n);
}

function mergeKinds(a: FieldKinds['kinds'], b: FieldKinds['kinds']): FieldKinds['kinds'] {
  const counts = new Map(Object.entries(a));
  for (const [kind, count] of Object.entries(b)) addKind(counts, kind, count);
  return sortKinds(counts);
}

/** Tensors of one dtype and several shapes are one kind, without shape. */
function addKind(counts: Map<string, bigint>, kind: string, count: bigint): void {
  const dtype = /^tensor<([a-z0-9]+)/.exec(kind)?.[1];
  const known = dtype === undefined ? kind : [...counts.keys()].find((key) => key === `tensor<${dtype}>` || key.startsWith(`tensor<${dtype},`));
  if (known === undefined || known === kind) {
    counts.set(kind, (counts.get(kind) ?? 0n) + count);
    return;
  }
  const sum = counts.get(known)! + count;
  counts.delete(known);
  counts.set(`tensor<${dtype}>`, sum);
}

/** Counts as an object, by the kinds' names. */
export function sortKinds(counts: ReadonlyMap<string, bigint>): Readonly<Record<string, bigint>> {
  return Object.fromEntries([...counts].sort(([a], [b]) => compareText(a, b)));
}
