/** Lists that are declared to be tensors: their elements as they are stored, never one by one as JavaScript numbers. */
import { InvalidDataError, Tensor } from '@datasig/core';
import type { Column, TensorDtype } from '@datasig/core/spec';
import { batchByteLength } from '../format.ts';
import { Cursor, type LeafEntries } from './cursor.ts';
import { invalidParquet } from './error.ts';
import type { LeafKind } from './leaf-kind.ts';
import type { Physical } from './physical.ts';
import type { Node, TensorNode } from './schema.ts';

interface Stored {
  readonly kind: LeafKind['kind'];
  /** Bytes of an element in the tensor. */
  readonly byteLength: number;
  /** Integers of 8 and 16 bits are stored in 32. */
  readonly narrow?: new (length: number) => Uint8Array | Uint16Array | Int8Array | Int16Array;
}

/** How the elements of a dtype are stored. */
const storedAs: Readonly<Record<TensorDtype, Stored>> = {
  bool: { kind: 'bool', byteLength: 1 },
  uint8: { kind: 'uint32', byteLength: 1, narrow: Uint8Array },
  uint16: { kind: 'uint32', byteLength: 2, narrow: Uint16Array },
  uint32: { kind: 'uint32', byteLength: 4 },
  uint64: { kind: 'uint64', byteLength: 8 },
  int8: { kind: 'int32', byteLength: 1, narrow: Int8Array },
  int16: { kind: 'int32', byteLength: 2, narrow: Int16Array },
  int32: { kind: 'int32', byteLength: 4 },
  int64: { kind: 'int64', byteLength: 8 },
  float16: { kind: 'half', byteLength: 2 },
  float32: { kind: 'float', byteLength: 4 },
  float64: { kind: 'double', byteLength: 8 },
};

/** A list as tensors; undefined where its elements are not stored as the dtype has them. */
export function tensorNode(list: Node, dtype: TensorDtype, shape: readonly number[]): TensorNode | undefined {
  if (list.type !== 'list' || list.element.type !== 'leaf' || list.element.leaf.kind.kind !== storedAs[dtype].kind) return undefined;
  const { element: _, ...node } = list;
  return { ...node, type: 'tensor', dtype, shape, length: shape.reduce((product, dimension) => product * dimension, 1) };
}

/** The rows of a field of tensors. @throws InvalidDataError `cast-failed` for one that has a null or another length */
export function tensorColumn(node: TensorNode, leaf: LeafEntries, rowCount: number): Column {
  const cursor = new Cursor(leaf);
  const data = tensorData(node, leaf.entries.values);
  const valid = new Uint8Array(rowCount);
  let nullCount = 0;
  for (let row = 0; row < rowCount; row++) {
    if (cursor.definition < node.definition) {
      cursor.skip(node);
      nullCount++;
    } else {
      cursor.skipTensor(node);
      valid[row] = 1;
    }
  }
  if (cursor.repetition !== -1) throw invalidParquet('a column of tensors has more elements than rows for them');
  const { name, dtype, shape } = node;
  if (nullCount === 0) return { type: 'tensor', name, dtype, shape, data };
  const byteLength = byteLengthOf(node);
  // Nothing in the file stands for the slots of nulls: there are as many as it claims.
  if (nullCount * byteLength <= batchByteLength) return { type: 'tensor', name, dtype, shape, data: spread(data, byteLength, valid), valid };
  let position = 0;
  return { type: 'values', name, values: Array.from(valid, (isValid) => (isValid === 1 ? tensorAt(node, data, node.length * position++) : null)) };
}

/** The tensor whose first element is value `start` of `data`; a view. */
export function tensorAt(node: TensorNode, data: Uint8Array, start: number): Tensor {
  const from = start * storedAs[node.dtype].byteLength;
  return new Tensor(node.dtype, node.shape, data.subarray(from, from + byteLengthOf(node)));
}

/** All values of a leaf, as data of tensors. @throws InvalidDataError `cast-failed` for an integer beyond the dtype */
export function tensorData({ dtype }: TensorNode, pieces: readonly Physical[]): Uint8Array {
  const parts = pieces.map((physical) => bytesOf(dtype, physical));
  if (parts.length === 1) return parts[0]!;
  const data = new Uint8Array(parts.reduce((sum, { length }) => sum + length, 0));
  let position = 0;
  for (const part of parts) {
    data.set(part, position);
    position += part.length;
  }
  return data;
}

function bytesOf(dtype: TensorDtype, physical: Physical): Uint8Array {
  if (physical.type === 'runs') return physical.bytes.subarray(physical.offsets[0], physical.offsets.at(-1));
  const { narrow: Narrow } = storedAs[dtype];
  const values = Narrow === undefined ? physical.values : narrowed(physical.values as Int32Array, new Narrow(physical.values.length), dtype);
  return new Uint8Array(values.buffer, values.byteOffset, values.byteLength);
}

/** Unsigned integers from 2^31 on come as negative ones, and are too large as those are. */
function narrowed<T extends { [index: number]: number }>(values: Int32Array, target: T, dtype: TensorDtype): T {
  for (let index = 0; index < values.length; index++) {
    target[index] = values[index]!;
    if (target[index] !== values[index]) throw new InvalidDataError('cast-failed', `an element has no exact ${dtype}`);
  }
  return target;
}

function byteLengthOf({ dtype, length }: TensorNode): number {
  return length * storedAs[dtype].byteLength;
}

/** The tensors given a slot for every null. */
function spread(data: Uint8Array, byteLength: number, valid: Uint8Array): Uint8Array {
  const spreadTo = new Uint8Array(valid.length * byteLength);
  for (let row = 0, from = 0; row < valid.length; row++) {
    if (valid[row] === 1) spreadTo.set(data.subarray(from, (from += byteLength)), row * byteLength);
  }
  return spreadTo;
}
