/** What values of typed columns go through when metadata say more of them than how they are stored. */
import { castValue, Duration, Entries, InvalidDataError, nanosecondsPerUnit, Tensor, tensorDtypes, Uuid } from '@datasig/core';
import type { Batch, Column, EntriesValue, LogicalType, TensorDtype, TensorValue, TimeColumn, Value } from '@datasig/core/spec';

/** Makes other values of those that are stored. */
export interface Conversion {
  /** The value for one that is not null. @throws InvalidDataError */
  readonly value: (value: NonNullable<Value>) => Value;
  /** The column for one that is stored in typed buffers; absent where those never are. */
  readonly column?: (column: Column) => Column;
}

/** A type and how its values are made. */
export interface Applied {
  readonly type: LogicalType;
  /** Absent where values stay as they are. */
  readonly conversion?: Conversion;
}

type Struct = { readonly [field: string]: Value };


/** `{bytes, path}` becomes the bytes; one without a file is an error. */
export const fileBytes: Applied = {
  type: { type: 'bytes' },
  conversion: {
    value: (value) => {
      const { bytes, path } = value as Struct;
      if ((bytes ?? null) === null && (path ?? null) !== null) throw new InvalidDataError('unsupported-value', 'a file is named and its bytes are not in the column; embed the files, as push_to_hub does');
      return bytes;
    },
  },
};

/** Integers that count a unit become durations. */
export function duration(unit: Exclude<TimeColumn['unit'], 'd'>): Applied {
  return {
    type: { type: 'duration' },
    conversion: {
      value: (value) => new Duration(BigInt(value as bigint) * nanosecondsPerUnit[unit]),
      column: (column) => (column.type === 'bigint' ? { ...column, type: 'duration', unit, values: column.values as BigInt64Array } : column),
    },
  };
}

/** Bytes of 16 become UUIDs. */
export const uuid: Applied = {
  type: { type: 'uuid' },
  conversion: {
    value: (value) => new Uuid(value as Uint8Array),
    column: (column) => (column.type === 'bytes' ? { ...uuidValues(column.name, column.offsets, column.bytes, column.valid) } : column),
  },
};

function uuidValues(name: string, offsets: Uint32Array, bytes: Uint8Array, valid: Uint8Array | undefined): Column {
  const values = Array.from({ length: offsets.length - 1 }, (_, row) => (valid?.[row] === 0 ? null : new Uuid(bytes.subarray(offsets[row], offsets[row + 1]))));
  return { type: 'values', name, values };
}

/** Integers become whether they are not 0. */
export const truth: Applied = {
  type: { type: 'bool' },
  conversion: {
    value: (value) => value !== 0 && value !== 0n,
    column: (column) => (column.type === 'number' ? { ...column, type: 'bool', values: Uint8Array.from(column.values, (value) => (value === 0 ? 0 : 1)) } : column),
  },
};

/** Nested lists become a tensor; undefined for a dtype or shape that is none. A dimension of null is that of the value. */
export function tensor(dtype: unknown, shape: readonly unknown[]): Applied | undefined {
  if (!tensorDtypes.includes(dtype as TensorDtype)) return undefined;
  if (!shape.every((dimension) => dimension === null || (Number.isSafeInteger(dimension) && (dimension as number) >= 0))) return undefined;
  const fixedShape = shape.includes(null) ? null : (shape as readonly number[]);
  const to = { to: 'tensor', dtype: dtype as TensorDtype, shape: fixedShape } as const;
  return { type: { type: 'tensor', dtype: to.dtype, shape: fixedShape }, conversion: { value: (value) => castValue(value, to) } };
}

/** Flat lists become tensors of a shape that has as many elements. */
export function flatTensor(dtype: TensorDtype, shape: readonly number[]): Applied {
  const length = shape.reduce((product, dimension) => product * dimension, 1);
  const to = { to: 'tensor', dtype, shape: [length] } as const;
  return { type: { type: 'tensor', dtype, shape }, conversion: { value: (value) => new Tensor(dtype, shape, (castValue(value, to) as TensorValue).data) } };
}

/** A map whose keys and values become what the two say. */
export function mapOf(key: Applied, value: Applied): Applied {
  const map: LogicalType = { type: 'map', key: key.type, value: value.type };
  if (key.conversion === undefined && value.conversion === undefined) return { type: map };
  const entry = ([k, v]: readonly [Value, Value]): readonly [Value, Value] => [key.conversion === undefined ? k : convert(k, key.conversion), value.conversion === undefined ? v : convert(v, value.conversion)];
  return { type: map, conversion: { value: (stored) => new Entries((stored as EntriesValue).entries.map(entry)) } };
}

/** A list whose elements become what `element` says. */
export function listOf({ type, conversion }: Applied): Applied {
  const list: LogicalType = { type: 'list', element: type };
  return conversion === undefined ? { type: list } : { type: list, conversion: { value: (value) => (value as readonly Value[]).map((each) => convert(each, conversion)) } };
}

/** A struct whose fields become what `fields` say. */
export function structOf(fields: readonly (Applied & { readonly name: string })[]): Applied {
  const struct: LogicalType = { type: 'struct', fields: fields.map(({ name, type }) => ({ name, type })) };
  const converted = fields.filter(({ conversion }) => conversion !== undefined);
  if (converted.length === 0) return { type: struct };
  const value = (stored: NonNullable<Value>): Value => {
    const made = Object.assign(Object.create(null), stored) as Record<string, Value>;
    for (const { name, conversion } of converted) made[name] = convert(made[name], conversion!);
    return made;
  };
  return { type: struct, conversion: { value } };
}

/** First the one, then the other. */
export function both(first: Conversion | undefined, second: Conversion | undefined): Conversion | undefined {
  if (first === undefined || second === undefined) return first ?? second;
  return { value: (value) => convert(first.value(value), second), column: (column) => convertColumn(convertColumn(column, first), second) };
}

function convert(value: Value, conversion: Conversion): Value {
  return value === null || value === undefined ? null : conversion.value(value);
}

/** The batch with the columns that have conversions converted. @throws InvalidDataError naming the column */
export function convertColumns(batch: Batch, conversions: ReadonlyMap<string, Conversion>): Batch {
  if (batch.kind === 'rows' || conversions.size === 0) return batch;
  return {
    ...batch,
    columns: batch.columns.map((column) => {
      const conversion = conversions.get(column.name);
      return conversion === undefined ? column : convertColumn(column, conversion);
    }),
  };
}

function convertColumn(column: Column, conversion: Conversion): Column {
  if (column.type !== 'values') return conversion.column?.(column) ?? column;
  try {
    const values = column.values.map((value, row) => (column.valid?.[row] === 0 ? null : convert(value, conversion)));
    return { type: 'values', name: column.name, values };
  } catch (error) {
    throw error instanceof InvalidDataError ? error.at({ column: column.name }) : error;
  }
}
