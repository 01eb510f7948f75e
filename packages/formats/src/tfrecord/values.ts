/** Values of features in one record: lists within lists, structs, tensors. */
import type { TensorDtype, Value } from '@datasig/core/spec';
import { invalidTfrecord } from './error.ts';
import type { Feature, Leaf } from './feature.ts';
import { countsOf, type Elements, type ExampleFields, isRagged, mismatch, numberElements, readNumbers, readStrings, shapeFor, stringElements } from './leaf.ts';
import { numbersOf } from './numbers.ts';

/** The value of the feature that is stored under `path`. @throws InvalidDataError */
export function valueOf(feature: Feature, path: string, fields: ExampleFields): Value {
  if (feature.kind === 'struct') {
    const struct = Object.create(null) as Record<string, Value>;
    for (const { name, feature: each } of feature.fields) struct[name] = valueOf(each, `${path}/${name}`, fields);
    return struct;
  }
  return isRagged(feature) ? raggedValue(feature, path, fields) : evenValue(feature, path, fields);
}

/** All lists of one depth are of one length. */
function evenValue(leaf: Leaf, path: string, fields: ExampleFields): Value {
  const { dtype, lists } = leaf;
  if (dtype === 'text' || dtype === 'image') {
    const elements = stringElements(dtype === 'text', readStrings(leaf, path, fields));
    return inLists(elements, shapeFor([...lists, ...leaf.shape], elements.count));
  }
  const { bytes, shape } = readNumbers(leaf, path, fields);
  const elements = numberElements(dtype, shape.slice(lists.length), bytes);
  return inLists(elements, shape.slice(0, lists.length));
}

/** Lists of nothing can be many in few bytes. */
const freeListLimit = 65_536;

function inLists(elements: Elements, lengths: readonly number[]): Value {
  lengths.reduce((all, length) => {
    if (all * length > Math.max(elements.count, freeListLimit)) throw mismatch(lengths, elements.count);
    return all * length;
  }, 1);
  let next = 0;
  const make = (depth: number): Value => (depth === lengths.length ? elements.at(next++) : Array.from({ length: lengths[depth]! }, () => make(depth + 1)));
  return make(0);
}

/** Beside the values stand, of every depth but the innermost, the lengths of the rows. */
function raggedValue(leaf: Leaf, path: string, fields: ExampleFields): Value {
  let rows = listElements(raggedElements(leaf, `${path}/ragged_flat_values`, fields));
  for (let depth = leaf.lists.length - 2; depth >= 0; depth--) rows = joinRows(rows, countsOf(fields.get(`${path}/ragged_row_lengths_${depth}`) ?? { kind: 'none', values: [] }));
  for (const [depth, length] of leaf.lists.entries()) checkLength(rows, depth, length);
  return rows;
}

function raggedElements(leaf: Leaf, path: string, fields: ExampleFields): Elements {
  const { dtype, shape } = leaf;
  // Only their sum is told here.
  const flat: Leaf = { ...leaf, lists: [null] };
  if (dtype === 'text' || dtype === 'image') {
    if (shape.length > 0) throw invalidTfrecord('tensors of text in sequences of sequences are not read');
    return stringElements(dtype === 'text', readStrings(flat, path, fields));
  }
  const bytes = numbersOf(dtype as TensorDtype, fields.get(path) ?? { kind: 'none', values: [] });
  const elements = numberElements(dtype, shape as readonly number[], bytes);
  if (!Number.isInteger(elements.count)) throw mismatch([null, ...shape], elements.count);
  return elements;
}

function listElements({ count, at }: Elements): readonly Value[] {
  return Array.from({ length: count }, (_, index) => at(index));
}

function joinRows(values: readonly Value[], lengths: readonly number[]): readonly Value[] {
  let at = 0;
  const rows = lengths.map((length) => values.slice(at, (at += length)));
  if (at !== values.length) throw invalidTfrecord('the lengths of rows are not together as many as their values');
  return rows;
}

function checkLength(rows: readonly Value[], depth: number, length: number | null): void {
  if (depth > 0) for (const row of rows) checkLength(row as readonly Value[], depth - 1, length);
  else if (length !== null && rows.length !== length) throw invalidTfrecord(`a sequence has ${rows.length} elements; ${length} are declared`);
}
