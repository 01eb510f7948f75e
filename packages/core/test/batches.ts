/** Generated batches of columns and the same records as rows. */
import fc from 'fast-check';
import { elementByteLength, tensorByteLength, tensorDtypes } from '../src/canonical/tensor.ts';
import { nanosecondsPerUnit } from '../src/canonical/time.ts';
import { CalendarDate, Duration, Tensor, TimeOfDay, Timestamp, Uuid } from '../src/canonical/value.ts';
import type { Column, ColumnBatch, RowBatch, Value } from '../src/spec/v1/batch.ts';
import { integers, numbers, texts, values } from './values.ts';

/** A column without its name, and its values one by one; what `valid` marks as null is null in `rows`. */
interface GeneratedColumn {
  readonly column: Column;
  readonly rows: readonly Value[];
}

/** One batch in both forms. */
export interface TwoForms {
  readonly columns: ColumnBatch;
  readonly rows: RowBatch;
}

const name = 'unnamed';
const utf8 = (text: string): Uint8Array => new TextEncoder().encode(text);
/** Texts that casts take, and null tokens. */
const cells = fc.oneof(fc.constantFrom('', '1', '0', '-5', '0.1', 'true', 'NA', '2026-01-31', '12:00:00'), texts);
const numberArrays = [Float64Array, Float32Array, Int32Array, Uint32Array, Int16Array, Uint16Array, Int8Array, Uint8Array] as const;

function many<T>(element: fc.Arbitrary<T>, rowCount: number): fc.Arbitrary<T[]> {
  return fc.array(element, { minLength: rowCount, maxLength: rowCount });
}

function runs(parts: readonly Uint8Array[], first: number): { readonly offsets: Uint32Array; readonly bytes: Uint8Array } {
  const offsets = [first];
  for (const part of parts) offsets.push(offsets.at(-1)! + part.length);
  return { offsets: Uint32Array.from(offsets), bytes: Buffer.concat([new Uint8Array(first).fill(0xff), ...parts]) };
}

/** Text whose null slots may hold bytes that are no text. */
function textColumn(rowCount: number): fc.Arbitrary<GeneratedColumn> {
  return fc.tuple(many(cells, rowCount), valid(rowCount), fc.nat({ max: 3 })).map(([rows, mask, first]) => {
    const parts = rows.map((row, index) => (mask?.[index] === 0 && row.length > 1 ? Uint8Array.of(0xff, 0xc3) : utf8(row)));
    return { column: { name, type: 'text', ...runs(parts, first), ...(mask && { valid: mask }) }, rows: masked(rows, mask) };
  });
}

function bytesColumn(rowCount: number): fc.Arbitrary<GeneratedColumn> {
  return fc.tuple(many(fc.uint8Array({ maxLength: 4 }), rowCount), valid(rowCount)).map(([rows, mask]) => ({
    column: { name, type: 'bytes', ...runs(rows, 2), ...(mask && { valid: mask }) },
    rows: masked(rows, mask),
  }));
}

function numberColumn(rowCount: number): fc.Arbitrary<GeneratedColumn> {
  return fc.tuple(fc.constantFrom(...numberArrays), many(numbers, rowCount), valid(rowCount)).map(([ArrayType, rows, mask]) => {
    const array = ArrayType.from(rows);
    return { column: { name, type: 'number', values: array, ...(mask && { valid: mask }) }, rows: masked([...array], mask) };
  });
}

function bigintColumn(rowCount: number): fc.Arbitrary<GeneratedColumn> {
  return fc.tuple(fc.constantFrom(BigInt64Array, BigUint64Array), many(integers, rowCount), valid(rowCount)).map(([ArrayType, rows, mask]) => {
    const array = ArrayType.from(rows);
    return { column: { name, type: 'bigint', values: array, ...(mask && { valid: mask }) }, rows: masked([...array], mask) };
  });
}

function boolColumn(rowCount: number): fc.Arbitrary<GeneratedColumn> {
  return fc.tuple(many(fc.boolean(), rowCount), valid(rowCount)).map(([rows, mask]) => ({
    column: { name, type: 'bool', values: Uint8Array.from(rows, Number), ...(mask && { valid: mask }) },
    rows: masked(rows, mask),
  }));
}

