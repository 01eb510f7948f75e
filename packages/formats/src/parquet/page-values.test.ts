import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { deltaBytes, deltaLengths, deltaPacked, hybrid, packBits, plain, plainBytes } from '../../test/parquet/encodings.ts';
import { encodings, joined, littleEndian } from '../../test/parquet/page.ts';
import { varint } from '../../test/parquet/thrift.ts';
import { physicalType } from './leaf-kind.ts';
import { dictionaryValues, valueDecoder, type ValueType } from './page-values.ts';
import type { Physical } from './physical.ts';

const sizes = fc.array(fc.integer({ min: 1, max: 20 }), { minLength: 1, maxLength: 4 });
const typeOf = (type: number, typeLength = 0): ValueType => ({ physicalType: type, typeLength });

/** Plain values; byte strings as arrays of numbers. */
function valuesOf(physical: Physical): unknown[] {
  if (physical.type !== 'runs') return Array.from<unknown>(physical.values);
  return Array.from({ length: physical.offsets.length - 1 }, (_, index) => [...physical.bytes.subarray(physical.offsets[index], physical.offsets[index + 1])]);
}

/** Decodes `count` values in blocks, each of which is taken in two parts and must tell its size. */
function decode(bytes: Iterable<number>, encoding: number, type: ValueType, count: number, blockSizes: readonly number[] = [1000], dictionary?: Physical): unknown[] {
  const decoder = valueDecoder(Uint8Array.from(bytes), encoding, type, dictionary);
  const values: unknown[] = [];
  for (let block = 0, left = count; left > 0; block++) {
    const size = Math.min(left, blockSizes[Math.min(block, blockSizes.length - 1)]!);
    const queue = decoder(size);
    for (const part of [size >>> 1, size - (size >>> 1)]) {
      const byteLength = queue.byteLengthOf(part);
      const taken = queue.take(part);
      if (queue.isRuns && taken.type === 'runs') expect(byteLength).toBe(taken.offsets.at(-1)! - taken.offsets[0]!);
      values.push(...valuesOf(taken));
    }
    left -= size;
  }
  return values;
}

const strings = fc.array(fc.uint8Array({ maxLength: 60 }), { maxLength: 60 });
/** Many of them begin alike. */
const alike = fc.array(fc.tuple(fc.integer({ min: 0, max: 30 }), fc.uint8Array({ maxLength: 6 })).map(([length, end]) => Uint8Array.from([...Array<number>(length).fill(7), ...end])), { maxLength: 60 });
const lists = (values: readonly Uint8Array[]): number[][] => values.map((value) => [...value]);

describe('byte strings', () => {
  it.each<[string, number, (values: readonly Uint8Array[]) => Iterable<number>]>([
    ['PLAIN', encodings.plain, plainBytes],
    ['DELTA_LENGTH_BYTE_ARRAY', encodings.deltaLengths, deltaLengths],
    ['DELTA_BYTE_ARRAY', encodings.deltaBytes, deltaBytes],
  ])('come back from %s', (_, encoding, encode) => {
    fc.assert(
      fc.property(fc.oneof(strings, alike), sizes, (values, blockSizes) => {
        expect(decode(encode(values), encoding, typeOf(physicalType.byteArray), values.length, blockSizes)).toEqual(lists(values));
      }),
      { seed: 4, numRuns: 300 },
    );
  });

  it('of a fixed length come back from all of their encodings', () => {
    const values = fc.integer({ min: 1, max: 20 }).chain((length) => fc.array(fc.uint8Array({ minLength: length, maxLength: length }), { minLength: 1, maxLength: 40 }));
    fc.assert(
      fc.property(values, sizes, (each, blockSizes) => {
        const [length, type] = [each[0]!.length, typeOf(physicalType.fixed, each[0]!.length)];
        const split = Array.from({ length }, (_, byte) => each.map((value) => value[byte]!)).flat();
        for (const [encoding, bytes] of [[encodings.plain, joined(...each)], [encodings.deltaBytes, deltaBytes(each)], [encodings.split, split]] as const) {
          expect(decode(bytes, encoding, type, each.length, blockSizes)).toEqual(lists(each));
        }
      }),
      { seed: 5, numRuns: 200 },
    );
  });

  it('keep what the one before had when the consumer overwrites its bytes', () => {
    const decoder = valueDecoder(Uint8Array.from(deltaBytes([Uint8Array.of(1, 2), Uint8Array.of(1, 2, 3)])), encodings.deltaBytes, typeOf(physicalType.byteArray), undefined);
    const first = decoder(1).take(1);
    if (first.type === 'runs') first.bytes.fill(9);
    expect(valuesOf(decoder(1).take(1))).toEqual([[1, 2, 3]]);
  });
});

