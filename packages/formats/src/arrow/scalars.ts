/** Values of a fixed number of bytes: as columns of typed buffers, and as JavaScript values inside nested ones. */
import { CalendarDate, Decimal, Duration, halfToNumber, nanosecondsPerUnit, TimeOfDay, Timestamp, Uuid } from '@datasig/core';
import type { NumberColumn, Value } from '@datasig/core/spec';
import { invalidArrow } from './error.ts';
import type { FieldPlan } from './plan.ts';
import type { ArrowType } from './type.ts';
import type { ColumnBody } from './vector.ts';

/** How values of one type are read. */
export interface Scalar {
  readonly byteWidth: number;
  /** Values as a column; undefined where there are no buffers for the type. @throws InvalidDataError about one that `valid` has */
  readonly body: (bytes: Uint8Array, valid: Uint8Array | undefined) => ColumnBody | undefined;
  /** A reader of single values. */
  readonly reader: (bytes: Uint8Array) => (row: number) => Value;
}

type TypedArray = NumberColumn['values'] | BigInt64Array | BigUint64Array;
type TypedArrayClass<T extends TypedArray> = { readonly BYTES_PER_ELEMENT: number; new (buffer: ArrayBufferLike, byteOffset: number, length: number): T };

const dayMilliseconds = nanosecondsPerUnit.d / nanosecondsPerUnit.ms;

/** The bytes as an array of `Class`, whose alignment they may not have. */
export function typed<T extends TypedArray>(Class: TypedArrayClass<T>, bytes: Uint8Array): T {
  const size = Class.BYTES_PER_ELEMENT;
  const { buffer, byteOffset, length } = bytes.byteOffset % size === 0 ? bytes : Uint8Array.from(bytes);
  return new Class(buffer, byteOffset, Math.floor(length / size));
}

/** How values of the field's type are read; undefined where they have no fixed number of bytes. */
export function scalarOf({ field: { type }, meaning }: FieldPlan): Scalar | undefined {
  if (meaning === 'uuid') return uuid;
  if (meaning === 'bool8') return bool8;
  switch (type.kind) {
    case 'integer':
      return type.bitWidth === 64 ? longs(type.signed ? BigInt64Array : BigUint64Array) : numbers(integerClass(type.bitWidth, type.signed));
    case 'float':
      return type.bitWidth === 16 ? halves : numbers(type.bitWidth === 32 ? Float32Array : Float64Array);
    case 'decimal':
      return decimals(type.bitWidth, type.scale);
    case 'fixed-bytes':
      return fixedBytes(type.byteWidth);
    case 'date':
      return type.unit === 'd' ? days : milliseconds;
    case 'time':
    case 'timestamp':
    case 'duration':
      return times(type);
    default:
      return undefined;
  }
}

/** The array class of integers. */
export function integerClass(bitWidth: 8 | 16 | 32, signed: boolean): TypedArrayClass<NumberColumn['values']> {
  return signed ? { 8: Int8Array, 16: Int16Array, 32: Int32Array }[bitWidth] : { 8: Uint8Array, 16: Uint16Array, 32: Uint32Array }[bitWidth];
}

function numbers(Class: TypedArrayClass<NumberColumn['values']>): Scalar {
  return { byteWidth: Class.BYTES_PER_ELEMENT, body: (bytes) => ({ type: 'number', values: typed(Class, bytes) }), reader: (bytes) => at(typed(Class, bytes)) };
}

function longs(Class: TypedArrayClass<BigInt64Array | BigUint64Array>): Scalar {
  return { byteWidth: 8, body: (bytes) => ({ type: 'bigint', values: typed(Class, bytes) }), reader: (bytes) => at(typed(Class, bytes)) };
}

function at(values: TypedArray): (row: number) => Value {
  return (row) => values[row]!;
}

const halves: Scalar = {
  byteWidth: 2,
  body: (bytes) => ({ type: 'number', values: Float32Array.from(typed(Uint16Array, bytes), halfToNumber) }),
  reader(bytes) {
    const values = typed(Uint16Array, bytes);
    return (row) => halfToNumber(values[row]!);
  },
};

function decimals(bitWidth: number, scale: number): Scalar {
  const byteWidth = bitWidth / 8;
  const reader = (bytes: Uint8Array): ((row: number) => Value) => {
    const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    if (bitWidth === 32) return (row) => new Decimal(BigInt(view.getInt32(4 * row, true)), -scale);
    return (row) => {
      const end = byteWidth * (row + 1);
      let mantissa = view.getBigInt64(end - 8, true);
      for (let offset = end - 16; offset >= end - byteWidth; offset -= 8) mantissa = (mantissa << 64n) | view.getBigUint64(offset, true);
      return new Decimal(mantissa, -scale);
    };
  };
  return { byteWidth, body: () => undefined, reader };
}

function fixedBytes(byteWidth: number): Scalar {
  return {
    byteWidth,
    body: (bytes) => (byteWidth === 0 ? undefined : { type: 'bytes', bytes, offsets: Uint32Array.from({ length: bytes.length / byteWidth + 1 }, (_, row) => row * byteWidth) }),
    reader: (bytes) => (row) => bytes.subarray(row * byteWidth, (row + 1) * byteWidth),
  };
}

const uuid: Scalar = {
  byteWidth: 16,
  body: (bytes) => ({ type: 'uuid', bytes }),
  reader: (bytes) => (row) => new Uuid(bytes.subarray(16 * row, 16 * row + 16)),
};

const bool8: Scalar = {
  byteWidth: 1,
  body: (bytes) => ({ type: 'bool', values: bytes.map((value) => (value === 0 ? 0 : 1)) }),
  reader: (bytes) => (row) => bytes[row] !== 0,
};

const days: Scalar = {
  byteWidth: 4,
  body: (bytes) => ({ type: 'date', unit: 'd', values: typed(Int32Array, bytes) }),
  reader(bytes) {
    const values = typed(Int32Array, bytes);
    return (row) => new CalendarDate(BigInt(values[row]!));
  },
};

/** A date64, which must be a midnight (Schema.fbs, `Date`). */
const milliseconds: Scalar = {
  byteWidth: 8,
  body: (bytes, valid) => ({ type: 'date', unit: 'd', values: typed(BigInt64Array, bytes).map((value, row) => (valid?.[row] === 0 ? 0n : dayOf(value))) }),
  reader(bytes) {
    const values = typed(BigInt64Array, bytes);
    return (row) => new CalendarDate(dayOf(values[row]!));
  },
};

function dayOf(value: bigint): bigint {
  if (value % dayMilliseconds !== 0n) throw invalidArrow('a date64 is no midnight; cast the column to a timestamp');
  return value / dayMilliseconds;
}

function times(type: ArrowType & { readonly kind: 'time' | 'timestamp' | 'duration' }): Scalar {
  const { kind, unit } = type;
  const Class: TypedArrayClass<Int32Array | BigInt64Array> = kind === 'time' && type.bitWidth === 32 ? Int32Array : BigInt64Array;
  const classes = { time: TimeOfDay, timestamp: Timestamp, duration: Duration } as const;
  return {
    byteWidth: Class.BYTES_PER_ELEMENT,
    body: (bytes) => ({ type: kind, unit, values: typed(Class, bytes) }),
    reader(bytes) {
      const values = typed(Class, bytes);
      return (row) => new classes[kind](BigInt(values[row]!) * nanosecondsPerUnit[unit]);
    },
  };
}
