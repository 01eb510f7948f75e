/** Rows of one top-level field as a column. */
import { InvalidDataError } from '@datasig/core';
import type { Column, Value } from '@datasig/core/spec';
import type { LeafEntries } from './cursor.ts';
import { valuesInNulls } from './error.ts';
import type { Entries, LeafReader } from './leaf-reader.ts';
import type { Leaf, LeafNode, Node } from './schema.ts';
import { NestedRows } from './nested.ts';
import { type ColumnBody, columnBody } from './scalars.ts';
import { tensorColumn } from './tensors.ts';

/** The next `rowCount` rows. @throws InvalidDataError naming the column */
export function takeColumn(node: Node, leaves: ReadonlyMap<number, LeafReader>, rowCount: number): Column {
  try {
    if (node.type === 'leaf' && node.leaf.maximumRepetition === 0) return flatColumn(node, leaves.get(node.firstLeaf)!.take(rowCount));
    const below = Array.from({ length: node.endLeaf - node.firstLeaf }, (_, offset) => leaves.get(node.firstLeaf + offset)!);
    const entries = below.map((reader): LeafEntries => ({ leaf: reader.leaf, entries: reader.take(rowCount) }));
    if (node.type === 'tensor') return tensorColumn(node, entries[0]!, rowCount);
    const rows = new NestedRows(node, entries);
    return { type: 'values', name: node.name, values: rows.read(rowCount) };
  } catch (error) {
    throw error instanceof InvalidDataError ? error.at({ column: node.name }) : error;
  }
}

function flatColumn({ name, leaf }: LeafNode, { entryCount, definition, values }: Entries): Column {
  const [physical] = values;
  if (physical === undefined) return { type: 'values', name, values: Array<Value>(entryCount).fill(null) };
  if (leaf.kind.kind === 'null') throw valuesInNulls();
  const body = columnBody(leaf.kind, physical);
  if (definition === undefined) return { name, ...body } as Column;
  return { name, ...spread(body, entryCount, validity(definition, leaf)) } as Column;
}

function validity(definition: Uint8Array, { maximumDefinition }: Leaf): Uint8Array {
  // Levels of 0 and 1 are what is wanted.
  if (maximumDefinition === 1) return definition;
  const valid = new Uint8Array(definition.length);
  for (let row = 0; row < definition.length; row++) valid[row] = definition[row] === maximumDefinition ? 1 : 0;
  return valid;
}

/** The values given a slot for every null. */
function spread(body: ColumnBody, rowCount: number, valid: Uint8Array): ColumnBody & { readonly valid: Uint8Array } {
  switch (body.type) {
    case 'text':
    case 'bytes':
      return { ...body, offsets: spreadOffsets(body.offsets, valid), valid };
    case 'uuid':
      return { ...body, bytes: spreadUuids(body.bytes, valid), valid };
    case 'values':
      return { ...body, values: spreadValues(body.values, valid), valid };
    case 'tensor':
      return { ...body, valid };
    default: {
      const { values } = body;
      const spreadTo = new (values.constructor as new (length: number) => typeof values)(rowCount);
      for (let row = 0, from = 0; row < rowCount; row++) if (valid[row] === 1) spreadTo[row] = values[from++]!;
      return { ...body, values: spreadTo, valid } as ColumnBody & { readonly valid: Uint8Array };
    }
  }
}

function spreadOffsets(offsets: Uint32Array, valid: Uint8Array): Uint32Array {
  const spreadTo = new Uint32Array(valid.length + 1);
  spreadTo[0] = offsets[0]!;
  for (let row = 0, from = 0; row < valid.length; row++) spreadTo[row + 1] = offsets[valid[row] === 1 ? ++from : from]!;
  return spreadTo;
}

function spreadUuids(bytes: Uint8Array, valid: Uint8Array): Uint8Array {
  const spreadTo = new Uint8Array(16 * valid.length);
  for (let row = 0, from = 0; row < valid.length; row++) if (valid[row] === 1) spreadTo.set(bytes.subarray(16 * from, 16 * ++from), 16 * row);
  return spreadTo;
}

function spreadValues(values: readonly Value[], valid: Uint8Array): Value[] {
  let from = 0;
  return Array.from(valid, (isValid) => (isValid === 1 ? values[from++] : null));
}
