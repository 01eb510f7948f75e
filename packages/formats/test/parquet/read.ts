/** Reads Parquet bytes into plain values, to compare. */
import { InvalidDataError, Tensor } from '@datasig/core';
import type { Column, ColumnBatch, Value } from '@datasig/core/spec';
import type { IndexedReadOptions } from '../../src/index.ts';
import { readParquet } from '../../src/parquet/read.ts';
import { CountingSource } from './file.ts';

/** All batches. */
export async function batchesOf(bytes: Uint8Array, options: IndexedReadOptions = {}): Promise<ColumnBatch[]> {
  const batches: ColumnBatch[] = [];
  for await (const batch of readParquet(new CountingSource(bytes), options)) batches.push(batch as ColumnBatch);
  return batches;
}

/** The values of every column. */
export async function columnsOf(bytes: Uint8Array, options: IndexedReadOptions = {}): Promise<Record<string, Value[]>> {
  const columns: Record<string, Value[]> = {};
  for (const { rowCount, columns: each } of await batchesOf(bytes, options)) {
    for (const column of each) (columns[column.name] ??= []).push(...Array.from({ length: rowCount }, (_, row) => valueAt(column, row)));
  }
  return columns;
}

/** The error of reading, as its code and message. */
export async function errorOf(bytes: Uint8Array, options: IndexedReadOptions = {}): Promise<string> {
  try {
    await batchesOf(bytes, options);
    return 'none';
  } catch (error) {
    if (error instanceof InvalidDataError) return `${error.code}: ${error.message}`;
    throw error;
  }
}

/** One value; those of 64 bits come as bigint, times as integers of their unit. */
export function valueAt(column: Column, row: number): Value {
  if (column.valid !== undefined && column.valid[row] === 0) return null;
  switch (column.type) {
    case 'text':
      return new TextDecoder('utf-8', { ignoreBOM: true, fatal: true }).decode(column.bytes.subarray(column.offsets[row], column.offsets[row + 1]));
    case 'bytes':
      return column.bytes.slice(column.offsets[row], column.offsets[row + 1]);
    case 'uuid':
      return column.bytes.slice(16 * row, 16 * row + 16);
    case 'bool':
      return column.values[row] === 1;
    case 'tensor': {
      const byteLength = column.shape.reduce((product, dimension) => product * dimension, Number(/\d+$/.exec(column.dtype)?.[0] ?? 8) / 8);
      return new Tensor(column.dtype, column.shape, column.data.slice(row * byteLength, (row + 1) * byteLength));
    }
    default:
      return column.values[row] as Value;
  }
}
