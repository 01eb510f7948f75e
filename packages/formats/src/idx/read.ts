/** IDX pairs: `{image: tensor, label: integer}`, record after record from both files. */
import { InvalidDataError } from '@datasig/core';
import type { Batch, Column, LogicalType, NumberColumn, SchemaField, TensorColumn } from '@datasig/core/spec';
import { batchByteLength, batchRowCount } from '../format.ts';
import { ByteWindow } from '../window.ts';
import { idxHeaderByteLimit, type IdxHeader, readIdxHeader } from './header.ts';

/** Rows `[start, end)` of both files. */
export interface RowRange {
  readonly start: number;
  readonly end: number;
}

/** Bytes of the two files; the labels may be missing. */
export interface IdxStreams {
  readonly images: AsyncIterable<Uint8Array>;
  readonly labels?: AsyncIterable<Uint8Array>;
}

/** Headers of the two files. */
export interface IdxHeaders {
  readonly images: IdxHeader;
  readonly labels?: IdxHeader;
}

/** The bytes of the file that hold rows `range`. */
export function idxByteRange(header: IdxHeader, { start, end }: RowRange): RowRange {
  return { start: header.headerByteLength + start * header.recordByteLength, end: header.headerByteLength + end * header.recordByteLength };
}

/**
 * Checks that headers belong together.
 *
 * @throws InvalidDataError `count-mismatch`, `invalid-idx`
 */
export function checkIdxHeaders({ images, labels }: IdxHeaders): void {
  if (labels === undefined) return;
  if (labels.shape.length > 2) throw new InvalidDataError('invalid-idx', `the labels have rank ${labels.shape.length}; expected 1, or 2 for lists of numbers`);
  if (labels.shape[0] !== images.shape[0]) {
    throw new InvalidDataError('count-mismatch', `there are ${images.shape[0]} images and ${labels.shape[0]} labels; expected as many of each`);
  }
}

/** The fields of the records. */
export function idxSchema({ images, labels }: IdxHeaders): readonly SchemaField[] {
  const image: SchemaField = { name: 'image', type: typeOf(images) };
  return labels === undefined ? [image] : [image, { name: 'label', type: typeOf(labels) }];
}

function typeOf(header: IdxHeader): LogicalType {
  return header.shape.length === 1 ? { type: scalarType(header) } : { type: 'tensor', dtype: header.dtype, shape: header.shape.slice(1) };
}

function scalarType({ dtype }: IdxHeader): 'integer' | 'float32' | 'float64' {
  return dtype === 'float32' || dtype === 'float64' ? dtype : 'integer';
}

/** The records of whole files, headers included. @throws InvalidDataError with the place in the images */
export async function* readIdx(streams: IdxStreams, signal?: AbortSignal): AsyncIterable<Batch> {
  const windows = { images: new ByteWindow(streams.images, signal), ...(streams.labels !== undefined && { labels: new ByteWindow(streams.labels, signal) }) };
  try {
    const images = await takeHeader(windows.images);
    const headers: IdxHeaders = { images, ...(windows.labels !== undefined && { labels: await takeHeader(windows.labels) }) };
    checkIdxHeaders(headers);
    yield* readBatches(windows, headers, images.shape[0]!);
    for (const window of Object.values(windows)) await assertEnd(window);
  } finally {
    for (const window of Object.values(windows)) await window.close();
  }
}

/** The records of `rowCount` rows, from streams that begin at the first of them. @throws InvalidDataError */
export async function* readIdxRows(streams: IdxStreams, headers: IdxHeaders, rowCount: number, signal?: AbortSignal): AsyncIterable<Batch> {
  const windows = { images: new ByteWindow(streams.images, signal), ...(streams.labels !== undefined && { labels: new ByteWindow(streams.labels, signal) }) };
  try {
    yield* readBatches(windows, headers, rowCount);
  } finally {
    for (const window of Object.values(windows)) await window.close();
  }
}

