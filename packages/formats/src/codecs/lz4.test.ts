import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decompressLz4Block, decompressLz4Frame } from './lz4.ts';
import { xxh32 } from './xxh32.ts';

/** A block of literals and matches. */
function block(...sequences: readonly { readonly literals: readonly number[]; readonly match?: { readonly distance: number; readonly length: number } }[]): number[] {
  const lengthBytes = (length: number): number[] => (length < 15 ? [] : [...Array.from({ length: Math.floor((length - 15) / 255) }, () => 255), (length - 15) % 255]);
  return sequences.flatMap(({ literals, match }) => {
    const token = (Math.min(15, literals.length) << 4) | (match === undefined ? 0 : Math.min(15, match.length - 4));
    return [token, ...lengthBytes(literals.length), ...literals, ...(match === undefined ? [] : [match.distance & 0xff, match.distance >> 8, ...lengthBytes(match.length - 4)])];
  });
}

function decompressed(input: readonly number[], length: number): number[] {
  const output = new Uint8Array(length);
  decompressLz4Block(Uint8Array.from(input), output);
  return [...output];
}

const little = (value: number): number[] => [value & 0xff, (value >>> 8) & 0xff, (value >>> 16) & 0xff, value >>> 24];

function frame(flags: number, blocks: readonly (readonly number[])[], descriptor: readonly number[] = [flags, 0x40]): Uint8Array {
  const check = (xxh32(Uint8Array.from(descriptor)) >>> 8) & 0xff;
  return Uint8Array.from([...little(0x184d2204), ...descriptor, check, ...blocks.flatMap((each) => [...little(each.length), ...each]), 0, 0, 0, 0]);
}

describe('blocks', () => {
  it('repeat what was written, also while it is written', () => {
    expect(decompressed(block({ literals: [1, 2], match: { distance: 2, length: 5 } }, { literals: [9] }), 8)).toEqual([1, 2, 1, 2, 1, 2, 1, 9]);
    expect(decompressed(block({ literals: [7], match: { distance: 1, length: 300 } }, { literals: [] }), 301)).toEqual(Array.from({ length: 301 }, () => 7));
  });

  it('of literals alone are those', () => {
    fc.assert(
      fc.property(fc.array(fc.nat(255), { maxLength: 700 }), (literals) => {
        expect(decompressed(block({ literals }), literals.length)).toEqual(literals);
      }),
    );
  });

  it.each<[string, readonly number[], number]>([
    ['a match before the data', block({ literals: [1], match: { distance: 2, length: 4 } }, { literals: [1] }), 6],
    ['a distance of 0', block({ literals: [1], match: { distance: 0, length: 4 } }, { literals: [1] }), 6],
    ['a match beyond the end', block({ literals: [1], match: { distance: 1, length: 9 } }, { literals: [] }), 6],
    ['literals beyond the input', [0x50, 1, 2], 5],
    ['literals beyond the output', block({ literals: [1, 2, 3] }), 2],
    ['no literals at the end', block({ literals: [1], match: { distance: 1, length: 5 } }), 6],
    ['a length that does not end', [0xf0, 255, 255], 600],
    ['half a distance', [0x10, 1, 1], 5],
    ['too few bytes', block({ literals: [1] }), 2],
  ])('%s', (_, input, length) => {
    expect(() => decompressed(input, length)).toThrow(RangeError);
  });
});

describe('frames', () => {
  const first = block({ literals: [1, 2, 3, 4] });
  const second = block({ literals: [5], match: { distance: 5, length: 4 } }, { literals: [6] });

  it('let linked blocks repeat what stands before them, and independent ones not', () => {
    const output = new Uint8Array(10);
    decompressLz4Frame(frame(0x40, [first, second]), output);
    expect([...output]).toEqual([1, 2, 3, 4, 5, 1, 2, 3, 4, 6]);
    expect(() => decompressLz4Frame(frame(0x60, [first, second]), output)).toThrow(/before the data/);
  });

  it('come one after another, with others between that are skipped', () => {
    const output = new Uint8Array(8);
    const skippable = [...little(0x184d2a53), ...little(3), 9, 9, 9];
    decompressLz4Frame(Uint8Array.from([...frame(0x60, [first]), ...skippable, ...frame(0x60, [first])]), output);
    expect([...output]).toEqual([1, 2, 3, 4, 1, 2, 3, 4]);
  });

  it.each<[string, Uint8Array]>([
    ['another version', frame(0x80, [first])],
    ['a dictionary', frame(0x61, [first])],
    ['a block size that there is not', frame(0x60, [first], [0x60, 0x30])],
    ['a wrong content size', frame(0x68, [first], [0x68, 0x40, 5, 0, 0, 0, 0, 0, 0, 0])],
    ['a wrong checksum of the descriptor', frame(0x60, [first]).map((byte, index) => (index === 6 ? byte ^ 1 : byte))],
    ['a wrong checksum of the content', Uint8Array.from([...frame(0x64, [first]), 1, 2, 3, 4])],
    ['no end', frame(0x60, [first]).slice(0, -4)],
    ['another magic', Uint8Array.from([1, ...frame(0x60, [first])])],
    ['nothing', new Uint8Array(0)],
  ])('%s', (_, input) => {
    expect(() => decompressLz4Frame(input, new Uint8Array(4))).toThrow(RangeError);
  });
});

it.each([['', 0x02cc5d05], ['abc', 0x32d153ff]])('xxh32 of %j', (content, checksum) => {
  expect(xxh32(new TextEncoder().encode(content))).toBe(checksum);
});

it('xxh32 of many bytes', () => {
  expect(xxh32(Uint8Array.from({ length: 100 }, (_, index) => index))).toBe(0x7f89ba44);
});
