/** The types of values that a cast reached in part: struct fields that it does not name, numbers that it rounds. */
import { joinTypes, sortStructs, structNameLimit } from '../schema/join.ts';
import { observedDepth } from '../schema/observe.ts';
import { compareText } from '../canonical/bytes.ts';
import type { LogicalType, SchemaField } from '../spec/v1/batch.ts';

type MapType = LogicalType & { readonly type: 'map' };
type StructType = LogicalType & { readonly type: 'struct' };

/** The type of values declared as `declared` after the cast to `type`: with the struct fields that only `declared` has. */
export function overDeclared(type: LogicalType, declared: LogicalType): LogicalType {
  return extend(sortStructs(type), sortStructs(declared), Infinity);
}

/** The same for a type as seen after the cast, whose structs have a limit of names. */
export function overSeen(type: LogicalType, seen: LogicalType): LogicalType {
  return extend(sortStructs(type), seen, 1);
}

/** `level` as types are observed (`docs/spec/records.md`, "Types as seen"); what lies deeper than they are is as it is told. */
function extend(type: LogicalType, known: LogicalType, level: number): LogicalType {
  switch (type.type) {
    case 'null':
      return known;
    case 'list':
      return known.type === 'list' ? { type: 'list', element: extend(type.element, known.element, level + 1) } : type;
    case 'map':
      return extendMap(type, known, level);
    case 'struct':
      return extendStruct(type, known, level);
    default:
      return type;
  }
}

function extendMap(type: MapType, known: LogicalType, level: number): LogicalType {
  const entry = entryOf(known);
  return entry === undefined ? type : { type: 'map', key: extend(type.key, entry.key, level + 1), value: extend(type.value, entry.value, level + 1) };
}

/** The keys and values of what can be cast to a map. */
function entryOf(known: LogicalType): { readonly key: LogicalType; readonly value: LogicalType } | undefined {
  if (known.type === 'map') return known;
  if (known.type === 'struct') return { key: { type: 'text' }, value: known.fields.reduce<LogicalType>((joined, field) => joinTypes(joined, field.type), { type: 'null' }) };
  if (known.type === 'list' && known.element.type === 'list') return { key: known.element.element, value: known.element.element };
  return undefined;
}

function extendStruct(type: StructType, known: LogicalType, level: number): LogicalType {
  const limited = level <= observedDepth;
  if (known.type !== 'struct') return known.type === 'mixed' && limited ? known : type;
  const others = new Map(known.fields.map((field) => [field.name, field.type]));
  const named = new Set(type.fields.map(({ name }) => name));
  const more = known.fields.filter(({ name }) => !named.has(name));
  if (limited && more.length > 0 && named.size + more.length > structNameLimit) return { type: 'mixed' };
  const fields = type.fields.map((field): SchemaField => ({ name: field.name, type: extend(field.type, others.get(field.name) ?? { type: 'null' }, level + 1) }));
  return { type: 'struct', fields: [...fields, ...more].sort((a, b) => compareText(a.name, b.name)) };
}

/** Whether a declared type tells all struct fields that values have after the cast to `type`: text and `mixed` do not. */
export function tellsFields(type: LogicalType, declared: LogicalType): boolean {
  switch (type.type) {
    case 'list':
      return declared.type === 'list' && tellsFields(type.element, declared.element);
    case 'map': {
      const entry = entryOf(declared);
      return entry !== undefined && tellsFields(type.key, entry.key) && tellsFields(type.value, entry.value);
    }
    case 'struct': {
      if (declared.type !== 'struct') return false;
      const others = new Map(declared.fields.map((field) => [field.name, field.type]));
      return type.fields.every((field) => !others.has(field.name) || tellsFields(field.type, others.get(field.name)!));
    }
    default:
      return true;
  }
}

/**
 * The type as seen after a cast of untyped values to `type`: numbers that were rounded to `float32` are of that type,
 * and integers among numbers read digit for digit are decimals.
 */
export function overUntyped(type: LogicalType, seen: LogicalType): LogicalType {
  if (type.type === 'float32' && ['integer', 'float32', 'float64'].includes(seen.type)) return type;
  if (type.type === 'decimal' && seen.type === 'integer') return type;
  if (type.type === 'list' && seen.type === 'list') return { type: 'list', element: overUntyped(type.element, seen.element) };
  if (type.type === 'map' && seen.type === 'map') return { type: 'map', key: overUntyped(type.key, seen.key), value: overUntyped(type.value, seen.value) };
  if (type.type === 'struct' && seen.type === 'struct') {
    const types = new Map(type.fields.map((field) => [field.name, field.type]));
    return { type: 'struct', fields: seen.fields.map(({ name, type: inner }) => ({ name, type: types.has(name) ? overUntyped(types.get(name)!, inner) : inner })) };
  }
  return seen;
}
