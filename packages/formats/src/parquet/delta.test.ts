import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { deltaPacked } from '../../test/parquet/encodings.ts';
import { varint, zigzag } from '../../test/parquet/thrift.ts';
import { DeltaReader } from './delta.ts';

function read(bytes: Iterable<number>, bits: number, sizes: readonly number[] = [1000]): { readonly values: bigint[]; readonly end: number } {
  const padded = Uint8Array.from([0xaa, ...bytes, 0xaa]);
  const reader = new DeltaReader(padded, 1);
  const values: bigint[] = [];
  for (let block = 0; reader.remaining > 0; block++) {
    const size = Math.min(reader.remaining, sizes[Math.min(block, sizes.length - 1)]!);
    const target = bits === 32 ? new Int32Array(size) : new BigInt64Array(size);
    if (target instanceof Int32Array) reader.read32(target);
    else reader.read64(target);
    values.push(...Array.from<number | bigint, bigint>(target, BigInt));
  }
  return { values, end: reader.position - 1 };
}

/** Values of every size of difference: extremes for wrap-around, small steps for narrow miniblocks. */
function integers(bits: number): fc.Arbitrary<bigint[]> {
  const [min, max] = [-(2n ** BigInt(bits - 1)), 2n ** BigInt(bits - 1) - 1n];
  const any = fc.oneof(fc.bigInt({ min, max }), fc.constantFrom(min, max, 0n, -1n, 1n), fc.bigInt({ min: -20n, max: 20n }));
  const steps = fc.tuple(any, fc.integer({ min: 0, max: bits }).chain((width) => fc.array(fc.bigInt({ min: 0n, max: 2n ** BigInt(width) }), { maxLength: 300 }))).map(([first, deltas]) => {
    let value = first;
    return [first, ...deltas.map((delta) => (value = BigInt.asIntN(bits, value + delta)))];
  });
  return fc.oneof(fc.array(any, { maxLength: 300 }), steps);
}

const shape = fc.record({ valuesPerMiniblock: fc.constantFrom(8, 32, 64, 128), miniblockCount: fc.integer({ min: 1, max: 5 }) });
const sizes = fc.array(fc.integer({ min: 1, max: 70 }), { minLength: 1, maxLength: 4 });

describe('integers', () => {
  it.each([32, 64])('of %d bits come back, read in blocks of any size', (bits) => {
    fc.assert(
      fc.property(integers(bits), shape, sizes, (values, { valuesPerMiniblock, miniblockCount }, blockSizes) => {
        const bytes = deltaPacked(values, bits, valuesPerMiniblock, miniblockCount);
        expect(read(bytes, bits, blockSizes)).toEqual({ values, end: bytes.length });
      }),
      { seed: 3, numRuns: 700 },
    );
  });

  it('ignore the widths of miniblocks that are not needed', () => {
    const bytes = [...varint(32), ...varint(4), ...varint(3), ...zigzag(5), ...zigzag(1), 0, 77, 255, 65];
    expect(read(bytes, 64).values).toEqual([5n, 6n, 7n]);
  });

  it('of 32 bits may have differences of more bits', () => {
    const bytes = [...varint(8), ...varint(1), ...varint(2), ...zigzag(1), ...zigzag(0), 40, 2, 0, 0, 0, 1, ...Array<number>(35).fill(0)];
    expect(read(bytes, 32).values).toEqual([1n, 3n]);
  });

  it('without differences are decoded only as far as they are asked for', () => {
    const count = 0x7fff_ffff;
    const bytes = Uint8Array.from([...varint(128), ...varint(1), ...varint(count), ...zigzag(9), ...zigzag(0), 0, ...zigzag(0), 0]);
    const reader = new DeltaReader(bytes, 0);
    const target = new BigInt64Array(200);
    reader.read64(target);
    expect(target).toEqual(new BigInt64Array(200).fill(9n));
    expect(reader.remaining).toBe(count - 200);
    expect(() => reader.read64(new BigInt64Array(100))).toThrow(/before its last value/);
  });
});

describe('damage', () => {
  const header = (blockSize: bigint | number, miniblockCount: bigint | number, valueCount: bigint | number): number[] => [...varint(blockSize), ...varint(miniblockCount), ...varint(valueCount), 0, 0, 0, 0];

  it.each<[string, readonly number[], RegExp]>([
    ['nothing', [], /before its last value/],
    ['no miniblocks', header(128, 0, 5), /block size/],
    ['no values in a block', header(0, 4, 5), /block size/],
    ['a block that cannot be divided', header(128, 3, 5), /block size/],
    ['miniblocks that are no groups of eight', header(16, 4, 5), /block size/],
    ['a huge block', header(2n ** 40n, 1, 5), /block size/],
    ['more miniblocks than bytes', header(1 << 20, 1 << 17, 5), /before its last value/],
    ['a count over 2^31', header(128, 4, 2n ** 31n), /2\^31/],
    ['a count that goes on', [...varint(128), ...varint(4), ...Array<number>(11).fill(0xff)], /10 bytes/],
    ['65 bits a value', [...varint(8), 1, 2, 0, 0, 65, ...Array<number>(65).fill(0)], /64 bits/],
    ['a miniblock that is cut off', [...varint(8), 1, 2, 0, 0, 8, 1, 2, 3], /before its last value/],
  ])('refuses %s', (_, bytes, message) => {
    expect(() => read(bytes, 64)).toThrow(message);
  });

  it('refuses more values than there are', () => {
    const reader = new DeltaReader(Uint8Array.from(deltaPacked([1n, 2n], 64)), 0);
    expect(() => reader.read64(new BigInt64Array(3))).toThrow(/before its last value/);
  });
});
