/** Tensors as RFC 8746 has them: tag 40, `[[dimensions], typed array]`, row-major, little-endian. */
import { InvalidDataError } from '../errors.ts';
import type { TensorDtype, TensorValue, Value } from '../spec/v1/batch.ts';
import { halfBits, halfToNumber } from './half.ts';
import { type CanonicalWriter, major } from './writer.ts';

interface Dtype {
  readonly byteLength: number;
  /** Tag of the typed array (RFC 8746, table 1). */
  readonly tag: number;
  readonly read: (view: DataView, offset: number) => Value & (number | bigint | boolean);
}

const dtypes: Readonly<Record<TensorDtype, Dtype>> = {
  bool: { byteLength: 1, tag: 64, read: (view, offset) => view.getUint8(offset) === 1 },
  uint8: { byteLength: 1, tag: 64, read: (view, offset) => view.getUint8(offset) },
  uint16: { byteLength: 2, tag: 69, read: (view, offset) => view.getUint16(offset, true) },
  uint32: { byteLength: 4, tag: 70, read: (view, offset) => view.getUint32(offset, true) },
  uint64: { byteLength: 8, tag: 71, read: (view, offset) => view.getBigUint64(offset, true) },
  int8: { byteLength: 1, tag: 72, read: (view, offset) => view.getInt8(offset) },
  int16: { byteLength: 2, tag: 77, read: (view, offset) => view.getInt16(offset, true) },
  int32: { byteLength: 4, tag: 78, read: (view, offset) => view.getInt32(offset, true) },
  int64: { byteLength: 8, tag: 79, read: (view, offset) => view.getBigInt64(offset, true) },
  float16: { byteLength: 2, tag: 84, read: (view, offset) => halfToNumber(view.getUint16(offset, true)) },
  float32: { byteLength: 4, tag: 85, read: (view, offset) => view.getFloat32(offset, true) },
  float64: { byteLength: 8, tag: 86, read: (view, offset) => view.getFloat64(offset, true) },
};

/** All dtypes that have a canonical encoding. */
export const tensorDtypes: readonly TensorDtype[] = Object.keys(dtypes) as TensorDtype[];

/** Bytes of one element. */
export function elementByteLength(dtype: TensorDtype): number {
  return dtypes[dtype].byteLength;
}

/** Bytes of a tensor of `shape`. */
export function tensorByteLength(dtype: TensorDtype, shape: readonly number[]): number {
  return shape.reduce((product, dimension) => product * dimension, dtypes[dtype].byteLength);
}

/** The elements of `data`, in row-major order. */
export function tensorElements(dtype: TensorDtype, data: Uint8Array): (number | bigint | boolean)[] {
  const { byteLength, read } = dtypes[dtype];
  const view = new DataView(data.buffer, data.byteOffset, data.byteLength);
  return Array.from({ length: data.length / byteLength }, (_, index) => read(view, index * byteLength));
}

/** Checks dtype and shape. @throws InvalidDataError `unsupported-value` */
export function checkTensorType(dtype: TensorDtype, shape: readonly number[]): void {
  if (!Object.hasOwn(dtypes, dtype)) {
    throw new InvalidDataError('unsupported-value', `tensors of dtype ${String(dtype)} have no canonical encoding; cast to one of ${tensorDtypes.join(', ')}`);
  }
  if (!shape.every((dimension) => Number.isSafeInteger(dimension) && dimension >= 0)) {
    throw new InvalidDataError('unsupported-value', `a tensor has the shape [${shape.join(', ')}]; expected dimensions that are integers, 0 or more`);
  }
}

/** Checks dtype, shape, size and, for bool, each byte. @throws InvalidDataError `unsupported-value` */
export function checkTensor({ dtype, shape, data }: Pick<TensorValue, 'dtype' | 'shape' | 'data'>): void {
  checkTensorType(dtype, shape);
  const expected = tensorByteLength(dtype, shape);
  if (data.length !== expected) {
    throw new InvalidDataError('unsupported-value', `a ${dtype} tensor of shape [${shape.join(', ')}] has ${data.length} bytes of data; expected ${expected}`);
  }
  if (dtype === 'bool' && data.some((byte) => byte > 1)) {
    throw new InvalidDataError('unsupported-value', 'a bool tensor holds a byte other than 0 and 1');
  }
}

