/** The type of a value as seen, and whether a type already covers it. */
import { compareText } from '../canonical/bytes.ts';
import { parseNumberLiteral } from '../canonical/number-literal.ts';
import { normalizeDecimal } from '../canonical/number.ts';
import { tensorElements } from '../canonical/tensor.ts';
import { tagOf } from '../canonical/value.ts';
import type { DecimalValue, EntriesValue, LogicalType, NumberLiteralValue, TaggedValue, TensorValue, Value } from '../spec/v1/batch.ts';
import { joinTypes } from './join.ts';

/** Nested types are followed this deep; what lies below is `mixed`. */
export const observedDepth: number = 5;

/** The type of one value; `known` comes back as it is where it covers the value already. */
export function observeValue(known: LogicalType, value: Value): LogicalType {
  return covers(known, value, 1) ? known : joinTypes(known, typeOf(value, 1));
}

function covers(type: LogicalType, value: Value, depth: number): boolean {
  if (value === null || value === undefined || type.type === 'mixed') return true;
  if (depth > observedDepth) return false;
  if (type.type === 'list') return Array.isArray(value) && (value as readonly Value[]).every((element) => covers(type.element, element, depth + 1));
  if (type.type === 'struct') return isStruct(value) && coversStruct(type.fields, value, depth);
  const own = typeOf(value, depth);
  const joined = joinTypes(type, own);
  return joined === type || (joined.type === type.type && joined.type !== 'map' && joined.type !== 'tensor');
}

function coversStruct(fields: readonly { readonly name: string; readonly type: LogicalType }[], value: { readonly [field: string]: Value }, depth: number): boolean {
  return Object.keys(value).every((name) => {
    const inner = value[name];
    if (inner === null || inner === undefined) return true;
    const field = fields.find((candidate) => candidate.name === name);
    return field !== undefined && covers(field.type, inner, depth + 1);
  });
}

function typeOf(value: Value, depth: number): LogicalType {
  if (value === null || value === undefined) return { type: 'null' };
  switch (typeof value) {
    case 'string':
      return { type: 'text' };
    case 'boolean':
      return { type: 'bool' };
    case 'bigint':
      return { type: 'integer' };
    case 'number':
      return { type: Number.isInteger(value) ? 'integer' : 'float64' };
    default:
      return typeOfObject(value, depth);
  }
}

function typeOfObject(value: Exclude<Value, null | undefined | boolean | number | bigint | string>, depth: number): LogicalType {
  if (value instanceof Uint8Array) return { type: 'bytes' };
  if (tagOf(value) !== undefined && tagOf(value) !== 'entries') return typeOfTagged(value as TaggedValue, depth);
  if (depth > observedDepth) return { type: 'mixed' };
  if (Array.isArray(value)) return { type: 'list', element: joinAll(value as readonly Value[], depth) };
  if (tagOf(value) === 'entries') return typeOfEntries((value as EntriesValue).entries, depth);
  if (value instanceof Map) return typeOfEntries([...(value as ReadonlyMap<Value, Value>)], depth);
  return typeOfStruct(value as { readonly [field: string]: Value }, depth);
}

function typeOfTagged(value: TaggedValue, depth: number): LogicalType {
  switch (tagOf(value)) {
    case 'decimal':
      return { type: normalizeDecimal(value as DecimalValue).exponent < 0 ? 'decimal' : 'integer' };
    case 'number-literal':
      return typeOf(parseNumberLiteral((value as NumberLiteralValue).text), depth);
    case 'tensor':
      return typeOfTensor(value as TensorValue, depth);
    default:
      return { type: tagOf(value) as 'timestamp' | 'date' | 'time' | 'duration' | 'uuid' };
  }
}

function typeOfTensor({ dtype, shape, data }: TensorValue, depth: number): LogicalType {
  return shape.length === 0 ? typeOf(tensorElements(dtype, data)[0], depth) : { type: 'tensor', dtype, shape };
}

function typeOfEntries(entries: readonly (readonly [Value, Value])[], depth: number): LogicalType {
  return { type: 'map', key: joinAll(entries.map(([key]) => key), depth), value: joinAll(entries.map(([, value]) => value), depth) };
}

function typeOfStruct(struct: { readonly [field: string]: Value }, depth: number): LogicalType {
  const present = Object.keys(struct).filter((name) => struct[name] !== null && struct[name] !== undefined);
  // The join with an empty struct applies the limit of names.
  const fields = present.sort(compareText).map((name) => ({ name, type: typeOf(struct[name], depth + 1) }));
  return joinTypes({ type: 'struct', fields: [] }, { type: 'struct', fields });
}

function joinAll(values: readonly Value[], depth: number): LogicalType {
  return values.reduce<LogicalType>((type, value) => joinTypes(type, typeOf(value, depth + 1)), { type: 'null' });
}

function isStruct(value: Value): value is { readonly [field: string]: Value } {
  return typeof value === 'object' && value !== null && !Array.isArray(value) && !(value instanceof Uint8Array) && !(value instanceof Map) && tagOf(value) === undefined;
}
