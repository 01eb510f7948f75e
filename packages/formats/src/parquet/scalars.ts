/** Physical values as Datasig's: typed buffers for columns, JavaScript values inside nested ones. */
import { CalendarDate, Decimal, Duration, halfToNumber, InvalidDataError, nanosecondsPerUnit, TimeOfDay, Timestamp, Uuid } from '@datasig/core';
import type { Column, Value } from '@datasig/core/spec';
import { decodeUtf8 } from '../utf8.ts';
import type { LeafKind } from './leaf-kind.ts';
import type { Physical } from './physical.ts';

/** The Julian day of 1970-01-01, from which INT96 counts. */
const epochJulianDay = 2_440_588;

const decimalByteLimit = 4096;

/** A column's buffers without its name and nulls. */
export type ColumnBody = Column extends infer C ? (C extends Column ? Omit<C, 'name' | 'valid'> : never) : never;

/** Values, none of them null, as a column of typed buffers. @throws InvalidDataError for an INT96 that is no timestamp */
export function columnBody(kind: LeafKind, physical: Physical): ColumnBody {
  switch (physical.type) {
    case 'bool':
      return { type: 'bool', values: physical.values };
    case 'float':
    case 'double':
      return { type: 'number', values: physical.values };
    case 'int32':
      return int32Body(kind, physical.values) ?? valuesBody(kind, physical);
    case 'int64':
      return int64Body(kind, physical.values) ?? valuesBody(kind, physical);
    case 'runs':
      return runsBody(kind, physical) ?? valuesBody(kind, physical);
  }
}

function int32Body(kind: LeafKind, values: Int32Array): ColumnBody | undefined {
  if (kind.kind === 'uint32') return { type: 'number', values: new Uint32Array(values.buffer, values.byteOffset, values.length) };
  if (kind.kind === 'date') return { type: 'date', unit: 'd', values };
  if (kind.kind === 'time' || kind.kind === 'timestamp' || kind.kind === 'duration') return { type: kind.kind, unit: kind.unit, values };
  return kind.kind === 'decimal' ? undefined : { type: 'number', values };
}

function int64Body(kind: LeafKind, values: BigInt64Array): ColumnBody | undefined {
  if (kind.kind === 'uint64') return { type: 'bigint', values: new BigUint64Array(values.buffer, values.byteOffset, values.length) };
  if (kind.kind === 'time' || kind.kind === 'timestamp' || kind.kind === 'duration') return { type: kind.kind, unit: kind.unit, values };
  return kind.kind === 'decimal' ? undefined : { type: 'bigint', values };
}

function runsBody(kind: LeafKind, { offsets, bytes }: Physical & { readonly type: 'runs' }): ColumnBody | undefined {
  switch (kind.kind) {
    case 'text':
    case 'bytes':
      return { type: kind.kind, offsets, bytes };
    case 'uuid':
      return { type: 'uuid', bytes: bytes.subarray(offsets[0], offsets.at(-1)) };
    case 'half': {
      const start = offsets[0]!;
      return { type: 'number', values: Float32Array.from({ length: offsets.length - 1 }, (_, index) => halfToNumber(bytes[start + 2 * index]! | (bytes[start + 2 * index + 1]! << 8))) };
    }
    default:
      return undefined;
  }
}

function valuesBody(kind: LeafKind, physical: Physical): ColumnBody {
  return { type: 'values', values: scalarValues(kind, physical) };
}

/** Values, none of them null, as JavaScript values. @throws InvalidDataError `invalid-utf8`, `unsupported-value` */
export function scalarValues(kind: LeafKind, physical: Physical): Value[] {
  if (physical.type === 'runs') return runValues(kind, physical);
  if (physical.type === 'bool') return Array.from(physical.values, (value) => value === 1);
  if (kind.kind === 'uint32') return Array.from(physical.values as Int32Array, (value) => value >>> 0);
  if (kind.kind === 'uint64') return Array.from(physical.values as BigInt64Array, (value) => BigInt.asUintN(64, value));
  const convert = converter(kind);
  return convert === undefined ? Array.from<number | bigint>(physical.values) : Array.from<number | bigint, Value>(physical.values, convert);
}

/** What makes a value of an integer; undefined where it is the value itself. */
function converter(kind: LeafKind): ((integer: number | bigint) => Value) | undefined {
  switch (kind.kind) {
    case 'decimal':
      return (integer) => new Decimal(BigInt(integer), -kind.scale);
    case 'date':
      return (integer) => new CalendarDate(BigInt(integer));
    case 'time':
      return (integer) => new TimeOfDay(BigInt(integer) * nanosecondsPerUnit[kind.unit]);
    case 'timestamp':
      return (integer) => new Timestamp(BigInt(integer) * nanosecondsPerUnit[kind.unit]);
    case 'duration':
      return (integer) => new Duration(BigInt(integer) * nanosecondsPerUnit[kind.unit]);
    default:
      return undefined;
  }
}

function runValues(kind: LeafKind, { offsets, bytes }: Physical & { readonly type: 'runs' }): Value[] {
  if (kind.kind === 'text' && isAscii(bytes, offsets[0]!, offsets.at(-1)!)) return asciiValues(offsets, bytes);
  const convert = runConverter(kind);
  return Array.from({ length: offsets.length - 1 }, (_, index) => convert(bytes.subarray(offsets[index], offsets[index + 1])));
}

function isAscii(bytes: Uint8Array, start: number, end: number): boolean {
  for (let at = start; at < end; at++) if (bytes[at]! >= 0x80) return false;
  return true;
}

/** Decoded in one go, since a call for every text takes longer than the text. */
function asciiValues(offsets: Uint32Array, bytes: Uint8Array): string[] {
  const start = offsets[0]!;
  const all = decodeUtf8(bytes.subarray(start, offsets.at(-1)));
  const texts: string[] = [];
  for (let index = 1; index < offsets.length; index++) texts.push(all.slice(offsets[index - 1]! - start, offsets[index]! - start));
  return texts;
}

function runConverter(kind: LeafKind): (run: Uint8Array) => Value {
  switch (kind.kind) {
    case 'text':
      return (run) => decodeUtf8(run);
    case 'uuid':
      return (run) => new Uuid(run);
    case 'half':
      return (run) => halfToNumber(run[0]! | (run[1]! << 8));
    case 'decimal':
      return (run) => new Decimal(bigEndian(run), -kind.scale);
    case 'int96':
      return readInt96;
    default:
      return (run) => run;
  }
}

/** A two's complement integer, its highest byte first. @throws InvalidDataError `unsupported-value` when it is too long */
function bigEndian(run: Uint8Array): bigint {
  // Putting one together takes the square of its length.
  if (run.length > decimalByteLimit) throw new InvalidDataError('unsupported-value', `a decimal takes ${run.length} bytes; ${decimalByteLimit} are allowed`);
  let magnitude = 0n;
  for (const byte of run) magnitude = (magnitude << 8n) | BigInt(byte);
  return BigInt.asIntN(8 * run.length, magnitude);
}

/** Nanoseconds of the day, then the Julian day. @throws InvalidDataError `unsupported-value` when they leave the day */
function readInt96(run: Uint8Array): Timestamp {
  const view = new DataView(run.buffer, run.byteOffset, 12);
  const ofDay = view.getBigInt64(0, true);
  if (ofDay < 0n || ofDay >= nanosecondsPerUnit.d) throw new InvalidDataError('unsupported-value', 'an INT96 timestamp has nanoseconds outside its day');
  return new Timestamp(BigInt(view.getInt32(8, true) - epochJulianDay) * nanosecondsPerUnit.d + ofDay);
}