/** Bool tensors may hold other bytes where they are null. */
function tensorColumn(rowCount: number): fc.Arbitrary<GeneratedColumn> {
  return fc.tuple(fc.constantFrom(...tensorDtypes), fc.array(fc.integer({ min: 0, max: 3 }), { maxLength: 2 }), valid(rowCount)).chain(([dtype, shape, mask]) => {
    const byteLength = tensorByteLength(dtype, shape);
    const element = fc.uint8Array({ minLength: byteLength, maxLength: byteLength, ...(dtype === 'bool' && { max: 1 }) });
    return many(element, rowCount).map((rows): GeneratedColumn => {
      const data = Buffer.concat(rows.map((row, index) => (mask?.[index] === 0 && elementByteLength(dtype) === 1 ? row.map(() => 7) : row)));
      return { column: { name, type: 'tensor', dtype, shape, data, ...(mask && { valid: mask }) }, rows: masked(rows.map((row) => new Tensor(dtype, shape, row)), mask) };
    });
  });
}

/** Times of day lie outside the day where they are null. */
function timeColumn(rowCount: number): fc.Arbitrary<GeneratedColumn> {
  const types = { timestamp: Timestamp, duration: Duration, time: TimeOfDay } as const;
  const counts = many(fc.integer({ min: 0, max: 86_399 }), rowCount);
  return fc.tuple(fc.constantFrom('timestamp', 'duration', 'time', 'date'), fc.constantFrom('s', 'ms', 'us', 'ns'), counts, valid(rowCount), fc.boolean()).map(([type, unit, rows, mask, wide]) => {
    const slots = rows.map((row, index) => (mask?.[index] === 0 ? -1 - row : row));
    const array = wide ? BigInt64Array.from(slots, BigInt) : Int32Array.from(slots);
    const make = (row: number): Value => (type === 'date' ? new CalendarDate(BigInt(row)) : new types[type](BigInt(row) * nanosecondsPerUnit[unit]));
    return { column: { name, type, unit: type === 'date' ? 'd' : unit, values: array, ...(mask && { valid: mask }) }, rows: masked(rows.map(make), mask) };
  });
}

function uuidColumn(rowCount: number): fc.Arbitrary<GeneratedColumn> {
  return fc.tuple(many(fc.uint8Array({ minLength: 16, maxLength: 16 }), rowCount), valid(rowCount)).map(([rows, mask]) => ({
    column: { name, type: 'uuid', bytes: Buffer.concat(rows), ...(mask && { valid: mask }) },
    rows: masked(rows.map((row) => new Uuid(row)), mask),
  }));
}

function valueColumn(rowCount: number): fc.Arbitrary<GeneratedColumn> {
  return fc.tuple(many(fc.oneof(values, cells), rowCount), valid(rowCount)).map(([rows, mask]) => ({
    column: { name, type: 'values', values: rows, ...(mask && { valid: mask }) },
    rows: masked(rows, mask),
  }));
}

function valid(rowCount: number): fc.Arbitrary<Uint8Array | undefined> {
  return fc.option(fc.uint8Array({ minLength: rowCount, maxLength: rowCount, max: 1 }), { nil: undefined });
}

function masked(rows: readonly Value[], mask: Uint8Array | undefined): Value[] {
  return rows.map((row, index) => (mask?.[index] === 0 ? null : row));
}

const kinds = [textColumn, bytesColumn, numberColumn, bigintColumn, boolColumn, tensorColumn, timeColumn, uuidColumn, valueColumn] as const;

/** Names of generated columns. */
export const columnNames: readonly string[] = ['a', 'bb', 'é', '__proto__', '10', '9', ''];

/** Batches of columns of every type, and the same records as rows. */
export const batches: fc.Arbitrary<TwoForms> = fc.tuple(fc.integer({ min: 0, max: 6 }), fc.subarray([...columnNames], { maxLength: 5 })).chain(([rowCount, names]) =>
  fc.tuple(...names.map(() => fc.oneof(...kinds.map((kind) => kind(rowCount))))).map((generated): TwoForms => ({
    columns: { kind: 'columns', rowCount, columns: generated.map(({ column }, index) => ({ ...column, name: names[index]! })) },
    rows: {
      kind: 'rows',
      rows: Array.from({ length: rowCount }, (_, row) => Object.fromEntries(generated.map(({ rows }, index) => [names[index]!, rows[row]] as const))),
    },
  })),
);
