/** Columns of encoded images to columns of pixels: what `--pixels` does to a format's batches. */
import { InvalidDataError, type Tensor } from '@datasig/core';
import type { Batch, BatchPlaces, BytesColumn, Column, ColumnBatch, ValueColumn } from '@datasig/core/spec';
import { recordByteLimit } from '../format.ts';
import { decodeImage } from './decode.ts';
import { unsupportedImage } from './errors.ts';
import { sliceBatch } from './slice-batch.ts';
import { tensorColumn } from './tensor-column.ts';

/** A batch is handed over when its decoded images have this many bytes. */
const decodedByteLength = 32 * 1024 * 1024;

/** A column of encoded images. */
type ImageColumn = BytesColumn | ValueColumn;

/**
 * The batches with images decoded as {@link decodeImage} does: every column whose name `isImage` becomes a tensor
 * column where all its images in a batch have one dtype and shape, else a column of tensors and nulls. Columns that
 * hold tensors already stay. A batch with more than 32 MiB of pixels is handed over in several. All columns but the
 * decoded ones are views of the batch that came.
 *
 * @throws InvalidDataError `invalid-image`, `unsupported-image`, `record-too-large` with the column and the row,
 *   counted from 1 over all batches
 */
export async function* decodeImageColumns(batches: AsyncIterable<Batch>, isImage: (field: string) => boolean): AsyncIterable<Batch> {
  let rowsBefore = 0;
  for await (const batch of batches) {
    if (batch.kind === 'rows') throw new TypeError('images are decoded in columns only');
    const columns = imageColumns(batch, isImage);
    if (columns.length === 0) yield batch;
    else yield* decodeBatch(batch, columns, rowsBefore);
    rowsBefore += batch.rowCount;
  }
}

function imageColumns({ columns }: ColumnBatch, isImage: (field: string) => boolean): readonly ImageColumn[] {
  const found: ImageColumn[] = [];
  for (const column of columns) {
    if (column.type === 'tensor' || !isImage(column.name)) continue;
    if (column.type !== 'bytes' && column.type !== 'values') throw noBytes().at({ column: column.name });
    found.push(column);
  }
  return found;
}

async function* decodeBatch(batch: ColumnBatch, columns: readonly ImageColumn[], rowsBefore: number): AsyncIterable<ColumnBatch> {
  let decoded = columns.map((): (Tensor | null)[] => []);
  let byteLength = 0;
  let start = 0;
  const take = (end: number): ColumnBatch => {
    const replaced = new Map(columns.map((column, index): [Column, Column] => [column, tensorColumn(column.name, decoded[index]!)]));
    const part = sliceBatch(batch, start, end, replaced);
    decoded = columns.map(() => []);
    byteLength = 0;
    start = end;
    return part;
  };
  for (let row = 0; row < batch.rowCount; row++) {
    let rowByteLength = 0;
    for (const [index, column] of columns.entries()) {
      const tensor = await decodeCell(column, row, recordByteLimit - rowByteLength, batch.places, rowsBefore);
      rowByteLength += tensor?.data.length ?? 0;
      decoded[index]!.push(tensor);
    }
    byteLength += rowByteLength;
    if (byteLength >= decodedByteLength) yield take(row + 1);
  }
  if (start < batch.rowCount) yield take(batch.rowCount);
}

async function decodeCell(column: ImageColumn, row: number, byteLimit: number, places: BatchPlaces | undefined, rowsBefore: number): Promise<Tensor | null> {
  try {
    const bytes = bytesAt(column, row);
    return bytes === null ? null : await decodeImage(bytes, byteLimit);
  } catch (error) {
    if (!(error instanceof InvalidDataError)) throw error;
    const { file, lines, byteOffsets } = places ?? {};
    throw error.at({
      ...(file !== undefined && { file }),
      ...(lines !== undefined && { line: lines[row]! }),
      ...(byteOffsets !== undefined && { byteOffset: byteOffsets[row]! }),
      row: rowsBefore + row + 1,
      column: column.name,
    });
  }
}

function bytesAt(column: ImageColumn, row: number): Uint8Array | null {
  if (column.valid?.[row] === 0) return null;
  if (column.type === 'bytes') return column.bytes.subarray(column.offsets[row], column.offsets[row + 1]);
  const value = column.values[row] ?? null;
  if (value === null || value instanceof Uint8Array) return value;
  throw noBytes();
}

function noBytes(): InvalidDataError {
  return unsupportedImage('a field of images holds something else than bytes');
}
