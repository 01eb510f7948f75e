/** The entropy-coded images of lossless WebP: literals, copies and colours from the cache (RFC 9649, sections 3.5 to 3.7). */
import { invalidImage, unsupportedImage } from '../errors.ts';
import type { BitReader } from './bit-reader.ts';
import { blockCount } from './blocks.ts';
import { readPrefixCode } from './code-lengths.ts';
import { copyDistance, readPrefixedNumber } from './copies.ts';
import type { PrefixCode } from './prefix-code.ts';

/** The five codes of a region. */
interface CodeGroup {
  /** Green, the lengths of copies and the places in the colour cache. */
  readonly green: PrefixCode;
  readonly red: PrefixCode;
  readonly blue: PrefixCode;
  readonly alpha: PrefixCode;
  readonly distance: PrefixCode;
}

/** Which codes count where. */
interface Regions {
  readonly groups: readonly CodeGroup[];
  /** By region, row by row; absent when one group serves all. */
  readonly groupOf?: Uint16Array;
  /** Regions are squares of 2^bits pixels. */
  readonly bits: number;
  readonly across: number;
}

const literalCount = 256;
const lengthCount = 24;
const distanceCount = 40;
/** All codes of one image together; images of real encoders stay far below. */
const codeByteLimit = 64 * 1024 * 1024;

/**
 * Reads an image of `width` × `height` ARGB pixels.
 *
 * @param isMain whether it is the picture itself, which alone has regions with codes of their own
 * @throws InvalidDataError `invalid-image`, `unsupported-image` for codes of more than 64 MiB
 */
export function readEntropyImage(reader: BitReader, width: number, height: number, isMain: boolean): Uint32Array {
  const cacheBits = reader.read(1) === 1 ? reader.read(4) : 0;
  if (cacheBits > 11) throw invalidImage('WebP', 'is damaged: its colour cache is too large');
  const regions = readRegions(reader, width, height, isMain, cacheBits === 0 ? 0 : 1 << cacheBits);
  return readPixels(reader, width, height, regions, cacheBits);
}

function readRegions(reader: BitReader, width: number, height: number, isMain: boolean, cacheSize: number): Regions {
  if (!isMain || reader.read(1) === 0) return { groups: readGroups(reader, 1, cacheSize), bits: 31, across: 1 };
  const bits = reader.read(3) + 2;
  const across = blockCount(width, bits);
  const written = Uint16Array.from(readEntropyImage(reader, across, blockCount(height, bits), false), (pixel) => (pixel >>> 8) & 0xffff);
  let count = 0;
  for (const group of written) count = Math.max(count, group + 1);
  return { groups: readGroups(reader, count, cacheSize), groupOf: written, bits, across };
}

function readGroups(reader: BitReader, count: number, cacheSize: number): readonly CodeGroup[] {
  const groups: CodeGroup[] = [];
  let byteLength = 0;
  for (let index = 0; index < count; index++) {
    const green = readPrefixCode(reader, literalCount + lengthCount + cacheSize);
    const red = readPrefixCode(reader, literalCount);
    const blue = readPrefixCode(reader, literalCount);
    const alpha = readPrefixCode(reader, literalCount);
    const distance = readPrefixCode(reader, distanceCount);
    for (const code of [green, red, blue, alpha, distance]) byteLength += code.byteLength;
    if (byteLength > codeByteLimit) throw unsupportedImage('the WebP image has prefix codes of more than 64 MiB');
    groups.push({ green, red, blue, alpha, distance });
  }
  return groups;
}

function readPixels(reader: BitReader, width: number, height: number, { groups, groupOf, bits, across }: Regions, cacheBits: number): Uint32Array {
  const pixels = new Uint32Array(width * height);
  const cache = new Uint32Array(cacheBits === 0 ? 0 : 1 << cacheBits);
  const remember = (pixel: number): void => {
    if (cacheBits > 0) cache[Math.imul(0x1e35a7bd, pixel) >>> (32 - cacheBits)] = pixel;
  };
  let place = 0;
  for (let column = 0, row = 0; place < pixels.length;) {
    const group = groups[groupOf === undefined ? 0 : groupOf[(row >> bits) * across + (column >> bits)]!]!;
    const symbol = group.green.read(reader);
    let length = 1;
    if (symbol < literalCount) {
      const red = group.red.read(reader);
      const blue = group.blue.read(reader);
      const pixel = ((group.alpha.read(reader) << 24) | (red << 16) | (symbol << 8) | blue) >>> 0;
      pixels[place++] = pixel;
      remember(pixel);
    } else if (symbol >= literalCount + lengthCount) {
      const pixel = cache[symbol - literalCount - lengthCount]!;
      pixels[place++] = pixel;
      remember(pixel);
    } else {
      length = readPrefixedNumber(reader, symbol - literalCount);
      const distance = copyDistance(readPrefixedNumber(reader, group.distance.read(reader)), width);
      if (distance > place || place + length > pixels.length) throw invalidImage('WebP', 'is damaged: a copy goes beyond the picture');
      for (const end = place + length; place < end; place++) {
        const pixel = pixels[place - distance]!;
        pixels[place] = pixel;
        remember(pixel);
      }
    }
    reader.assertInside();
    column += length;
    while (column >= width) {
      column -= width;
      row++;
    }
  }
  return pixels;
}
