/** Reads bytes through a format into plain rows, to compare. */
import { InvalidDataError, Timestamp } from '@datasig/core';
import type { Batch, Column, Value } from '@datasig/core/spec';
import { formats } from '../src/index.ts';
import type { ByteSource, FormatName, StreamFormat, StreamReadOptions } from '../src/index.ts';

/** A row of plain values; null fields are left out. */
export type PlainRow = Record<string, Value>;

/** What reading gives: rows and their places, or the code and place of the error. */
export interface ReadResult {
  readonly rows: PlainRow[];
  readonly places: string[];
  readonly error?: string;
}

/** The format of a name. */
export function formatNamed(name: FormatName): StreamFormat {
  return formats.find((format) => format.name === name) as StreamFormat;
}

/** UTF-8 bytes of a text, or bytes as they are. */
export function toBytes(content: string | Uint8Array): Uint8Array {
  return typeof content === 'string' ? new TextEncoder().encode(content) : content;
}

/** Bytes in chunks of the given lengths, the last of which repeats. Each chunk is overwritten when the next is asked for. */
export async function* chunked(bytes: Uint8Array, lengths: readonly number[] = [bytes.length || 1]): AsyncIterable<Uint8Array> {
  for (let start = 0, index = 0; start < bytes.length; index++) {
    const length = lengths[Math.min(index, lengths.length - 1)]!;
    // Not `slice`: a Buffer's gives a view.
    const chunk = Uint8Array.from(bytes.subarray(start, start + length));
    yield chunk;
    chunk.fill(0x21);
    start += length;
  }
}

/** Bytes as a source. */
export function byteSource(bytes: Uint8Array, chunkLength = 7): ByteSource {
  return {
    byteLength: bytes.length,
    slice: async (start, end) => bytes.slice(start, end),
    stream: (start = 0, end = bytes.length) => chunked(bytes.slice(start, end), [chunkLength]),
  };
}

/** Reads everything; an error ends the rows. */
export async function readAll(format: StreamFormat, content: string | Uint8Array, lengths?: readonly number[], options?: StreamReadOptions): Promise<ReadResult> {
  const rows: PlainRow[] = [];
  const places: string[] = [];
  try {
    for await (const batch of format.read(chunked(toBytes(content), lengths), options)) collect(batch, rows, places);
  } catch (error) {
    if (!(error instanceof InvalidDataError)) throw error;
    return { rows, places, error: `${error.code} ${JSON.stringify(error.position)}` };
  }
  return { rows, places };
}

/** Adds a batch's rows. */
export function collect(batch: Batch, rows: PlainRow[], places: string[]): void {
  if (batch.kind === 'rows') throw new Error('formats give columns');
  for (let row = 0; row < batch.rowCount; row++) {
    const plain: PlainRow = Object.create(null) as PlainRow;
    for (const column of batch.columns) {
      const value = valueAt(column, row);
      if (value !== null && value !== undefined) plain[column.name] = value;
    }
    rows.push(plain);
    places.push(`${batch.places?.lines?.[row]}:${batch.places?.byteOffsets?.[row]}`);
  }
}

function valueAt(column: Column, row: number): Value {
  if (column.valid !== undefined && column.valid[row] === 0) return null;
  switch (column.type) {
    case 'text':
      return new TextDecoder('utf-8', { ignoreBOM: true, fatal: true }).decode(column.bytes.slice(column.offsets[row], column.offsets[row + 1]));
    case 'bytes':
      return column.bytes.slice(column.offsets[row], column.offsets[row + 1]);
    case 'bool':
      return column.values[row] === 1;
    case 'timestamp':
      if (column.unit !== 'ms') throw new Error('expected milliseconds');
      return new Timestamp(BigInt(column.values[row]!) * 1_000_000n);
    case 'number':
    case 'values':
      return column.values[row];
    default:
      throw new Error(`no format gives ${column.type}`);
  }
}
