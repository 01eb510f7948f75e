/** Numbers of a record to the bytes of their dtype: exactly, or an error. */
import { castValue, InvalidDataError, Tensor } from '@datasig/core';
import type { TensorDtype, TensorValue } from '@datasig/core/spec';
import { Unzlib } from 'fflate';
import { adler32 } from '../codecs/adler32.ts';
import { recordByteLimit } from '../format.ts';
import { invalidTfrecord } from './error.ts';
import type { FeatureList } from './example.ts';

/** Bytes of an element. */
export const itemByteLengths: Readonly<Record<TensorDtype, number>> = { bool: 1, uint8: 1, int8: 1, uint16: 2, int16: 2, float16: 2, uint32: 4, int32: 4, float32: 4, uint64: 8, int64: 8, float64: 8 };

const noNumbers: Uint8Array = new Uint8Array(0);
const ranges: Partial<Readonly<Record<TensorDtype, readonly [least: number, most: number]>>> = { bool: [0, 1], uint8: [0, 0xff], int8: [-0x80, 0x7f], uint16: [0, 0xffff], int16: [-0x8000, 0x7fff], uint32: [0, 0xffff_ffff], int32: [-0x8000_0000, 0x7fff_ffff] };

/** The numbers of a list, row-major and little-endian; they may be a view. @throws InvalidDataError `invalid-tfrecord`, `cast-failed` */
export function numbersOf(dtype: TensorDtype, list: FeatureList): Uint8Array {
  if (list.kind === 'none') return noNumbers;
  const isFloat = dtype.startsWith('float');
  if (list.kind !== (isFloat ? 'float' : 'int64')) throw invalidTfrecord(`a feature is a list of ${list.kind}; a ${dtype} is expected`);
  return list.kind === 'float' ? floatsAs(dtype, list.values) : integersAs(dtype, list.values as BigInt64Array);
}

function floatsAs(dtype: TensorDtype, values: Float32Array): Uint8Array {
  if (dtype === 'float64') return bytesOf(Float64Array.from(values));
  const bytes = bytesOf(values);
  if (dtype === 'float32') return bytes;
  const shape = [values.length];
  return (castValue(new Tensor('float32', shape, bytes), { to: 'tensor', dtype: 'float16', shape }) as TensorValue).data;
}

function integersAs(dtype: TensorDtype, values: BigInt64Array): Uint8Array {
  const words = new Int32Array(values.buffer, values.byteOffset, 2 * values.length);
  if (dtype === 'int64' || dtype === 'uint64') {
    if (dtype === 'uint64') for (let index = 1; index < words.length; index += 2) if (words[index]! < 0) throw outOfRange(dtype);
    return bytesOf(values);
  }
  const [least, most] = ranges[dtype]!;
  const size = itemByteLengths[dtype];
  const bytes = new Uint8Array(size * values.length);
  for (let index = 0; index < values.length; index++) {
    const low = words[2 * index]!;
    const value = words[2 * index + 1]! * 2 ** 32 + (low >>> 0);
    if (value < least || value > most) throw outOfRange(dtype);
    for (let byte = 0; byte < size; byte++) bytes[index * size + byte] = low >>> (8 * byte);
  }
  return bytes;
}

function outOfRange(dtype: TensorDtype): InvalidDataError {
  return invalidTfrecord(`a feature is declared ${dtype} and holds an integer that is none`);
}

function bytesOf({ buffer, byteOffset, byteLength }: Float32Array | Float64Array | BigInt64Array): Uint8Array {
  return new Uint8Array(buffer, byteOffset, byteLength);
}

/** The numbers of an encoded tensor. @throws InvalidDataError `invalid-tfrecord`, `corrupt-compression`, `record-too-large` */
export function decodedNumbers(dtype: TensorDtype, list: FeatureList, encoding: 'bytes' | 'zlib'): Uint8Array {
  if (list.kind !== 'bytes' || list.values.length !== 1) throw invalidTfrecord('a feature is declared an encoded tensor and is not one byte string');
  const [bytes] = list.values as readonly [Uint8Array];
  const numbers = encoding === 'bytes' ? bytes : inflate(bytes);
  if (numbers.length % itemByteLengths[dtype] !== 0) throw invalidTfrecord(`an encoded tensor has ${numbers.length} bytes, which are no whole number of ${dtype}`);
  if (dtype === 'bool' && numbers.some((byte) => byte > 1)) throw outOfRange(dtype);
  return numbers;
}

/** Inflated piece by piece: what few bytes claim to be is bounded, and so is what is held of it. */
const pieceByteLength = 16 * 1024;
const checksumByteLength = 4;

function inflate(bytes: Uint8Array): Uint8Array {
  const taken: Inflated = { chunks: [], byteLength: 0, isWhole: false };
  const stream = new Unzlib((chunk, final) => {
    taken.chunks.push(chunk);
    taken.byteLength += chunk.length;
    taken.isWhole = final;
  });
  for (let start = 0; start < bytes.length; start += pieceByteLength) {
    push(stream, bytes, start);
    if (taken.byteLength > recordByteLimit) throw new InvalidDataError('record-too-large', `an encoded tensor has more than ${recordByteLimit} bytes decompressed`);
  }
  const inflated = joined(taken.chunks, taken.byteLength);
  if (taken.isWhole && new DataView(bytes.buffer, bytes.byteOffset + bytes.length - checksumByteLength).getUint32(0) === adler32(inflated)) return inflated;
  throw new InvalidDataError('corrupt-compression', 'an encoded tensor is damaged: its compressed data are cut, or their checksum is wrong');
}

interface Inflated {
  readonly chunks: Uint8Array[];
  byteLength: number;
  isWhole: boolean;
}

function push(stream: Unzlib, bytes: Uint8Array, start: number): void {
  const end = Math.min(bytes.length, start + pieceByteLength);
  try {
    // The library may keep what it is given.
    stream.push(bytes.slice(start, end), end === bytes.length);
  } catch (cause) {
    throw new InvalidDataError('corrupt-compression', 'an encoded tensor does not decompress', {}, { cause });
  }
}

function joined(chunks: readonly Uint8Array[], byteLength: number): Uint8Array {
  const bytes = new Uint8Array(byteLength);
  let at = 0;
  for (const chunk of chunks) {
    bytes.set(chunk, at);
    at += chunk.length;
  }
  return bytes;
}
