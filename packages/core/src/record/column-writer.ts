/** Writers of columns: each writes one row's value of one column and says what kind it is. */
import { InvalidArgumentError, InvalidDataError } from '../errors.ts';
import { writeUuid } from '../canonical/encode.ts';
import { type Kind, kind } from '../canonical/kind.ts';
import { writeBigInt, writeNumber } from '../canonical/number.ts';
import { checkTensor, tensorByteLength, tensorElements, writeTensorHead } from '../canonical/tensor.ts';
import { firstInvalidText } from '../canonical/text.ts';
import { nanosecondsPerUnit, writeDate, writeDuration, writeTimeOfDay, writeTimestamp } from '../canonical/time.ts';
import { CanonicalWriter, major } from '../canonical/writer.ts';
import type { BytesColumn, Column, LogicalType, TensorColumn, TextColumn, TimeColumn, ValueColumn } from '../spec/v1/batch.ts';
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

/** The writer of a column of `rowCount` rows. @throws InvalidArgumentError when its buffers are too short */
export function columnWriter(column: Exclude<Column, ValueColumn>, rowCount: number, counter: FieldCounter): ColumnWriter {
  switch (column.type) {
    case 'number':
      checkLength(column, column.values.length, rowCount);
      return { write: (writer, row) => counter.add(writeNumber(writer, column.values[row]!) ? kind.integer : kind.float, 1) };
    case 'bigint':
      checkLength(column, column.values.length, rowCount);
      return { write: (writer, row) => writeBigInt(writer, column.values[row]!), uniform: { kind: kind.integer, type: { type: 'integer' } } };
    case 'bool':
      checkLength(column, column.values.length, rowCount);
      return { write: (writer, row) => writer.byte(column.values[row] === 0 ? 0xf4 : 0xf5), uniform: { kind: kind.bool, type: { type: 'bool' } } };
    case 'text':
      return textWriter(column, rowCount);
    case 'bytes':
      return runWriter(column, rowCount, major.bytes, { kind: kind.bytes, type: { type: 'bytes' } });
    case 'tensor':
      return tensorWriter(column, rowCount, counter);
    case 'uuid':
      checkLength(column, column.bytes.length, 16 * rowCount);
      return { write: (writer, row) => writeUuid(writer, column.bytes, 16 * row, 16 * row + 16), uniform: { kind: kind.uuid, type: { type: 'uuid' } } };
    default:
      return timeWriter(column, rowCount);
  }
}

function textWriter(column: TextColumn, rowCount: number): ColumnWriter {
  const writer = runWriter(column, rowCount, major.text, { kind: kind.text, type: { type: 'text' } });
  const invalid = firstInvalidText(column.bytes, column.offsets, rowCount, column.valid);
  if (invalid === -1) return writer;
  // The record before the invalid one may have an error of its own, which then is the first.
  const refuse = (row: number): void => {
    if (row === invalid) throw new InvalidDataError('invalid-utf8', 'text is not valid UTF-8; convert the file to UTF-8');
  };
  return { ...writer, write: (target, row) => (refuse(row), writer.write(target, row)) };
}

function runWriter(column: TextColumn | BytesColumn, rowCount: number, type: number, uniform: Uniform): ColumnWriter {
  const { offsets, bytes } = column;
  checkLength(column, offsets.length, rowCount + 1);
  for (let row = 0; row < rowCount; row++) {
    if (offsets[row]! > offsets[row + 1]!) throw new InvalidArgumentError('invalid-argument', `column ${JSON.stringify(column.name)}: offsets must not decrease`);
  }
  checkLength(column, bytes.length, offsets[rowCount]!);
  const write = (writer: CanonicalWriter, row: number): void => {
    const start = offsets[row]!;
    const end = offsets[row + 1]!;
    writer.head(type, end - start);
    writer.raw(bytes, start, end);
  };
  return { write, uniform };
}

function tensorWriter(column: TensorColumn, rowCount: number, counter: FieldCounter): ColumnWriter {
  const { dtype, shape, data } = column;
  const byteLength = tensorByteLength(dtype, shape);
  checkLength(column, data.length, byteLength * rowCount);
  const dataOf = (row: number): Uint8Array => data.subarray(row * byteLength, (row + 1) * byteLength);
  if (shape.length === 0) return { write: (writer, row) => writeCounted(writer, tensorElements(dtype, dataOf(row))[0], counter) };
  checkTensor({ dtype, shape, data: data.subarray(0, byteLength) });
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

function timeWriter(column: TimeColumn, rowCount: number): ColumnWriter {
  checkLength(column, column.values.length, rowCount);
  const { values, type } = column;
  if (type === 'date') {
    return { write: (writer, row) => writeDate(writer, BigInt(values[row]!)), uniform: { kind: kind.date, type: { type } } };
  }
  const scale = nanosecondsPerUnit[column.unit];
  const write = { timestamp: writeTimestamp, time: writeTimeOfDay, duration: writeDuration }[type];
  const valueKind = type === 'timestamp' ? kind.timestamp : kind.duration;
  return { write: (writer, row) => write(writer, BigInt(values[row]!) * scale), uniform: { kind: valueKind, type: { type } } };
}

function checkLength(column: Column, found: number, expected: number): void {
  if (found >= expected) return;
  throw new InvalidArgumentError('invalid-argument', `column ${JSON.stringify(column.name)} of a batch is too short: it has ${found} of ${expected} entries; this is a fault of the connector`);
}
