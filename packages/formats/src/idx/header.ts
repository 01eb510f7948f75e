/** The header of IDX files: the format of MNIST's images and labels (LeCun, Cortes & Burges). */
import { InvalidDataError } from '@datasig/core';
import type { TensorDtype } from '@datasig/core/spec';

/** What an IDX file holds. */
export interface IdxHeader {
  readonly dtype: TensorDtype;
  /** All dimensions; the first is the number of records. */
  readonly shape: readonly number[];
  readonly headerByteLength: number;
  /** Bytes of one record. */
  readonly recordByteLength: number;
}

const dtypes: Readonly<Record<number, readonly [TensorDtype, number]>> = {
  0x08: ['uint8', 1], 0x09: ['int8', 1], 0x0b: ['int16', 2], 0x0c: ['int32', 4], 0x0d: ['float32', 4], 0x0e: ['float64', 8],
};

/** Bytes that hold any header: 4 of magic and at most 255 dimensions of 4. */
export const idxHeaderByteLimit: number = 4 + 4 * 255;

/** Whether `bytes`, the beginning of a file, begin like an IDX file. */
export function looksLikeIdx(bytes: Uint8Array): boolean {
  return bytes.length >= 4 && bytes[0] === 0 && bytes[1] === 0 && dtypes[bytes[2]!] !== undefined && bytes[3]! > 0;
}

/**
 * Reads the header from the beginning of a file.
 *
 * @throws InvalidDataError `invalid-idx`, `truncated`
 */
export function readIdxHeader(bytes: Uint8Array): IdxHeader {
  if (bytes.length < 4) throw new InvalidDataError('truncated', `an IDX file begins with 4 bytes of magic; got ${bytes.length}`, { byteOffset: 0 });
  const dtype = dtypes[bytes[2]!];
  const rank = bytes[3]!;
  if (bytes[0] !== 0 || bytes[1] !== 0 || dtype === undefined || rank === 0) {
    throw new InvalidDataError('invalid-idx', 'the file does not begin as an IDX file does (two zero bytes, a known type, a rank of 1 or more)', { byteOffset: 0 });
  }
  const headerByteLength = 4 + 4 * rank;
  if (bytes.length < headerByteLength) throw new InvalidDataError('truncated', `the header of an IDX file of rank ${rank} has ${headerByteLength} bytes; got ${bytes.length}`, { byteOffset: bytes.length });
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const shape = Array.from({ length: rank }, (_, axis) => view.getUint32(4 + 4 * axis));
  const recordByteLength = shape.slice(1).reduce((product, dimension) => product * dimension, dtype[1]);
  if (!Number.isSafeInteger(recordByteLength * shape[0]!)) throw new InvalidDataError('invalid-idx', `the dimensions [${shape.join(', ')}] are beyond what a file can hold`, { byteOffset: 4 });
  return { dtype: dtype[0], shape, headerByteLength, recordByteLength };
}
