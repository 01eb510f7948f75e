/** What the values of a leaf column are, by its physical type and annotations (Parquet LogicalTypes.md). */
import { InvalidDataError } from '@datasig/core';
import type { LogicalType } from '@datasig/core/spec';
import { invalidParquet } from './error.ts';
import type { Fields } from './fields.ts';
import type { SchemaElement } from './metadata.ts';

/** Numbers of `Type` in parquet.thrift. */
export const physicalType = { boolean: 0, int32: 1, int64: 2, int96: 3, float: 4, double: 5, byteArray: 6, fixed: 7 } as const;

/** Units of times. */
type TimeUnit = 's' | 'ms' | 'us' | 'ns';

/** How physical values become Datasig's. */
export type LeafKind =
  | { readonly kind: 'bool' | 'int32' | 'uint32' | 'int64' | 'uint64' | 'float' | 'double' | 'half' | 'text' | 'bytes' | 'uuid' | 'date' | 'int96' | 'null' }
  | { readonly kind: 'decimal'; readonly scale: number }
  | { readonly kind: 'time' | 'timestamp' | 'duration'; readonly unit: TimeUnit };

/** A leaf's kind, and what the user should know of it. */
export interface LeafReading {
  readonly kind: LeafKind;
  readonly warning?: string;
}

const converted = {
  utf8: 0, enum: 4, decimal: 5, date: 6, timeMillis: 7, timeMicros: 8, timestampMillis: 9, timestampMicros: 10,
  uint8: 11, uint16: 12, uint32: 13, uint64: 14, int8: 15, int16: 16, int32: 17, int64: 18, json: 19, bson: 20, interval: 21,
} as const;

/** Ids of the members of the union `LogicalType`. */
const logical = { string: 1, enum: 4, decimal: 5, date: 6, time: 7, timestamp: 8, integer: 10, unknown: 11, json: 12, bson: 13, uuid: 14, float16: 15, variant: 16, geometry: 17, geography: 18 } as const;

const { int32, int64, int96, byteArray, fixed } = physicalType;

/**
 * The reading of a leaf.
 *
 * @throws InvalidDataError `invalid-parquet` for an annotation that its physical type cannot have, `unsupported-value`
 * for types without canonical encoding
 */
export function readLeaf(element: SchemaElement): LeafReading {
  if (element.type === fixed && element.typeLength <= 0) throw invalidParquet(`a fixed-length column has the length ${element.typeLength}`);
  return fromLogicalType(element) ?? fromConvertedType(element) ?? { kind: plainKind(element) };
}

function plainKind({ type }: SchemaElement): LeafKind {
  const kinds: readonly LeafKind['kind'][] = ['bool', 'int32', 'int64', 'int96', 'float', 'double', 'bytes', 'bytes'];
  const kind = kinds[type!];
  if (kind === undefined) throw invalidParquet(`a column has the physical type ${type}; the format knows 0 to 7`);
  return { kind } as LeafKind;
}

function fromLogicalType(element: SchemaElement): LeafReading | undefined {
  const { logicalType } = element;
  switch (logicalType?.member()) {
    case undefined:
      return undefined;
    case logical.string:
    case logical.enum:
    case logical.json:
      return { kind: annotated(element, { kind: 'text' }, byteArray) };
    case logical.decimal:
      return { kind: decimalKind(element, logicalType!.struct(logical.decimal, 'DecimalType').integer(1)) };
    case logical.date:
      return { kind: annotated(element, { kind: 'date' }, int32) };
    case logical.time:
      return { kind: timeKind(element, 'time', logicalType!.struct(logical.time, 'TimeType')) };
    case logical.timestamp:
      return { kind: timeKind(element, 'timestamp', logicalType!.struct(logical.timestamp, 'TimestampType')) };
    case logical.integer:
      return { kind: integerKind(element, logicalType!.struct(logical.integer, 'IntType').optionalBoolean(2) ?? true) };
    case logical.unknown:
      return { kind: { kind: 'null' } };
    case logical.uuid:
      if (element.typeLength !== 16) throw wrongPhysicalType();
      return { kind: annotated(element, { kind: 'uuid' }, fixed) };
    case logical.float16:
      if (element.typeLength !== 2) throw wrongPhysicalType();
      return { kind: annotated(element, { kind: 'half' }, fixed) };
    case logical.variant:
      throw unsupportedType('VARIANT');
    case logical.bson:
      return asBytes(element, 'BSON');
    case logical.geometry:
      return asBytes(element, 'GEOMETRY');
    case logical.geography:
      return asBytes(element, 'GEOGRAPHY');
    default:
      return { kind: plainKind(element), warning: 'has a type annotation that this version does not know; its values are read without it' };
  }
}

