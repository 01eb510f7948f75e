/** Files whose headers promise more than they hold, or whose data hold more than the header says. */
import { deflateSync } from 'node:zlib';
import { InvalidDataError } from '@datasig/core';
import { describe, expect, it } from 'vitest';
import { imageBytes } from '../../test/images.ts';
import { pngChunk, pngData, pngFile, pngHeader } from '../../test/png.ts';
import { decodeImage } from './decode.ts';

async function messageOf(bytes: Uint8Array): Promise<string> {
  try {
    await decodeImage(bytes);
    return 'none';
  } catch (error) {
    if (error instanceof InvalidDataError) return `${error.code}: ${error.reason}`;
    throw error;
  }
}

/** A copy with a number put in. */
function patched(bytes: Uint8Array, offset: number, value: number, byteLength: 2 | 4, isLittleEndian: boolean): Uint8Array {
  const copy = Uint8Array.from(bytes);
  const view = new DataView(copy.buffer);
  if (byteLength === 2) view.setUint16(offset, value, isLittleEndian);
  else view.setUint32(offset, value, isLittleEndian);
  return copy;
}

/** Zlib data whose last byte is another. */
function wrongChecksum(bytes: Uint8Array): Uint8Array {
  const compressed = Uint8Array.from(deflateSync(bytes));
  compressed[compressed.length - 1]! ^= 1;
  return compressed;
}

const largest = 0x7fffffff;

describe('PNG', () => {
  it.each<[string, Uint8Array, string]>([
    ['a header of 2^31 pixels a side', pngFile(pngHeader({ width: largest, height: largest }), pngData(new Uint8Array(4))), 'record-too-large'],
    ['a large header and little data', pngFile(pngHeader({ width: 10_000, height: 10_000 }), pngData(new Uint8Array(4))), 'invalid-image: the PNG image has fewer pixels than its header says'],
    ['32 MiB of zeros for one pixel', pngFile(pngHeader({ width: 1, height: 1 }), pngData(new Uint8Array(1 << 25))), 'invalid-image: the PNG image has more pixels than its header says'],
    ['one byte too few', pngFile(pngHeader({ width: 2, height: 2 }), pngData(new Uint8Array(5))), 'invalid-image: the PNG image has fewer pixels than its header says'],
    ['one byte too many', pngFile(pngHeader({ width: 2, height: 2 }), pngData(new Uint8Array(7))), 'invalid-image: the PNG image has more pixels than its header says'],
    ['no width', pngFile(pngHeader({ width: 0, height: 2 }), pngData(new Uint8Array(2))), 'invalid-image: the PNG image has 0 × 2 pixels; expected at least one'],
    ['a filter that PNG does not have', pngFile(pngHeader({ width: 1, height: 1 }), pngData(Uint8Array.of(5, 0))), 'invalid-image: the PNG image has a row with a filter that PNG does not have'],
    ['a wrong checksum of the data', pngFile(pngHeader({ width: 1, height: 1 }), pngChunk('IDAT', wrongChecksum(Uint8Array.of(0, 9)))), 'invalid-image: the PNG image is damaged: the checksum of its compressed data is wrong'],
    ['no data', pngFile(pngHeader({ width: 1, height: 1 })), 'invalid-image: the PNG image has fewer pixels than its header says'],
    ['a palette that is missing', pngFile(pngHeader({ width: 1, height: 1, colourType: 3 }), pngData(Uint8Array.of(0, 0))), 'invalid-image: the PNG image has a palette that does not fit its colour type'],
    ['a colour beyond the palette', pngFile(pngHeader({ width: 1, height: 1, colourType: 3 }), pngChunk('PLTE', new Uint8Array(6)), pngData(Uint8Array.of(0, 2))), 'invalid-image: the PNG image has a pixel of colour 2 and a palette of 2 colours'],
    ['a needed chunk that is not known', pngFile(pngHeader({ width: 1, height: 1 }), pngChunk('ABCD', new Uint8Array(1)), pngData(Uint8Array.of(0, 2))), 'unsupported-image'],
    ['data in two places', pngFile(pngHeader({ width: 1, height: 1 }), pngData(Uint8Array.of(0, 2)), pngChunk('tEXt', new Uint8Array(3)), pngData(Uint8Array.of(0, 2))), 'invalid-image: the PNG image has its IDAT chunk twice or in the wrong place'],
  ])('%s', async (_, bytes, expected) => {
    expect(await messageOf(bytes)).toContain(expected);
  });

  it('ignores what follows the end, and further chunks', async () => {
    const file = pngFile(pngHeader({ width: 1, height: 1 }), pngChunk('iCCP', new Uint8Array(3)), pngData(Uint8Array.of(0, 200)));
    expect((await decodeImage(Uint8Array.from([...file, 1, 2, 3]))).data).toEqual(Uint8Array.of(200));
  });
});

