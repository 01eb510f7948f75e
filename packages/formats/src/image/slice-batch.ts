/** Some rows of a batch, as views of it. */
import type { BatchPlaces, Column, ColumnBatch } from '@datasig/core/spec';
import { sampleByteLength } from './layout.ts';

/** Rows `[start, end)` of a batch with other columns put in the place of some; those hold only these rows already. */
export function sliceBatch({ columns, places }: ColumnBatch, start: number, end: number, replaced: ReadonlyMap<Column, Column>): ColumnBatch {
  const sliced = columns.map((column) => replaced.get(column) ?? sliceColumn(column, start, end));
  return { kind: 'columns', rowCount: end - start, columns: sliced, ...(places !== undefined && { places: slicePlaces(places, start, end) }) };
}

function sliceColumn(column: Column, start: number, end: number): Column {
  const valid = column.valid !== undefined && { valid: column.valid.subarray(start, end) };
  switch (column.type) {
    case 'text':
    case 'bytes':
      return { ...column, ...valid, offsets: column.offsets.subarray(start, end + 1) };
    case 'tensor': {
      const byteLength = column.shape.reduce((product, dimension) => product * dimension, sampleByteLength(column.dtype));
      return { ...column, ...valid, data: column.data.subarray(start * byteLength, end * byteLength) };
    }
    case 'uuid':
      return { ...column, ...valid, bytes: column.bytes.subarray(start * 16, end * 16) };
    case 'values':
      return { ...column, ...valid, values: column.values.slice(start, end) };
    default:
      return { ...column, ...valid, values: column.values.subarray(start, end) } as Column;
  }
}

function slicePlaces({ file, lines, byteOffsets }: BatchPlaces, start: number, end: number): BatchPlaces {
  return {
    ...(file !== undefined && { file }),
    ...(lines !== undefined && { lines: Array.from({ length: end - start }, (_, index) => lines[start + index]!) }),
    ...(byteOffsets !== undefined && { byteOffsets: Array.from({ length: end - start }, (_, index) => byteOffsets[start + index]!) }),
  };
}
