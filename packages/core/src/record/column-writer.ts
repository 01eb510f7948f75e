/** Writers of columns: each writes one row's value of one column and says what kind it is. */
import { InvalidDataError } from '../errors.ts';
import { writeUuid } from '../canonical/encode.ts';
import { type Kind, kind } from '../canonical/kind.ts';
import { writeBigInt, writeNumber } from '../canonical/number.ts';
import { checkTensor, tensorByteLength, writeTensorHead } from '../canonical/tensor.ts';
import { firstInvalidText } from '../canonical/text.ts';
import { writeDate, writeDuration, writeTimeOfDay, writeTimestamp } from '../canonical/time.ts';
import { Tensor } from '../canonical/value.ts';
import { CanonicalWriter, major } from '../canonical/writer.ts';
import type { BytesColumn, Column, LogicalType, TensorColumn, TextColumn, TimeColumn } from '../spec/v1/batch.ts';
import type { FieldCounter } from '../schema/field-tracker.ts';
import { writeCounted } from './field-plans.ts';

/** Writes rows of one column. */
export interface ColumnWriter {
  /** Writes row `row`, which is not null, and counts it unless the column is uniform. */
  readonly write: (writer: CanonicalWriter, row: number) => void;
  /** The kind and type of every value where all are alike: such columns are counted by the batch. */
  readonly uniform?: { readonly kind: Kind; readonly type: LogicalType };
}

type Uniform = NonNullable<ColumnWriter['uniform']>;

/** The writer of a column of `rowCount` rows that `checkColumn` has passed. */
export function columnWriter(column: Column, rowCount: number, counter: FieldCounter): ColumnWriter {
  switch (column.type) {
    case 'number':
      return { write: (writer, row) => counter.add(writeNumber(writer, column.values[row]!) ? kind.integer : kind.float, 1) };
    case 'bigint':
      return { write: (writer, row) => writeBigInt(writer, column.values[row]!), uniform: { kind: kind.integer, type: { type: 'integer' } } };
    case 'bool':
      return { write: (writer, row) => writer.byte(column.values[row] === 0 ? 0xf4 : 0xf5), uniform: { kind: kind.bool, type: { type: 'bool' } } };
    case 'text':
      return textWriter(column, rowCount);
    case 'bytes':
      return runWriter(column, major.bytes, { kind: kind.bytes, type: { type: 'bytes' } });
    case 'tensor':
      return tensorWriter(column, counter);
    case 'uuid':
      return { write: (writer, row) => writeUuid(writer, column.bytes, 16 * row, 16 * row + 16), uniform: { kind: kind.uuid, type: { type: 'uuid' } } };
    case 'values':
      return { write: (writer, row) => writeCounted(writer, column.values[row], counter) };
    default:
      return timeWriter(column);
  }
}

function textWriter(column: TextColumn, rowCount: number): ColumnWriter {
  const writer = runWriter(column, major.text, { kind: kind.text, type: { type: 'text' } });
  let invalid: number | undefined;
  // The record before the invalid one may have an error of its own, which then is the first.
  const refuse = (row: number): void => {
    invalid ??= firstInvalidText(column.bytes, column.offsets, rowCount, column.valid);
    if (row === invalid) throw new InvalidDataError('invalid-utf8', 'text is not valid UTF-8');
  };
  return { ...writer, write: (target, row) => (refuse(row), writer.write(target, row)) };
}

function runWriter({ offsets, bytes }: TextColumn | BytesColumn, type: number, uniform: Uniform): ColumnWriter {
  const write = (writer: CanonicalWriter, row: number): void => {
    const start = offsets[row]!;
    const end = offsets[row + 1]!;
    writer.head(type, end - start);
    writer.raw(bytes, start, end);
  };
  return { write, uniform };
}

function tensorWriter({ dtype, shape, data }: TensorColumn, counter: FieldCounter): ColumnWriter {
  const byteLength = tensorByteLength(dtype, shape);
  const dataOf = (row: number): Uint8Array => data.subarray(row * byteLength, (row + 1) * byteLength);
  if (shape.length === 0) return { write: (writer, row) => writeCounted(writer, new Tensor(dtype, shape, dataOf(row)), counter) };
  const head = new CanonicalWriter();
  writeTensorHead(head, dtype, shape);
  const headBytes = head.toBytes();
  const write = (writer: CanonicalWriter, row: number): void => {
    if (dtype === 'bool') checkTensor({ dtype, shape, data: dataOf(row) });
    writer.raw(headBytes);
    writer.raw(data, row * byteLength, (row + 1) * byteLength);
  };
  return { write, uniform: { kind: kind.tensor, type: { type: 'tensor', dtype, shape } } };
}

function timeWriter(column: TimeColumn): ColumnWriter {
  const { values, type } = column;
  if (type === 'date') {
    return { write: (writer, row) => writeDate(writer, values[row]!), uniform: { kind: kind.date, type: { type } } };
  }
  const { unit } = column;
  const write = { timestamp: writeTimestamp, time: writeTimeOfDay, duration: writeDuration }[type];
  const valueKind = type === 'timestamp' ? kind.timestamp : kind.duration;
  return { write: (writer, row) => write(writer, values[row]!, unit), uniform: { kind: valueKind, type: { type } } };
}
