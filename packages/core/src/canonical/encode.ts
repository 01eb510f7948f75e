/**
 * The canonical encoding `datasig-cbor/1` of one value: core deterministic CBOR (RFC 8949, section 4.2.1) with the
 * reductions of `docs/spec/canonical-encoding.md`.
 */
import { InvalidDataError } from '../errors.ts';
import type { NumberLiteralValue, TaggedValue, TensorValue, Value } from '../spec/v1/batch.ts';
import { writeEntries, writeStruct } from './map.ts';
import { type Kind, kind } from './kind.ts';
import { writeBigInt, writeDecimal, writeNumber } from './number.ts';
import { parseNumberLiteral } from './number-literal.ts';
import { checkTensor, tensorElements, writeTensorHead } from './tensor.ts';
import { writeText } from './text.ts';
import { writeDate, writeDuration, writeTimeOfDay, writeTimestamp } from './time.ts';
import { tagOf } from './value.ts';
import { CanonicalWriter, major } from './writer.ts';

/** No value of a record stands deeper; the record itself is at depth 1. */
const depthLimit = 64;

/** Writes `value`, which stands at `depth`, and says what kind it is. @throws InvalidDataError */
export function writeValue(writer: CanonicalWriter, value: Value, depth: number): Kind {
  if (depth > depthLimit) throw new InvalidDataError('depth-exceeded', `values are nested deeper than ${depthLimit} levels`);
  switch (typeof value) {
    case 'string':
      writeText(writer, value);
      return kind.text;
    case 'number':
      return writeNumber(writer, value) ? kind.integer : kind.float;
    case 'boolean':
      writer.byte(value ? 0xf5 : 0xf4);
      return kind.bool;
    case 'bigint':
      writeBigInt(writer, value);
      return kind.integer;
    case 'undefined':
      writer.byte(0xf6);
      return kind.null;
    case 'object':
      return writeObject(writer, value, depth);
    default:
      throw new InvalidDataError('unsupported-value', `a JavaScript ${typeof value} is no value of a record`);
  }
}

function writeObject(writer: CanonicalWriter, value: Exclude<Value, undefined | boolean | number | bigint | string>, depth: number): Kind {
  if (value === null) {
    writer.byte(0xf6);
    return kind.null;
  }
  if (Array.isArray(value)) return writeList(writer, value as readonly Value[], depth);
  if (value instanceof Uint8Array) {
    writer.head(major.bytes, value.length);
    writer.raw(value);
    return kind.bytes;
  }
  if (tagOf(value) !== undefined) return writeTagged(writer, value as TaggedValue, depth);
  if (value instanceof Map) return writeEntries(writer, [...(value as ReadonlyMap<Value, Value>)], depth, writeValue);
  const prototype: unknown = Object.getPrototypeOf(value);
  if (prototype !== Object.prototype && prototype !== null) {
    throw new InvalidDataError('unsupported-value', `an object of class ${(value as object).constructor?.name ?? 'unknown'} is no value of a record; use a plain object or one of the classes of @datasig/core`);
  }
  writeStruct(writer, value as { readonly [field: string]: Value }, depth, writeValue);
  return kind.map;
}

function writeList(writer: CanonicalWriter, list: readonly Value[], depth: number): Kind {
  writer.head(major.array, list.length);
  for (let i = 0; i < list.length; i++) writeValue(writer, list[i], depth + 1);
  return kind.list;
}

function writeTagged(writer: CanonicalWriter, value: TaggedValue, depth: number): Kind {
  const tag = tagOf(value);
  switch (tag) {
    case 'decimal':
      return writeDecimal(writer, value as never) ? kind.integer : kind.decimal;
    case 'timestamp':
      writeTimestamp(writer, (value as { nanoseconds: bigint }).nanoseconds);
      return kind.timestamp;
    case 'date':
      writeDate(writer, (value as { days: bigint }).days);
      return kind.date;
    case 'time':
      writeTimeOfDay(writer, (value as { nanoseconds: bigint }).nanoseconds);
      return kind.duration;
    case 'duration':
      writeDuration(writer, (value as { nanoseconds: bigint }).nanoseconds);
      return kind.duration;
    case 'uuid':
      writeUuid(writer, (value as { bytes: Uint8Array }).bytes);
      return kind.uuid;
    case 'tensor':
      return writeTensor(writer, value as TensorValue, depth);
    case 'number-literal':
      return writeValue(writer, parseNumberLiteral((value as NumberLiteralValue).text), depth);
    case 'entries':
      return writeEntries(writer, (value as { entries: readonly (readonly [Value, Value])[] }).entries, depth, writeValue);
    default:
      throw new InvalidDataError('unsupported-value', `a value is tagged ${String(tag)}, which this version does not know`);
  }
}

/** What stands before the bytes of every UUID. */
export function writeUuidHead(writer: CanonicalWriter): void {
  writer.head(major.tag, 37);
  writer.head(major.bytes, 16);
}

/** Tag 37 (RFC 9562's bytes). */
export function writeUuid(writer: CanonicalWriter, bytes: Uint8Array, start = 0, end: number = bytes.length): void {
  if (end - start !== 16) throw new InvalidDataError('unsupported-value', `a UUID has ${end - start} bytes; expected 16`);
  writeUuidHead(writer);
  writer.raw(bytes, start, end);
}

function writeTensor(writer: CanonicalWriter, tensor: TensorValue, depth: number): Kind {
  checkTensor(tensor);
  if (tensor.shape.length === 0) return writeValue(writer, tensorElements(tensor.dtype, tensor.data)[0], depth);
  writeTensorHead(writer, tensor.dtype, tensor.shape);
  writer.raw(tensor.data);
  return kind.tensor;
}

/**
 * The canonical encoding of one value.
 *
 * @returns a new array
 * @throws InvalidDataError when the value has no canonical encoding
 */
export function encodeCanonical(value: Value): Uint8Array {
  const writer = new CanonicalWriter();
  writer.begin();
  writeValue(writer, value, 1);
  writer.end();
  return writer.toBytes();
}
