import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { binary, bool, type Encoded, i32, i64, list, struct } from '../../test/parquet/thrift.ts';
import { type Kept, ThriftEnd, ThriftError, ThriftReader, type ThriftStruct, type ThriftValue } from './thrift.ts';

function read(bytes: ArrayLike<number>, kept: Kept = true): ThriftStruct {
  return new ThriftReader(Uint8Array.from(bytes)).struct(kept);
}

function errorOf(bytes: ArrayLike<number>, kept: Kept = true): unknown {
  try {
    read(bytes, kept);
    return undefined;
  } catch (error) {
    return error;
  }
}

interface Sample {
  readonly encoded: Encoded;
  readonly value: ThriftValue;
}

const { sample } = fc.letrec<{ sample: Sample; list: Sample; struct: Sample }>((tie) => ({
  sample: fc.oneof(
    { depthSize: 'small' },
    fc.boolean().map((value) => ({ encoded: bool(value), value })),
    fc.integer().map((value) => ({ encoded: i32(value), value })),
    fc.bigInt({ min: -(2n ** 63n), max: 2n ** 63n - 1n }).map((value) => ({ encoded: i64(value), value })),
    fc.uint8Array({ maxLength: 300 }).map((value) => ({ encoded: binary(value), value })),
    tie('list'),
    tie('struct'),
  ),
  list: fc.array(fc.integer(), { maxLength: 40 }).map((values) => ({ encoded: list(values.map(i32), 5), value: values })),
  struct: fc.dictionary(fc.integer({ min: 1, max: 0x7fff }).map(String), tie('sample'), { maxKeys: 5 }).map((fields) => ({
    encoded: struct(Object.fromEntries(Object.entries(fields).map(([id, { encoded }]) => [id, encoded]))),
    value: new Map(Object.entries(fields).map(([id, { value }]) => [Number(id), value])),
  })),
}));

describe('values', () => {
  it('come back, and without those that are not kept', () => {
    fc.assert(
      fc.property(sample, sample, ({ encoded, value }, other) => {
        const { bytes } = struct({ 1: encoded, 7: other.encoded, 300: i32(5) });
        expect(read(bytes)).toEqual(new Map<number, ThriftValue>([[1, value], [7, other.value], [300, 5]]));
        expect(read(bytes, { 1: true, 300: true })).toEqual(new Map<number, ThriftValue>([[1, value], [300, 5]]));
        expect(read(bytes, {})).toEqual(new Map());
      }),
      { seed: 1, numRuns: 300 },
    );
  });

  it('keep what is wanted of structs in lists', () => {
    const { bytes } = struct({ 4: list([struct({ 1: i32(1), 2: i32(2) }), struct({ 2: i32(3) })]) });
    expect(read(bytes, { 4: { 2: true } })).toEqual(new Map([[4, [new Map([[2, 2]]), new Map([[2, 3]])]]]));
  });

  it('reads booleans in lists', () => {
    expect(read([0x19, 0x31, 1, 2, 0, 0])).toEqual(new Map([[1, [true, false, false]]]));
  });
});

describe('damage', () => {
  it('asks for more wherever the bytes end', () => {
    const { bytes } = struct({ 1: i32(-70000), 2: i64(2n ** 62n), 3: binary('name'), 4: list([struct({ 1: bool(true) })]), 5: struct({ 1: binary('') }) });
    for (let length = 0; length < bytes.length; length++) {
      expect(errorOf(bytes.slice(0, length))).toBeInstanceOf(ThriftEnd);
      expect(errorOf(bytes.slice(0, length), {})).toBeInstanceOf(ThriftEnd);
    }
  });

  it.each<[string, readonly number[], RegExp]>([
    ['an integer of eleven bytes', [0x16, ...Array<number>(10).fill(0xff), 1, 0], /more than 10 bytes/],
    ['a length over 2^31', [0x18, 0xff, 0xff, 0xff, 0xff, 0x0f, 0], /length/],
    ['a map', [0x1b, 0, 0], /type 11/],
    ['an unknown type', [0x1f, 0], /type 15/],
    ['a field number over 16 bits', [0x05, 0xfe, 0xff, 0x03, 0, 0x15, 0, 0], /16 bits/],
  ])('refuses %s, kept or not', (_, bytes, message) => {
    for (const kept of [true, {}] as const) {
      const error = errorOf(bytes, kept);
      expect(error).toBeInstanceOf(ThriftError);
      expect((error as Error).message).toMatch(message);
    }
  });

  it('believes no list that is longer than the bytes', () => {
    expect(errorOf([0x19, 0xf5, 0xff, 0xff, 0xff, 0xff, 0x07, 0])).toBeInstanceOf(ThriftEnd);
  });

  it.each<[string, number]>([['structs', 0x1c], ['lists', 0x19]])('refuses %s that are nested too deep, without running out of stack', (_, byte) => {
    const bytes = new Uint8Array(1_000_000).fill(byte);
    for (const kept of [true, {}] as const) expect((errorOf(bytes, kept) as Error).message).toMatch(/too deep/);
  });

  it('refuses more values than memory has room for', () => {
    const count = 4_200_000;
    const bytes = new Uint8Array(count + 10);
    bytes.set([0x19, 0xf5, 0x80 | (count & 0x7f), 0x80 | ((count >>> 7) & 0x7f), 0x80 | ((count >>> 14) & 0x7f), count >>> 21]);
    expect((errorOf(bytes) as Error).message).toMatch(/more than 4194304 values/);
    expect(read(bytes, {})).toEqual(new Map());
  });
});
