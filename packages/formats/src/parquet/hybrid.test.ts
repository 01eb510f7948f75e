import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { hybrid, packedRun, repeatedRun } from '../../test/parquet/encodings.ts';
import { varint } from '../../test/parquet/thrift.ts';
import { HybridReader } from './hybrid.ts';

/** Reads values in blocks of the given sizes, the last of which repeats. */
function read(bytes: readonly number[], width: number, count: number, sizes: readonly number[]): number[] {
  const padded = Uint8Array.from([0xaa, ...bytes, 0xaa]);
  const reader = new HybridReader(padded, 1, padded.length - 1, width);
  const values: number[] = [];
  for (let block = 0; values.length < count; block++) {
    const target = new Int32Array(Math.min(sizes[Math.min(block, sizes.length - 1)]!, count - values.length));
    reader.read(target);
    values.push(...Array.from(target, (value) => value >>> 0));
  }
  return values;
}

const cases = fc.integer({ min: 0, max: 32 }).chain((width) => {
  const value = fc.integer({ min: 0, max: width === 0 ? 0 : 2 ** width - 1 });
  const run = fc.tuple(value, fc.integer({ min: 1, max: 40 })).map(([repeated, length]) => Array<number>(length).fill(repeated));
  return fc.record({ width: fc.constant(width), parts: fc.array(fc.oneof(run, fc.array(value, { maxLength: 30 })), { maxLength: 8 }) });
});

describe('runs', () => {
  it('come back at every width, read in blocks of any size', () => {
    fc.assert(
      fc.property(cases, fc.array(fc.integer({ min: 1, max: 50 }), { minLength: 1, maxLength: 5 }), ({ width, parts }, sizes) => {
        const values = parts.flat();
        expect(read(hybrid(values, width), width, values.length, sizes)).toEqual(values);
      }),
      { seed: 2, numRuns: 2000 },
    );
  });

  it('may be packed runs one after another', () => {
    const [first, second] = [[1, 2, 3, 4, 5, 6, 7, 0], [7, 7, 7, 7, 0, 0, 0, 1]];
    expect(read([...packedRun(first, 3), ...packedRun(second, 3)], 3, 16, [5])).toEqual([...first, ...second]);
  });

  it('may lack the padding of the last group', () => {
    expect(read(packedRun([1, 2, 3], 8).slice(0, 4), 8, 3, [3])).toEqual([1, 2, 3]);
  });

  it('may be empty between others', () => {
    expect(read([...repeatedRun(1, 0, 1), ...packedRun([], 1), ...repeatedRun(1, 2, 1)], 1, 2, [2])).toEqual([1, 1]);
  });

  it('take no bytes without bits', () => {
    expect(read([], 0, 5, [2])).toEqual([0, 0, 0, 0, 0]);
    expect(read(repeatedRun(0, 3, 0), 0, 5, [2])).toEqual([0, 0, 0, 0, 0]);
  });

  it('are decoded only as far as they are asked for', () => {
    expect(read(repeatedRun(5, 0x7fff_ffff, 3), 3, 10, [4])).toEqual(Array<number>(10).fill(5));
  });
});

describe('damage', () => {
  it.each<[string, readonly number[], number, RegExp]>([
    ['no bytes', [], 3, /before its last value/],
    ['fewer values than asked for', repeatedRun(1, 4, 1), 1, /before its last value/],
    ['a repeated value that is cut off', repeatedRun(70_000, 9, 17).slice(0, 2), 17, /before its last value/],
    ['a packed run without bytes', varint(9), 4, /before its last value/],
    ['empty runs alone', [0, 0, 0, 0, 1, 1], 4, /before its last value/],
    ['a header that goes on', [0xff, 0xff, 0xff, 0xff, 0xff, 0xff], 4, /5 bytes/],
    ['a header that is cut off', [0xff], 4, /before its last value/],
    ['a repeated value of more bits', [18, 0x08], 3, /more than 3 bits/],
  ])('refuses %s', (_, bytes, width, message) => {
    expect(() => read(bytes, width, 9, [9])).toThrow(message);
  });
});