describe('BMP', () => {
  const file = imageBytes('bmp-rgb-24.bmp');

  it.each<[string, Uint8Array, string]>([
    ['2^31 − 1 pixels a side', patched(patched(file, 18, largest, 4, true), 22, largest, 4, true), 'record-too-large'],
    ['the lowest height', patched(file, 22, 0x80000000, 4, true), 'record-too-large'],
    ['a width below zero', patched(file, 18, 0xffffffff, 4, true), 'invalid-image: the BMP image has -1 × 7 pixels; expected at least one'],
    ['more rows than there are', patched(file, 22, 8, 4, true), 'invalid-image: the BMP image ends before the number of pixels that its header says'],
    ['pixels beyond the file', patched(file, 10, 0xffffffff, 4, true), 'invalid-image: the BMP image ends before'],
    ['pixels within the header', patched(file, 10, 53, 4, true), 'invalid-image: the BMP image has its pixels within its header'],
    ['run lengths', patched(imageBytes('bmp-palette-8.bmp'), 30, 1, 4, true), 'unsupported-image: the BMP image has compression 1 with 8 bits a pixel'],
    ['16 bits', patched(file, 28, 16, 2, true), 'unsupported-image: the BMP image has 16 bits a pixel'],
    ['a palette larger than its indices', patched(imageBytes('bmp-palette-8.bmp'), 46, 257, 4, true), 'invalid-image: the BMP image has a palette of 257 colours'],
  ])('%s', async (_, bytes, expected) => {
    expect(await messageOf(bytes)).toContain(expected);
  });
});

describe('TIFF', () => {
  /** A file whose directory names itself as the next one. */
  function followingItself(file: string): Uint8Array {
    const bytes = imageBytes(file);
    const view = new DataView(bytes.buffer);
    const start = view.getUint32(4, true);
    return patched(bytes, start + 2 + 12 * view.getUint16(start, true), start, 4, true);
  }

  /** Puts a number in the entry of a tag of a little-endian file. */
  function withTag(file: string, tag: number, value: number): Uint8Array {
    const bytes = imageBytes(file);
    const view = new DataView(bytes.buffer);
    const start = view.getUint32(4, true) + 2;
    for (let entry = start; ; entry += 12) {
      if (view.getUint16(entry, true) === tag) return patched(bytes, entry + 8, value, view.getUint16(entry + 2, true) === 3 ? 2 : 4, true);
    }
  }

  it.each<[string, Uint8Array, string]>([
    ['a very wide image', withTag('tiff-rgb-tiles-deflate.tif', 256, 65535 * 16), 'invalid-image'],
    ['a higher image than its strips', withTag('tiff-rgb-raw.tif', 257, 1000), 'invalid-image'],
    ['tiles of 65,520 pixels a side', withTag('tiff-rgb-tiles-deflate.tif', 322, 65520), 'invalid-image'],
    ['a directory that follows on itself', followingItself('tiff-float32.tif'), 'unsupported-image: the TIFF image has several pages'],
    ['a directory in its own header', patched(imageBytes('tiff-float32.tif'), 4, 0, 4, true), 'invalid-image'],
    ['an unknown compression', withTag('tiff-rgb-raw.tif', 259, 50000), 'unsupported-image: the TIFF image is compressed by Zstandard'],
  ])('%s', async (_, bytes, expected) => {
    expect(await messageOf(bytes)).toContain(expected);
  });
});

describe('WebP', () => {
  it('refuses 16,384 pixels a side', async () => {
    const file = imageBytes('webp-rgba.webp');
    expect(await messageOf(patched(file, 21, 0x0fffffff, 4, true))).toContain('record-too-large: the WebP image has 16384 × 16384 pixels of 3 uint8 samples');
  });

  it('refuses a canvas of another size', async () => {
    expect(await messageOf(patched(imageBytes('webp-extended.webp'), 24, 5, 2, true))).toBe('invalid-image: the WebP image has a canvas of another size than its picture');
  });
});
