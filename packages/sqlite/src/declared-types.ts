/** `--types declared`: what the declared type of a column makes of its values. SQLite itself does not enforce it. */
import { castValue, InvalidDataError, parseCast, Timestamp, Uuid } from '@datasig/core';
import type { LogicalType, Value } from '@datasig/core/spec';
import type { TypesOption } from './options.ts';

/** A declared type that says more than the storage class. */
export interface DeclaredType {
  readonly type: LogicalType;
  /** @throws InvalidDataError `cast-failed` */
  readonly convert: (value: Value) => Value;
}

const nanosecondsPerSecond = 1_000_000_000n;
const uuidByteLength = 16;

const boolean: DeclaredType = { type: { type: 'bool' }, convert: (value) => castValue(asInteger(value), parseCast('bool')) };
const date: DeclaredType = { type: { type: 'date' }, convert: (value) => castValue(expectText(value, 'text YYYY-MM-DD'), parseCast('date')) };
const timestamp: DeclaredType = { type: { type: 'timestamp' }, convert: (value) => castValue(expectText(value, 'text such as 2024-02-29 23:59:59.5 (whole numbers as seconds since 1970 only with declared-unix)'), parseCast('timestamp')) };
const unixTimestamp: DeclaredType = { type: { type: 'timestamp' }, convert: (value) => fromUnixSeconds(value) ?? timestamp.convert(value) };
const uuid: DeclaredType = { type: { type: 'uuid' }, convert: toUuid };

const types: Readonly<Record<string, DeclaredType>> = { BOOLEAN: boolean, BOOL: boolean, DATE: date, DATETIME: timestamp, TIMESTAMP: timestamp, UUID: uuid };

/** What a declared type asks for; undefined where values stay as they are stored: numbers, decimals, text, blobs. */
export function findDeclaredType(declaredType: string, option: TypesOption): DeclaredType | undefined {
  if (option === 'stored') return undefined;
  // DATETIME(6), or TIMESTAMP WITH TIME ZONE.
  const word = /^[A-Za-z]*/.exec(declaredType.trim())![0].toUpperCase();
  const found = Object.hasOwn(types, word) ? types[word] : undefined;
  return found === timestamp && option === 'declared-unix' ? unixTimestamp : found;
}

function toUuid(value: Value): Value {
  if (value instanceof Uint8Array && value.length === uuidByteLength) return new Uuid(value);
  return castValue(expectText(value, 'a UUID as text or 16 bytes'), parseCast('uuid'));
}

/** Doubles and integers are one type to casts from integers. */
function asInteger(value: Value): Value {
  return typeof value === 'number' && Number.isSafeInteger(value) ? BigInt(value) : value;
}

function expectText(value: Value, expected: string): string {
  if (typeof value === 'string') return value;
  throw new InvalidDataError('cast-failed', `the column is declared with a type for which ${expected} is expected; a value of another kind came`);
}

function fromUnixSeconds(value: Value): Timestamp | undefined {
  if (typeof value === 'bigint') return new Timestamp(value * nanosecondsPerSecond);
  return typeof value === 'number' && Number.isSafeInteger(value) ? new Timestamp(BigInt(value) * nanosecondsPerSecond) : undefined;
}
