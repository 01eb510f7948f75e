/**
 * What declared features make of CSV and JSON, which have fewer types: casts of text, column by column. Parquet and
 * Arrow files need none, their columns have types; a file's own features are read with them.
 */
import { type Cast, tensorDtypes } from '@datasig/core';
import type { LogicalType, SchemaField, TensorDtype } from '@datasig/core/spec';
import type { FeatureJson, FeatureMap } from './card-features.ts';

/** Casts that features mean, for `textCasts` of a preparation. */
export interface DeclaredCasts {
  readonly casts: Readonly<Record<string, Cast>>;
  /** Columns whose feature has no exact counterpart: they stay as they are. */
  readonly others: readonly string[];
}

/** What a source says of its values: CSV knows text alone, JSON has lists and structs. */
export type SourceKind = 'table' | 'json';

const integers = /^u?int(?:8|16|32|64)$/;
const texts = /^(?:(?:large_)?string|string_view|(?:large_)?utf8)$/;
const listKinds: ReadonlySet<FeatureJson | undefined> = new Set(['List', 'LargeList', 'Sequence']);
const arrayKind = /^Array[2-5]D$/;

/** The casts of the columns; those of text need none. */
export function featureCasts(features: FeatureMap, kind: SourceKind): DeclaredCasts {
  const casts: [string, Cast][] = [];
  const others: string[] = [];
  for (const [name, feature] of Object.entries(features)) {
    const type = logicalType(feature);
    if (type?.type === 'text') continue;
    const cast = type === undefined ? labelCast(feature, kind) : castTo(type, kind);
    if (cast === undefined) others.push(name);
    else casts.push([name, cast]);
  }
  return { casts: Object.fromEntries(casts), others };
}

/** Labels come as names or as numbers; in a table the two look alike. */
function labelCast(feature: FeatureJson, kind: SourceKind): Cast | undefined {
  const map = asMap(feature);
  const names = map?.['names'];
  const isLabel = kind === 'json' && map?.['_type'] === 'ClassLabel' && Array.isArray(names) && new Set(names).size === names.length && names.every((name) => typeof name === 'string');
  return isLabel ? { to: 'index', names } : undefined;
}

function castTo(type: LogicalType, kind: SourceKind): Cast | undefined {
  switch (type.type) {
    case 'list':
    case 'struct':
      return kind === 'json' ? { to: 'type', type } : undefined;
    case 'tensor':
      return kind === 'json' ? { to: 'tensor', dtype: type.dtype, shape: type.shape } : undefined;
    case 'integer':
    case 'float32':
    case 'float64':
    case 'decimal':
    case 'bool':
    case 'date':
    case 'timestamp':
    case 'time':
      return { to: type.type };
    default:
      return undefined;
  }
}

/** Undefined where there is none that says the same. */
function logicalType(feature: FeatureJson): LogicalType | undefined {
  // Old cards write a list as an array of one feature.
  if (Array.isArray(feature)) return feature.length === 1 ? listOf(feature[0] as FeatureJson) : undefined;
  const map = asMap(feature);
  if (map === undefined) return undefined;
  const { _type: kind } = map;
  if (kind === undefined) return structOf(map);
  if (kind === 'Value') return typeof map['dtype'] === 'string' ? valueType(map['dtype']) : undefined;
  if (listKinds.has(kind)) return listOf(map['feature'] ?? null);
  return typeof kind === 'string' && arrayKind.test(kind) ? tensorOf(map, Number(kind[5])) : undefined;
}

function valueType(dtype: string): LogicalType | undefined {
  if (integers.test(dtype)) return { type: 'integer' };
  if (texts.test(dtype)) return { type: 'text' };
  if (dtype === 'float64' || dtype === 'double') return { type: 'float64' };
  if (dtype === 'float32' || dtype === 'float') return { type: 'float32' };
  if (dtype === 'bool') return { type: 'bool' };
  const word = /^(?:date|timestamp|time|decimal)(?=\d*(?:\[|\(|$))/.exec(dtype)?.[0];
  return word === undefined ? undefined : { type: word as 'date' | 'timestamp' | 'time' | 'decimal' };
}

function listOf(feature: FeatureJson): LogicalType | undefined {
  const element = logicalType(feature);
  return element && { type: 'list', element };
}

function structOf(features: FeatureMap): LogicalType | undefined {
  const fields: SchemaField[] = [];
  for (const [name, feature] of Object.entries(features)) {
    const type = logicalType(feature);
    if (type === undefined) return undefined;
    fields.push({ name, type });
  }
  return { type: 'struct', fields };
}

function tensorOf({ shape, dtype }: FeatureMap, rank: number): LogicalType | undefined {
  const isTensor = tensorDtypes.includes(dtype as TensorDtype) && Array.isArray(shape) && shape.length === rank;
  if (!isTensor) return undefined;
  return { type: 'tensor', dtype: dtype as TensorDtype, shape: shape.every((size) => Number.isSafeInteger(size)) ? (shape as readonly number[]) : null };
}

function asMap(feature: FeatureJson): FeatureMap | undefined {
  return typeof feature === 'object' && feature !== null && !Array.isArray(feature) ? (feature as FeatureMap) : undefined;
}
