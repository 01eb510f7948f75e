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

/** The same values in an array of `dtype`. @throws InvalidDataError `cast-failed`, without the value */
export function castElements(values: NumericArray, dtype: NumericDtype): NumericArray {
  const cast = arrayOf(dtype, values.length);
  castInto(cast, 0, values, dtype);
  return cast;
}

/** Writes the values into `target`, an array of `dtype`, from `start` on. @throws InvalidDataError `cast-failed`, without the value */
export function castInto(target: NumericArray, start: number, values: NumericArray, dtype: NumericDtype): void {
  if (isWide(target) || isWide(values)) return copyWide(target, start, values, dtype);
  if (dtype === 'bool') copyBits(target, start, values);
  else if (target instanceof Uint8Array && values instanceof Int32Array) copyPixels(target, start, values);
  else copyNumbers(target, start, values, dtype);
}

type Narrow = Exclude<NumericArray, BigInt64Array | BigUint64Array>;

function isWide(values: NumericArray): values is BigInt64Array | BigUint64Array {
  return values instanceof BigInt64Array || values instanceof BigUint64Array;
}

/** The way of images: whether all fit shows in the bits that any of them has. */
function copyPixels(target: Uint8Array, start: number, values: Int32Array): void {
  let bits = 0;
  for (let i = 0; i < values.length; i++) bits |= values[i]!;
  if (bits >>> 8 !== 0) throw inexact('uint8');
  target.set(values, start);
}

function copyNumbers(target: Narrow, start: number, values: Narrow, dtype: NumericDtype): void {
  for (let i = 0; i < values.length; i++) {
    const value = values[i]!;
    target[start + i] = value;
    // NaN is the one value that differs from itself, and floats hold it.
    if (target[start + i] !== value && !(Number.isNaN(value) && Number.isNaN(target[start + i]))) throw inexact(dtype);
  }
}

function copyBits(target: Narrow, start: number, values: Narrow): void {
  for (let i = 0; i < values.length; i++) {
    if (values[i] !== 0 && values[i] !== 1) throw inexact('bool');
    target[start + i] = values[i]!;
  }
}

function copyWide(target: NumericArray, start: number, values: NumericArray, dtype: NumericDtype): void {
  for (let i = 0; i < values.length; i++) {
    const value = values[i]!;
    if (isWide(target) && typeof value === 'number' && !Number.isInteger(value)) throw inexact(dtype);
    const cast = isWide(target) ? BigInt(value) : Number(value);
    target[start + i] = cast;
    // As integers: a number and a bigint of one value are equal.
    if (target[start + i] !== cast || BigInt(cast) !== BigInt(value) || (dtype === 'bool' && cast !== 0 && cast !== 1)) throw inexact(dtype);
  }
}

function inexact(dtype: NumericDtype): InvalidDataError {
  return new InvalidDataError('cast-failed', `an element cannot be cast to ${dtype} without changing it`);
}
