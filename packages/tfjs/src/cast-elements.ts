/** Casts of elements to another dtype: every value is kept, or it is an error. */
import { InvalidDataError } from '@datasig/core';
import type { NumericArray, NumericDtype } from './tensor-like.ts';

type ArrayClass = new (length: number) => NumericArray;

const arrayClasses: Readonly<Record<NumericDtype, ArrayClass>> = {
  bool: Uint8Array, uint8: Uint8Array, uint16: Uint16Array, uint32: Uint32Array, uint64: BigUint64Array,
  int8: Int8Array, int16: Int16Array, int32: Int32Array, int64: BigInt64Array, float32: Float32Array, float64: Float64Array,
};

/** Dtypes that elements can be cast to. */
export const castDtypes: readonly NumericDtype[] = Object.keys(arrayClasses) as NumericDtype[];

/** An array of a dtype. */
export function arrayOf(dtype: NumericDtype, length: number): NumericArray {
  return new arrayClasses[dtype](length);
}

/** The same values in the array of `dtype`. @throws InvalidDataError `cast-failed`, without the value */
export function castElements(values: NumericArray, dtype: NumericDtype): NumericArray {
  const cast = arrayOf(dtype, values.length);
  const isWide = cast instanceof BigInt64Array || cast instanceof BigUint64Array;
  if (isWide || values instanceof BigInt64Array || values instanceof BigUint64Array) copyWide(values, cast, dtype);
  else copyNumbers(values, cast, dtype);
  if (dtype === 'bool' && cast.some((element: number | bigint) => element > 1)) throw inexact(dtype);
  return cast;
}

function copyNumbers(values: Exclude<NumericArray, BigInt64Array | BigUint64Array>, cast: Exclude<NumericArray, BigInt64Array | BigUint64Array>, dtype: NumericDtype): void {
  cast.set(values);
  for (let i = 0; i < values.length; i++) {
    // NaN is the one value that differs from itself, and floats hold it.
    if (cast[i] !== values[i] && !(Number.isNaN(values[i]) && Number.isNaN(cast[i]))) throw inexact(dtype);
  }
}

function copyWide(values: NumericArray, cast: NumericArray, dtype: NumericDtype): void {
  for (let i = 0; i < values.length; i++) {
    const value = values[i]!;
    const isWide = cast instanceof BigInt64Array || cast instanceof BigUint64Array;
    if (isWide && typeof value === 'number' && !Number.isInteger(value)) throw inexact(dtype);
    cast[i] = isWide ? BigInt(value) : Number(value);
    // Numbers and bigints of one value are equal.
    // eslint-disable-next-line eqeqeq
    if (cast[i] != value) throw inexact(dtype);
  }
}

function inexact(dtype: NumericDtype): InvalidDataError {
  return new InvalidDataError('cast-failed', `an element cannot be cast to ${dtype} without changing it`);
}