/** Writes what stands before the data of every tensor of this dtype and shape (rank ≥ 1). */
export function writeTensorHead(writer: CanonicalWriter, dtype: TensorDtype, shape: readonly number[]): void {
  writer.head(major.tag, 40);
  writer.head(major.array, 2);
  writer.head(major.array, shape.length);
  for (const dimension of shape) writer.head(major.unsigned, dimension);
  writer.head(major.tag, dtypes[dtype].tag);
  writer.head(major.bytes, tensorByteLength(dtype, shape));
}

const integerRanges: Partial<Readonly<Record<TensorDtype, readonly [bigint, bigint]>>> = Object.fromEntries(
  [8, 16, 32, 64].flatMap((bits) => [
    [`uint${bits}`, [0n, (1n << BigInt(bits)) - 1n]],
    [`int${bits}`, [-(1n << BigInt(bits - 1)), (1n << BigInt(bits - 1)) - 1n]],
  ]),
);

/**
 * The data of a tensor of `elements`, in row-major order.
 *
 * @throws InvalidDataError `cast-failed` when the dtype does not hold an element exactly
 */
export function encodeTensor(dtype: TensorDtype, elements: readonly (number | bigint | boolean)[]): Uint8Array {
  const { byteLength } = dtypes[dtype];
  const data = new Uint8Array(elements.length * byteLength);
  const view = new DataView(data.buffer);
  elements.forEach((element, index) => writeElement(view, index * byteLength, dtype, element));
  return data;
}

function writeElement(view: DataView, offset: number, dtype: TensorDtype, element: number | bigint | boolean): void {
  const range = integerRanges[dtype];
  if (dtype === 'bool') {
    const value = Number(element);
    if (value !== 0 && value !== 1) throw inexactElement(dtype);
    view.setUint8(offset, value);
  } else if (range !== undefined) {
    writeInteger(view, offset, dtype, element, range);
  } else {
    writeFloating(view, offset, dtype, element);
  }
}

function writeInteger(view: DataView, offset: number, dtype: TensorDtype, element: number | bigint | boolean, [low, high]: readonly [bigint, bigint]): void {
  if (typeof element === 'number' && !Number.isInteger(element)) throw inexactElement(dtype);
  const value = BigInt(element);
  if (value < low || value > high) throw inexactElement(dtype);
  const unsigned = BigInt.asUintN(64, value);
  for (let i = 0; i < dtypes[dtype].byteLength; i++) view.setUint8(offset + i, Number((unsigned >> BigInt(8 * i)) & 0xffn));
}

function writeFloating(view: DataView, offset: number, dtype: TensorDtype, element: number | bigint | boolean): void {
  const value = Number(element);
  if (Number.isNaN(value)) return writeQuietNaN(view, offset, dtypes[dtype].byteLength);
  if (typeof element === 'bigint' && (!Number.isFinite(value) || BigInt(value) !== element)) throw inexactElement(dtype);
  if (dtype === 'float64') return view.setFloat64(offset, value, true);
  if (!Object.is(Math.fround(value), value)) throw inexactElement(dtype);
  if (dtype === 'float32') return view.setFloat32(offset, value, true);
  const half = halfBits(value);
  if (half === undefined) throw inexactElement(dtype);
  view.setUint16(offset, half, true);
}

/** The engine is free to choose a NaN's bits: these are always the same. */
function writeQuietNaN(view: DataView, offset: number, byteLength: number): void {
  if (byteLength === 2) view.setUint16(offset, 0x7e00, true);
  else if (byteLength === 4) view.setUint32(offset, 0x7fc0_0000, true);
  else view.setBigUint64(offset, 0x7ff8_0000_0000_0000n, true);
}

function inexactElement(dtype: TensorDtype): InvalidDataError {
  return new InvalidDataError('cast-failed', `an element has no exact ${dtype}`);
}