describe('numbers', () => {
  it('come back from PLAIN, DELTA_BINARY_PACKED and BYTE_STREAM_SPLIT', () => {
    fc.assert(
      fc.property(fc.array(fc.integer(), { maxLength: 80 }), sizes, (values, blockSizes) => {
        for (const [name, width] of [['int32', 4], ['int64', 8], ['double', 8]] as const) {
          const wanted = name === 'int64' ? values.map(BigInt) : values;
          const bytes = plain(values, name);
          const split = Array.from({ length: width }, (_, byte) => values.map((__, index) => bytes[index * width + byte]!)).flat();
          const type = typeOf(physicalType[name]);
          expect(decode(bytes, encodings.plain, type, values.length, blockSizes)).toEqual(wanted);
          expect(decode(split, encodings.split, type, values.length, blockSizes)).toEqual(wanted);
          if (name !== 'double') expect(decode(deltaPacked(values.map(BigInt), 8 * width), encodings.delta, type, values.length, blockSizes)).toEqual(wanted);
        }
      }),
      { seed: 6, numRuns: 150 },
    );
  });

  it('and booleans from bits and runs', () => {
    fc.assert(
      fc.property(fc.array(fc.constantFrom(0, 1), { maxLength: 100 }), sizes, (values, blockSizes) => {
        const runs = hybrid(values, 1);
        expect(decode(packBits(values, 1), encodings.plain, typeOf(physicalType.boolean), values.length, blockSizes)).toEqual(values);
        expect(decode([...littleEndian(runs.length), ...runs], encodings.rle, typeOf(physicalType.boolean), values.length, blockSizes)).toEqual(values);
      }),
      { seed: 7, numRuns: 200 },
    );
  });

  it('come back from dictionaries', () => {
    const indices = fc.array(fc.integer({ min: 0, max: 9 }), { maxLength: 100 });
    fc.assert(
      fc.property(fc.array(fc.uint8Array({ maxLength: 50 }), { minLength: 10, maxLength: 10 }), indices, sizes, (entries, each, blockSizes) => {
        const bytes = [4, ...hybrid(each, 4)];
        const numbers = dictionaryValues(plain(entries.map(({ length }) => length), 'int64'), 10, typeOf(physicalType.int64));
        expect(decode(bytes, encodings.dictionary, typeOf(physicalType.int64), each.length, blockSizes, numbers)).toEqual(each.map((index) => BigInt(entries[index]!.length)));
        const texts = dictionaryValues(plainBytes(entries), 10, typeOf(physicalType.byteArray));
        expect(decode(bytes, encodings.dictionary, typeOf(physicalType.byteArray), each.length, blockSizes, texts)).toEqual(each.map((index) => [...entries[index]!]));
      }),
      { seed: 8, numRuns: 200 },
    );
  });
});

