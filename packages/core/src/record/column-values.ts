/** The values of a column as JavaScript values, for casts. */
import { decodeText } from '../canonical/text.ts';
import { tensorByteLength } from '../canonical/tensor.ts';
import { nanosecondsPerUnit } from '../canonical/time.ts';
import { CalendarDate, Duration, Tensor, TimeOfDay, Timestamp, Uuid } from '../canonical/value.ts';
import type { Column, TextColumn, TimeColumn, Value } from '../spec/v1/batch.ts';

/** Reads row `row`, which is not null. */
export type ValueReader = (row: number) => Value;

/** A reader of the column's values; bytes and tensors are views of its buffers. */
export function valueReader(column: Column, rowCount: number): ValueReader {
  switch (column.type) {
    case 'text':
      return textReader(column, rowCount);
    case 'bytes':
      return (row) => column.bytes.subarray(column.offsets[row], column.offsets[row + 1]);
    case 'bool':
      return (row) => column.values[row] !== 0;
    case 'uuid':
      return (row) => new Uuid(column.bytes.subarray(16 * row, 16 * row + 16));
    case 'tensor': {
      const byteLength = tensorByteLength(column.dtype, column.shape);
      return (row) => new Tensor(column.dtype, column.shape, column.data.subarray(row * byteLength, (row + 1) * byteLength));
    }
    case 'number':
    case 'bigint':
    case 'values':
      return (row) => column.values[row];
    default:
      return timeReader(column);
  }
}

/** Where all is ASCII, characters stand where bytes do and one decoding serves the whole column. */
function textReader(column: TextColumn, rowCount: number): ValueReader {
  const { bytes, offsets } = column;
  const start = offsets[0]!;
  const run = bytes.subarray(start, offsets[rowCount]);
  if (run.every((byte) => byte < 0x80)) {
    const text = decodeText(run);
    return (row) => text.slice(offsets[row]! - start, offsets[row + 1]! - start);
  }
  return (row) => decodeText(bytes.subarray(offsets[row], offsets[row + 1]));
}

function timeReader(column: TimeColumn): ValueReader {
  const { values, type } = column;
  if (type === 'date') return (row) => new CalendarDate(BigInt(values[row]!));
  const scale = nanosecondsPerUnit[column.unit];
  const classes = { timestamp: Timestamp, time: TimeOfDay, duration: Duration } as const;
  return (row) => new classes[type](BigInt(values[row]!) * scale);
}
