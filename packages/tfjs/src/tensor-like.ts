/** What TensorFlow.js hands over, known by its members: this package imports types only, so any copy and backend will do. */
import type { Tensor } from '@tensorflow/tfjs-core';

/** What a `tf.data.Dataset` has; its own class keeps its other members. */
export interface TfDataset {
  /** Elements, where they are known; Infinity after `repeat()`. */
  readonly size: number | null;
  iterator(): Promise<TfIterator>;
}

/** The iterator of one. */
export interface TfIterator {
  next(): Promise<{ readonly value: unknown; readonly done?: boolean }>;
}

/** Numbers with their shape, where there is no tensor. */
export interface ShapedArray {
  readonly data: NumericArray;
  readonly shape: readonly number[];
}

/** The typed arrays whose elements have a tensor dtype. */
export type NumericArray =
  | Float32Array | Float64Array | Int8Array | Int16Array | Int32Array | Uint8Array | Uint8ClampedArray | Uint16Array | Uint32Array | BigInt64Array | BigUint64Array;

/** Whether it is a tensor, also a disposed one. */
export function isTensor(value: unknown): value is Tensor {
  if (typeof value !== 'object' || value === null) return false;
  const { dataId, shape, dtype, data } = value as Partial<Tensor>;
  return dataId !== undefined && Array.isArray(shape) && typeof dtype === 'string' && typeof data === 'function';
}

/** Whether it is a `tf.data.Dataset`. */
export function isDataset(value: unknown): value is TfDataset {
  const { iterator, forEachAsync } = (value ?? {}) as { readonly iterator?: unknown; readonly forEachAsync?: unknown };
  return typeof iterator === 'function' && typeof forEachAsync === 'function';
}

/** Whether it is a typed array of numbers; a `DataView` is none. */
export function isNumericArray(value: unknown): value is NumericArray {
  return ArrayBuffer.isView(value) && !(value instanceof DataView) && Object.hasOwn(arrayDtypes, value.constructor.name);
}

/** Whether it is an array of numbers with a shape, and nothing else. */
export function isShapedArray(value: object): value is ShapedArray {
  const { data, shape } = value as Partial<ShapedArray>;
  return Object.keys(value).length === 2 && isNumericArray(data) && Array.isArray(shape);
}

/** Dtypes by the names of typed arrays, which are the same in every realm. */
export const arrayDtypes: Readonly<Record<string, NumericDtype>> = {
  Float32Array: 'float32', Float64Array: 'float64', Int8Array: 'int8', Int16Array: 'int16', Int32Array: 'int32',
  Uint8Array: 'uint8', Uint8ClampedArray: 'uint8', Uint16Array: 'uint16', Uint32Array: 'uint32', BigInt64Array: 'int64', BigUint64Array: 'uint64',
};

/** The dtypes of numbers and booleans that JavaScript has arrays for. */
export type NumericDtype = 'bool' | 'uint8' | 'uint16' | 'uint32' | 'uint64' | 'int8' | 'int16' | 'int32' | 'int64' | 'float32' | 'float64';