describe('damage', () => {
  const one = dictionaryValues(plain([1], 'int32'), 1, typeOf(physicalType.int32));
  const bytesType = typeOf(physicalType.byteArray);
  const short = /before its last value/;

  it.each<[string, Iterable<number>, number, ValueType, number, RegExp]>([
    ['too few numbers', plain([1], 'int32'), encodings.plain, typeOf(physicalType.int32), 2, short],
    ['too few booleans', [1], encodings.plain, typeOf(physicalType.boolean), 9, short],
    ['too few lengths', plainBytes(['a']), encodings.plain, bytesType, 2, short],
    ['a length beyond the page', [9, 0, 0, 0, 1], encodings.plain, bytesType, 1, short],
    ['a length that is negative as 32 bits', [255, 255, 255, 255, 1], encodings.plain, bytesType, 1, short],
    ['a count that no page has room for', [0, 0, 0, 0], encodings.plain, bytesType, 2 ** 31, short],
    ['booleans without their length', [1, 0], encodings.rle, typeOf(physicalType.boolean), 1, short],
    ['booleans longer than the page', [9, 0, 0, 0, 2, 1], encodings.rle, typeOf(physicalType.boolean), 1, short],
    ['runs of numbers', [2, 0, 0, 0, 2, 1], encodings.rle, typeOf(physicalType.int32), 1, /its type cannot have/],
    ['delta-encoded doubles', deltaPacked([1n], 64), encodings.delta, typeOf(physicalType.double), 1, /its type cannot have/],
    ['split texts', [1], encodings.split, bytesType, 1, /its type cannot have/],
    ['split booleans', [1], encodings.split, typeOf(physicalType.boolean), 1, /its type cannot have/],
    ['too few split numbers', [1, 2, 3], encodings.split, typeOf(physicalType.int32), 1, short],
    ['lengths of numbers', deltaLengths([]), encodings.deltaLengths, typeOf(physicalType.int32), 0, /its type cannot have/],
    ['prefixes of numbers', deltaBytes([]), encodings.deltaBytes, typeOf(physicalType.int32), 0, /its type cannot have/],
    ['a negative length', deltaPacked([-1n], 32), encodings.deltaLengths, bytesType, 1, short],
    ['a length beyond the bytes', deltaPacked([5n], 32), encodings.deltaLengths, bytesType, 1, short],
    ['countless empty strings', [...varint(128), ...varint(1), ...varint(1 << 25), 0], encodings.deltaLengths, bytesType, 1, /16777216 are allowed/],
    ['a prefix of nothing', [...deltaPacked([1n], 32), ...deltaLengths([Uint8Array.of(1)])], encodings.deltaBytes, bytesType, 1, /shares more bytes/],
    ['a negative prefix', [...deltaPacked([-1n], 32), ...deltaLengths([Uint8Array.of(1)])], encodings.deltaBytes, bytesType, 1, /shares more bytes/],
    ['prefixes without suffixes', [...deltaPacked([0n, 0n], 32), ...deltaLengths([Uint8Array.of(1)])], encodings.deltaBytes, bytesType, 1, /2 prefixes and 1 suffixes/],
    ['fixed lengths that differ', deltaBytes([Uint8Array.of(1, 2)]), encodings.deltaBytes, typeOf(physicalType.fixed, 3), 1, /another length/],
    ['more strings than there are', deltaBytes([Uint8Array.of(1)]), encodings.deltaBytes, bytesType, 2, short],
    ['an index beyond the dictionary', [2, ...hybrid([1], 2)], encodings.dictionary, typeOf(physicalType.int32), 1, /entry 1 of a dictionary of 1/],
    ['an index of 32 bits', [32, 2, 255, 255, 255, 255], encodings.dictionary, typeOf(physicalType.int32), 1, /entry -1 of a dictionary of 1/],
    ['indices of 33 bits', [33, 2, 0, 0, 0, 0, 0], encodings.dictionary, typeOf(physicalType.int32), 1, /33 bits/],
    ['an unknown encoding', [1], 99, typeOf(physicalType.int32), 1, /encoding number 99/],
  ])('refuses %s', (_, bytes, encoding, type, count, message) => {
    expect(() => valueDecoder(Uint8Array.from(bytes), encoding, type, one)(count)).toThrow(message);
  });

  it('refuses indices without dictionary, and dictionaries that are too short or of booleans', () => {
    expect(() => valueDecoder(Uint8Array.of(1, 2, 0), encodings.dictionary, typeOf(physicalType.int32), undefined)).toThrow(/does not have/);
    expect(() => dictionaryValues(plain([1], 'int32'), 2, typeOf(physicalType.int32))).toThrow(short);
    expect(() => dictionaryValues(plainBytes(['a']), 2, bytesType)).toThrow(short);
    expect(() => dictionaryValues(Uint8Array.of(1), 1, typeOf(physicalType.boolean))).toThrow(/its type cannot have/);
  });
});
