/** Reads bytes through a format into descriptions that tell everything apart: to compare two ways of reading. */
import { InvalidDataError } from '@datasig/core';
import type { Batch, Column, Value } from '@datasig/core/spec';
import type { StreamFormat, StreamReadOptions } from '../src/index.ts';
import { chunked } from './read.ts';

/** Records with their places, batch by batch, and the error that ended them. */
export interface ExactResult {
  readonly records: readonly string[];
  readonly error: string | undefined;
}

/** Reads everything in chunks of `lengths`. Texts are told by their bytes, valid or not; a batch that begins is told too. */
export async function readExactly(format: StreamFormat, bytes: Uint8Array, lengths?: readonly number[], options?: StreamReadOptions): Promise<ExactResult> {
  const records: string[] = [];
  try {
    for await (const batch of format.read(chunked(bytes, lengths), options)) records.push(...describeBatch(batch));
  } catch (error) {
    return { records, error: describeError(error) };
  }
  return { records, error: undefined };
}

/** Code, reason and place. */
export function describeError(error: unknown): string {
  if (!(error instanceof InvalidDataError)) throw error;
  return `${error.code}: ${error.reason} ${JSON.stringify(Object.entries(error.position).sort())}`;
}

function describeBatch(batch: Batch): string[] {
  if (batch.kind === 'rows') throw new Error('formats give columns');
  const records = Array.from({ length: batch.rowCount }, (_, row) => {
    const fields = batch.columns.filter(({ valid }) => valid === undefined || valid[row] === 1).map((column) => describeField(column, row));
    return `${batch.places?.lines?.[row]}:${batch.places?.byteOffsets?.[row]} ${fields.filter((field) => field !== '').sort().join(' ')}`;
  });
  return [`batch of ${batch.rowCount}`, ...records];
}

function describeField(column: Column, row: number): string {
  const value = describeAt(column, row);
  return value === 'null' ? '' : `${JSON.stringify(column.name)}=${value}`;
}

function describeAt(column: Column, row: number): string {
  switch (column.type) {
    case 'text':
      return describeText(column.bytes.subarray(column.offsets[row], column.offsets[row + 1]));
    case 'bool':
      return describe(column.values[row] === 1);
    case 'number':
    case 'values':
      return describe(column.values[row]);
    default:
      throw new Error(`no text format gives ${column.type}`);
  }
}

function describeText(bytes: Uint8Array): string {
  return JSON.stringify(Buffer.from(bytes).toString('latin1'));
}

function describe(value: Value): string {
  if (typeof value === 'string') return describeText(Buffer.from(value));
  if (typeof value === 'bigint') return `${value}n`;
  if (Object.is(value, -0)) return '-0';
  if (Array.isArray(value)) return `[${value.map(describe).join()}]`;
  if (typeof value !== 'object' || value === null) return String(value);
  return `{${Object.entries(value as { readonly [name: string]: Value }).map(([name, inner]) => `${JSON.stringify(name)}:${describe(inner)}`).join()}}`;
}
