/**
 * Records as the original Python tool serialises them: `docs/spec/classic.md`.
 *
 * Images with labels are written here from their columns; lines and rows of text come as bytes already.
 */
import { dataPointColumnName } from '../classic/scheme.ts';
import { InvalidDataError } from '../errors.ts';
import type { Batch, BytesColumn, Column, ColumnBatch, TensorColumn } from '../spec/v1/batch.ts';

/** Records of a batch, one after the other. */
export interface DataPoints {
  readonly count: number;
  /** Bytes of record `row`. */
  byteLength(row: number): number;
  /** Writes record `row` to `target` from `offset` on. */
  write(row: number, target: Uint8Array, offset: number): void;
}

/** @throws InvalidDataError `unsupported-value` when the original tool has no serialisation for such records */
export function dataPointsOf(batch: Batch): DataPoints {
  if (batch.kind !== 'columns') throw unsupported();
  const [only, ...others] = batch.columns;
  if (others.length === 0 && only?.name === dataPointColumnName && only.type === 'bytes' && only.valid === undefined) return bytesOf(only, batch.rowCount);
  return imagesOf(batch);
}

function bytesOf({ bytes, offsets }: BytesColumn, count: number): DataPoints {
  return {
    count,
    byteLength: (row) => offsets[row + 1]! - offsets[row]!,
    write: (row, target, offset) => target.set(bytes.subarray(offsets[row]!, offsets[row + 1]!), offset),
  };
}

const modes: Readonly<Record<number, string>> = { 1: 'L', 3: 'RGB', 4: 'RGBA' };
const wordByteLength = 4;

/** Label, width, height, length of mode, length of pixels as uint32 little-endian; then mode and pixels. */
function imagesOf({ columns, rowCount }: ColumnBatch): DataPoints {
  const image = columns.find(({ name }) => name === 'image');
  const label = columns.find(({ name }) => name === 'label');
  const mode = image?.type === 'tensor' ? modeOf(image) : undefined;
  if (image?.type !== 'tensor' || mode === undefined || label === undefined || image.valid !== undefined || label.valid !== undefined) throw unsupported();
  const labelOf = labels(label);
  const [height, width] = image.shape as [number, number];
  const pixelByteLength = image.shape.reduce((product, size) => product * size, 1);
  const header = new Uint8Array(5 * wordByteLength + mode.length);
  const view = new DataView(header.buffer);
  [0, width, height, mode.length, pixelByteLength].forEach((word, index) => view.setUint32(index * wordByteLength, word, true));
  header.set(new TextEncoder().encode(mode), 5 * wordByteLength);
  return {
    count: rowCount,
    byteLength: () => header.length + pixelByteLength,
    write: (row, target, offset) => {
      view.setUint32(0, labelOf(row), true);
      target.set(header, offset);
      target.set(image.data.subarray(row * pixelByteLength, (row + 1) * pixelByteLength), offset + header.length);
    },
  };
}

/** The mode of PIL that such pixels have. */
function modeOf({ dtype, shape }: TensorColumn): string | undefined {
  if (dtype !== 'uint8' || shape.length < 2 || shape.length > 3) return undefined;
  return shape.length === 2 ? modes[1] : shape[2] === 1 ? undefined : modes[shape[2]!];
}

/** Labels as uint32; of QMNIST's lists of numbers the first, which is the class. */
function labels(column: Column): (row: number) => number {
  if (column.type === 'number' || column.type === 'bigint') return (row) => toUint32(Number(column.values[row]));
  if (column.type === 'tensor' && column.dtype === 'int32' && column.shape.length === 1 && column.shape[0]! > 0) {
    const view = new DataView(column.data.buffer, column.data.byteOffset, column.data.byteLength);
    return (row) => toUint32(view.getInt32(row * column.shape[0]! * wordByteLength, true));
  }
  throw unsupported();
}

function toUint32(label: number): number {
  if (Number.isInteger(label) && label >= 0 && label < 2 ** 32) return label;
  throw new InvalidDataError('unsupported-value', 'a label is no integer from 0 to 2^32 - 1, which classic fingerprints need', { column: 'label' });
}

function unsupported(): InvalidDataError {
  return new InvalidDataError('unsupported-value', 'the original tool has no serialisation of such records; classic fingerprints are made of IDX and CIFAR images with labels, CSV, ARFF and prepared TensorFlow Datasets');
}