interface Windows {
  readonly images: ByteWindow;
  readonly labels?: ByteWindow;
}

async function* readBatches(windows: Windows, { images, labels }: IdxHeaders, rowCount: number): AsyncIterable<Batch> {
  const rowsPerBatch = Math.max(1, Math.min(batchRowCount, Math.floor(batchByteLength / Math.max(1, images.recordByteLength))));
  for (let row = 0; row < rowCount; row += rowsPerBatch) {
    const count = Math.min(rowsPerBatch, rowCount - row);
    const byteOffset = windows.images.offsetOf(windows.images.position);
    const columns: Column[] = [column('image', images, await takeRows(windows.images, images, count))];
    if (labels !== undefined && windows.labels !== undefined) columns.push(column('label', labels, await takeRows(windows.labels, labels, count)));
    yield { kind: 'columns', rowCount: count, columns, places: { byteOffsets: offsets(byteOffset, images.recordByteLength, count) } };
  }
}

function offsets(first: number, recordByteLength: number, count: number): Float64Array {
  const made = new Float64Array(count);
  for (let index = 0; index < count; index++) made[index] = first + index * recordByteLength;
  return made;
}

async function takeHeader(window: ByteWindow): Promise<IdxHeader> {
  while (window.end - window.position < idxHeaderByteLimit && (await window.more()));
  const header = readIdxHeader(window.bytes.subarray(window.position, window.end));
  window.position += header.headerByteLength;
  return header;
}

/** A view: who has the batch is done with it when more is read. */
async function takeRows(window: ByteWindow, { recordByteLength }: IdxHeader, rowCount: number): Promise<Uint8Array> {
  const byteLength = rowCount * recordByteLength;
  if (!(await window.fill(byteLength))) {
    throw new InvalidDataError('truncated', 'the file ends before the number of records that its header says', { byteOffset: window.offsetOf(window.end) });
  }
  const rows = window.bytes.subarray(window.position, window.position + byteLength);
  window.position += byteLength;
  return rows;
}

async function assertEnd(window: ByteWindow): Promise<void> {
  if (window.position === window.end && !(await window.more())) return;
  throw new InvalidDataError('invalid-idx', 'the file goes on after the number of records that its header says', { byteOffset: window.offsetOf(window.position) });
}

function column(name: string, header: IdxHeader, bigEndian: Uint8Array): TensorColumn | NumberColumn {
  const data = littleEndian(bigEndian, elementByteLengths[header.dtype]!);
  if (header.shape.length > 1) return { type: 'tensor', name, dtype: header.dtype, shape: header.shape.slice(1), data };
  return { type: 'number', name, values: numbers(header, data) };
}

const elementByteLengths: Readonly<Record<string, number>> = { uint8: 1, int8: 1, int16: 2, int32: 4, float32: 4, float64: 8 };

function littleEndian(bytes: Uint8Array, elementByteLength: number): Uint8Array {
  if (elementByteLength === 1) return bytes;
  for (let start = 0; start < bytes.length; start += elementByteLength) bytes.subarray(start, start + elementByteLength).reverse();
  return bytes;
}

function numbers({ dtype }: IdxHeader, data: Uint8Array): NumberColumn['values'] {
  if (dtype === 'uint8') return data;
  const view = new DataView(data.buffer, data.byteOffset, data.byteLength);
  switch (dtype) {
    case 'int8':
      return Int8Array.from({ length: data.length }, (_, index) => view.getInt8(index));
    case 'int16':
      return Int16Array.from({ length: data.length / 2 }, (_, index) => view.getInt16(2 * index, true));
    case 'int32':
      return Int32Array.from({ length: data.length / 4 }, (_, index) => view.getInt32(4 * index, true));
    case 'float32':
      return Float32Array.from({ length: data.length / 4 }, (_, index) => view.getFloat32(4 * index, true));
    default:
      return Float64Array.from({ length: data.length / 8 }, (_, index) => view.getFloat64(8 * index, true));
  }
}
