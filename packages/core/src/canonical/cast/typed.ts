/** Casts of nested values to a logical type: JSON and text sources become like typed ones, at every level. */
import { InvalidDataError } from '../../errors.ts';
import { compareBytes } from '../bytes.ts';
import { encodeCanonical } from '../encode.ts';
import { Entries, tagOf } from '../value.ts';
import type { EntriesValue, LogicalType, SchemaField, Value } from '../../spec/v1/batch.ts';
import { describeValue } from './describe.ts';
import { parseJsonText } from './json-text.ts';

/** The types that hold others. */
export type NestedType = LogicalType & { readonly type: 'list' | 'struct' | 'map' };

/** Casts a value that is not nested; `type` is no {@link NestedType}. */
export type LeafCast = (value: NonNullable<Value>, type: LogicalType) => Value;

/** Whether a type holds others. */
export function isNestedType(type: LogicalType): type is NestedType {
  return type.type === 'list' || type.type === 'struct' || type.type === 'map';
}

/** Whether a value is a list, struct or map. */
export function holdsValues(value: Value): boolean {
  if (typeof value !== 'object' || value === null) return false;
  return Array.isArray(value) || value instanceof Map || tagOf(value) === 'entries' || isPlainObject(value);
}

/** Whether a type is, or holds, a decimal: then the digits of JSON numbers are needed. */
export function holdsDecimal(type: LogicalType): boolean {
  switch (type.type) {
    case 'list':
      return holdsDecimal(type.element);
    case 'map':
      return holdsDecimal(type.key) || holdsDecimal(type.value);
    case 'struct':
      return type.fields.some((field) => holdsDecimal(field.type));
    default:
      return type.type === 'decimal';
  }
}

/**
 * A value of the type: text is read as JSON, then elements, fields, keys and values are cast. Fields that the type
 * does not name stay as they are.
 *
 * @throws InvalidDataError `cast-failed`, `cast-unsupported`
 */
export function castNested(value: NonNullable<Value>, type: NestedType, castLeaf: LeafCast): Value {
  const parsed = typeof value === 'string' ? parseJsonText(value) : value;
  if (parsed === null || parsed === undefined) return null;
  switch (type.type) {
    case 'list':
      if (!Array.isArray(parsed)) throw mismatch('list', 'a list', parsed);
      return (parsed as readonly Value[]).map((element) => castInner(element, type.element, castLeaf));
    case 'struct':
      return castStruct(parsed, type.fields, castLeaf);
    case 'map':
      return castMap(parsed, type, castLeaf);
  }
}

function castInner(value: Value, type: LogicalType, castLeaf: LeafCast): Value {
  if (value === null || value === undefined) return null;
  return isNestedType(type) ? castNested(value, type, castLeaf) : castLeaf(value, type);
}

function castStruct(value: NonNullable<Value>, fields: readonly SchemaField[], castLeaf: LeafCast): Value {
  if (!isPlainObject(value)) throw mismatch('struct', 'a struct', value);
  const struct = Object.assign(Object.create(null), value) as Record<string, Value>;
  for (const { name, type } of fields) if (name in struct) struct[name] = castInner(struct[name], type, castLeaf);
  return struct;
}

/** The members of a JSON object have no order (RFC 8259, section 4): where it would count, they go by their keys. */
function castMap(value: NonNullable<Value>, { key: keyType, value: valueType }: NestedType & { readonly type: 'map' }, castLeaf: LeafCast): Entries {
  const entries = entriesOf(value).map(([key, each]) => [castInner(key, keyType, castLeaf), castInner(each, valueType, castLeaf)] as const);
  if (!isPlainObject(value) || keyType.type === 'text') return new Entries(entries);
  const encoded = entries.map((entry) => ({ entry, key: encodeCanonical(entry[0]) }));
  return new Entries(encoded.sort((a, b) => compareBytes(a.key, b.key)).map(({ entry }) => entry));
}

/** The entries of a map, or of the object that stands for one in JSON. */
function entriesOf(value: NonNullable<Value>): readonly (readonly [Value, Value])[] {
  if (value instanceof Map) return [...(value as ReadonlyMap<Value, Value>)];
  if (typeof value === 'object' && tagOf(value) === 'entries') return (value as EntriesValue).entries;
  if (Array.isArray(value) && (value as readonly Value[]).every((entry) => Array.isArray(entry) && entry.length === 2)) return value as unknown as readonly (readonly [Value, Value])[];
  if (isPlainObject(value)) return Object.entries(value);
  throw mismatch('map', 'a map, a struct or a list of pairs', value);
}

function isPlainObject(value: NonNullable<Value>): value is { readonly [field: string]: Value } {
  if (typeof value !== 'object') return false;
  const prototype: unknown = Object.getPrototypeOf(value);
  return (prototype === Object.prototype || prototype === null) && tagOf(value) === undefined;
}

function mismatch(type: string, expected: string, value: NonNullable<Value>): InvalidDataError {
  return new InvalidDataError('cast-failed', `cannot cast to a ${type}: expected ${expected}, got ${describeValue(value)}`);
}
