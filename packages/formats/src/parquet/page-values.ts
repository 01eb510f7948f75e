/** The values of one data page, by its encoding, a block at a time. */
import { InvalidDataError } from '@datasig/core';
import { DeltaReader } from './delta.ts';
import { PrefixedValues, readLengthsAndBytes } from './delta-strings.ts';
import { invalidParquet } from './error.ts';
import { HybridReader } from './hybrid.ts';
import { physicalType } from './leaf-kind.ts';
import { countOf, DictionaryQueue, type Physical, slicePhysical, type ValueQueue, WholeQueue } from './physical.ts';
import { bits, ended, fixedValues, LengthPrefixedQueue, unsplit, widthOf } from './plain.ts';

/** Gives the next `count` values each time it is called. @throws InvalidDataError */
export type ValueDecoder = (count: number) => ValueQueue;

/** What the values are. */
export interface ValueType {
  readonly physicalType: number;
  readonly typeLength: number;
}

/** Numbers of `Encoding` in parquet.thrift. */
const encoding = { plain: 0, plainDictionary: 2, rle: 3, bitPacked: 4, deltaBinaryPacked: 5, deltaLength: 6, deltaBytes: 7, dictionary: 8, byteStreamSplit: 9 } as const;

/** A decoder of a page's values. @throws InvalidDataError */
export function valueDecoder(bytes: Uint8Array, encodingId: number, type: ValueType, dictionary: Physical | undefined): ValueDecoder {
  switch (encodingId) {
    case encoding.plain:
      return plainDecoder(bytes, type);
    case encoding.plainDictionary:
    case encoding.dictionary:
      return dictionaryDecoder(bytes, dictionary);
    case encoding.rle:
      return booleanDecoder(bytes, type);
    case encoding.deltaBinaryPacked:
      return deltaDecoder(bytes, type);
    case encoding.deltaLength:
      if (type.physicalType !== physicalType.byteArray) throw wrongEncoding();
      return wholeDecoder({ type: 'runs', ...readLengthsAndBytes(bytes, 0) });
    case encoding.deltaBytes:
      return deltaBytesDecoder(bytes, type);
    case encoding.byteStreamSplit:
      return splitDecoder(bytes, type);
    default:
      throw new InvalidDataError('unsupported-codec', `a page has the encoding number ${encodingId}, which this version does not know; write the file with another encoding`);
  }
}

/** All values of a dictionary page. @throws InvalidDataError */
export function dictionaryValues(bytes: Uint8Array, count: number, type: ValueType): Physical {
  if (type.physicalType === physicalType.boolean) throw wrongEncoding();
  const width = widthOf(type.physicalType, type.typeLength);
  return width === undefined ? new LengthPrefixedQueue(bytes, 0, count).take(count) : fixedValues(bytes, type.physicalType, width, count);
}

function plainDecoder(bytes: Uint8Array, { physicalType: type, typeLength }: ValueType): ValueDecoder {
  const width = widthOf(type, typeLength);
  let position = 0;
  if (width !== undefined) {
    return (count) => {
      const physical = fixedValues(bytes.subarray(position), type, width, count);
      position += count * width;
      return new WholeQueue(physical);
    };
  }
  if (type === physicalType.boolean) {
    return (count) => {
      const physical = bits(bytes, position, count);
      position += count;
      return new WholeQueue(physical);
    };
  }
  return (count) => {
    const queue = new LengthPrefixedQueue(bytes, position, count);
    position = queue.end;
    return queue;
  };
}

function dictionaryDecoder(bytes: Uint8Array, dictionary: Physical | undefined): ValueDecoder {
  if (dictionary === undefined) throw invalidParquet('a page refers to a dictionary that its column does not have');
  const entryCount = countOf(dictionary);
  // A page of nulls may have no byte at all.
  const bitWidth = bytes[0] ?? 0;
  if (bitWidth > 32) throw invalidParquet(`dictionary indices of ${bitWidth} bits; the format allows 32`);
  const reader = new HybridReader(bytes, 1, bytes.length, bitWidth);
  return (count) => {
    const indices = new Int32Array(count);
    reader.read(indices);
    for (let at = 0; at < count; at++) {
      const index = indices[at]!;
      if (index < 0 || index >= entryCount) throw invalidParquet(`a page refers to entry ${index} of a dictionary of ${entryCount}`);
    }
    return new DictionaryQueue(dictionary, indices);
  };
}

/** Booleans as runs, after a length of four bytes. */
function booleanDecoder(bytes: Uint8Array, { physicalType: type }: ValueType): ValueDecoder {
  if (type !== physicalType.boolean) throw wrongEncoding();
  const { start, end } = sizedRange(bytes, 0);
  const reader = new HybridReader(bytes, start, end, 1);
  return (count) => {
    const values = new Uint8Array(count);
    reader.read(values);
    return new WholeQueue({ type: 'bool', values });
  };
}

/** Bytes that stand behind their length of four bytes. @throws InvalidDataError */
export function sizedRange(bytes: Uint8Array, position: number): { readonly start: number; readonly end: number } {
  const start = position + 4;
  if (start > bytes.length) throw ended();
  const length = new DataView(bytes.buffer, bytes.byteOffset + position, 4).getUint32(0, true);
  if (length > bytes.length - start) throw ended();
  return { start, end: start + length };
}

function deltaDecoder(bytes: Uint8Array, { physicalType: type }: ValueType): ValueDecoder {
  if (type !== physicalType.int32 && type !== physicalType.int64) throw wrongEncoding();
  const reader = new DeltaReader(bytes, 0);
  return (count) => {
    if (type === physicalType.int32) {
      const values = new Int32Array(count);
      reader.read32(values);
      return new WholeQueue({ type: 'int32', values });
    }
    const values = new BigInt64Array(count);
    reader.read64(values);
    return new WholeQueue({ type: 'int64', values });
  };
}

function deltaBytesDecoder(bytes: Uint8Array, { physicalType: type, typeLength }: ValueType): ValueDecoder {
  if (type !== physicalType.byteArray && type !== physicalType.fixed) throw wrongEncoding();
  const values = new PrefixedValues(bytes, 0);
  if (type === physicalType.fixed) for (let at = 0; at < values.count; at++) if (values.sizeAt(at) !== typeLength) throw invalidParquet('a fixed-length value has another length');
  let end = 0;
  return (count) => {
    const start = end;
    end += count;
    if (end > values.count) throw ended();
    return { isRuns: true, byteLengthOf: (taken) => values.byteLengthOf(Math.max(start, values.position), taken), take: (taken) => values.take(taken) };
  };
}

function splitDecoder(bytes: Uint8Array, { physicalType: type, typeLength }: ValueType): ValueDecoder {
  const width = widthOf(type, typeLength);
  if (width === undefined || type === physicalType.int96) throw wrongEncoding();
  return wholeDecoder(fixedValues(unsplit(bytes, width), type, width, Math.floor(bytes.length / width)));
}

function wholeDecoder(physical: Physical): ValueDecoder {
  let position = 0;
  return (count) => {
    const start = position;
    position += count;
    if (position > countOf(physical)) throw ended();
    return new WholeQueue(slicePhysical(physical, start, position));
  };
}

function wrongEncoding(): Error {
  return invalidParquet('a page has an encoding that its type cannot have');
}