function fromConvertedType(element: SchemaElement): LeafReading | undefined {
  switch (element.convertedType) {
    case converted.utf8:
    case converted.enum:
    case converted.json:
      return { kind: annotated(element, { kind: 'text' }, byteArray) };
    case converted.decimal:
      return { kind: decimalKind(element, element.scale ?? 0) };
    case converted.date:
      return { kind: annotated(element, { kind: 'date' }, int32) };
    case converted.timeMillis:
      return { kind: annotated(element, { kind: 'time', unit: 'ms' }, int32) };
    case converted.timeMicros:
      return { kind: annotated(element, { kind: 'time', unit: 'us' }, int64) };
    case converted.timestampMillis:
      return { kind: annotated(element, { kind: 'timestamp', unit: 'ms' }, int64) };
    case converted.timestampMicros:
      return { kind: annotated(element, { kind: 'timestamp', unit: 'us' }, int64) };
    case converted.uint8:
    case converted.uint16:
    case converted.uint32:
    case converted.uint64:
      return { kind: integerKind(element, false) };
    case converted.int8:
    case converted.int16:
    case converted.int32:
    case converted.int64:
      return { kind: integerKind(element, true) };
    case converted.bson:
      return asBytes(element, 'BSON');
    case converted.interval:
      throw unsupportedType('INTERVAL');
    default:
      return undefined;
  }
}

function integerKind({ type }: SchemaElement, signed: boolean): LeafKind {
  if (type === int32) return { kind: signed ? 'int32' : 'uint32' };
  if (type === int64) return { kind: signed ? 'int64' : 'uint64' };
  throw wrongPhysicalType();
}

function decimalKind({ type }: SchemaElement, scale: number): LeafKind {
  if (type === int32 || type === int64 || type === byteArray || type === fixed) return { kind: 'decimal', scale };
  throw wrongPhysicalType();
}

function timeKind(element: SchemaElement, kind: 'time' | 'timestamp', annotation: Fields): LeafKind {
  const member = annotation.struct(2, 'TimeUnit').member();
  const unit = member === 1 ? 'ms' : member === 2 ? 'us' : member === 3 ? 'ns' : undefined;
  if (unit === undefined) throw unsupportedType('a time of an unknown unit');
  return annotated(element, { kind, unit }, kind === 'time' && unit === 'ms' ? int32 : int64);
}

function annotated(element: SchemaElement, kind: LeafKind, type: number): LeafKind {
  if (element.type === type) return kind;
  // Some writers annotate fixed-length strings, and the deprecated times of 96 bits.
  if (kind.kind === 'text' && element.type === fixed) return kind;
  if (kind.kind === 'timestamp' && element.type === int96) return { kind: 'int96' };
  throw wrongPhysicalType();
}

function asBytes(element: SchemaElement, name: string): LeafReading {
  return { kind: plainKind(element), warning: `is ${name}; its encoded bytes are taken, not its meaning` };
}

function wrongPhysicalType(): InvalidDataError {
  return invalidParquet('a column is annotated with a logical type that its physical type cannot have');
}

/** The error of a column whose type has no canonical encoding. */
export function unsupportedType(name: string): InvalidDataError {
  return new InvalidDataError('unsupported-value', `the column is of type ${name}, which has no canonical encoding; leave it out with --columns, or write it as another type`);
}

/** The logical type in fingerprints. */
export function logicalTypeOf(kind: LeafKind): LogicalType {
  switch (kind.kind) {
    case 'int32':
    case 'uint32':
    case 'int64':
    case 'uint64':
      return { type: 'integer' };
    case 'float':
    case 'half':
      return { type: 'float32' };
    case 'double':
      return { type: 'float64' };
    case 'int96':
      return { type: 'timestamp' };
    default:
      return { type: kind.kind };
  }
}
