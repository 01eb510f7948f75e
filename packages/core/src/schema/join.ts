/** The smallest type that covers two others: how types seen in different records, shards and files become one. */
import { compareText } from '../canonical/bytes.ts';
import type { LogicalType, SchemaField } from '../spec/v1/batch.ts';
import { fieldNameLimit } from './statistics.ts';

/** A struct of more names is `mixed`: maps used as dictionaries would else grow the schema with the data. */
export const structNameLimit: number = 256;

const mixed: LogicalType = { type: 'mixed' };
const numeric: Readonly<Record<string, readonly string[]>> = {
  // Integral values count as integers, so any other number type covers them.
  integer: ['float64', 'float32', 'decimal'],
  float32: ['float64'],
};

/** Joins two types; commutative, associative and idempotent. */
export function joinTypes(a: LogicalType, b: LogicalType): LogicalType {
  if (a === b || b.type === 'null') return a;
  if (a.type === 'null') return b;
  if (a.type !== b.type) {
    if (numeric[a.type]?.includes(b.type) === true) return b;
    if (numeric[b.type]?.includes(a.type) === true) return a;
    return mixed;
  }
  if (a.type === 'list' && b.type === 'list') return { type: 'list', element: joinTypes(a.element, b.element) };
  if (a.type === 'map' && b.type === 'map') return { type: 'map', key: joinTypes(a.key, b.key), value: joinTypes(a.value, b.value) };
  if (a.type === 'struct' && b.type === 'struct') return joinStructs(a.fields, b.fields);
  if (a.type === 'tensor' && b.type === 'tensor') {
    if (a.dtype !== b.dtype) return mixed;
    return sameShape(a.shape, b.shape) ? a : { type: 'tensor', dtype: a.dtype, shape: null };
  }
  return a;
}

function sameShape(a: readonly number[] | null, b: readonly number[] | null): boolean {
  return a !== null && b !== null && a.length === b.length && a.every((dimension, axis) => dimension === b[axis]);
}

function joinStructs(a: readonly SchemaField[], b: readonly SchemaField[]): LogicalType {
  const fields = joinFields(a, b);
  // Declared structs may be wider; what two shards declare alike stays as it is.
  const alike = fields.length === a.length && fields.length === b.length;
  return fields.length > structNameLimit && !alike ? mixed : { type: 'struct', fields };
}

/** The type with the fields of its structs sorted by the names' UTF-8, as joining leaves them. */
export function sortStructs(type: LogicalType): LogicalType {
  switch (type.type) {
    case 'list':
      return { type: 'list', element: sortStructs(type.element) };
    case 'map':
      return { type: 'map', key: sortStructs(type.key), value: sortStructs(type.value) };
    case 'struct':
      return { type: 'struct', fields: joinFields(type.fields.map(({ name, type: inner }) => ({ name, type: sortStructs(inner) })), []) };
    default:
      return type;
  }
}

/**
 * Joins the schemas of two sets of records. What both declare alike stays as it is; else no more than
 * {@link fieldNameLimit} fields are kept, the first by name: names that are data do not make a schema.
 */
export function joinSchemas(a: readonly SchemaField[], b: readonly SchemaField[]): SchemaField[] {
  const fields = joinFields(a, b);
  const alike = fields.length === a.length && fields.length === b.length;
  return alike ? fields : fields.slice(0, fieldNameLimit);
}

/** Joins two lists of fields by name, sorted by the names' UTF-8. */
export function joinFields(a: readonly SchemaField[], b: readonly SchemaField[]): SchemaField[] {
  const types = new Map(a.map((field) => [field.name, field.type]));
  for (const { name, type } of b) {
    const known = types.get(name);
    types.set(name, known === undefined ? type : joinTypes(known, type));
  }
  return [...types].map(([name, type]) => ({ name, type })).sort((x, y) => compareText(x.name, y.name));
}
