/** The transforms of lossless WebP, read and undone (RFC 9649, section 4). */
import { invalidImage } from '../errors.ts';
import { addPixels } from './argb.ts';
import type { BitReader } from './bit-reader.ts';
import { blockCount, type UndoBlocks } from './blocks.ts';
import { readEntropyImage } from './entropy-image.ts';
import { undoPrediction } from './prediction.ts';

/** Undoes one transform of an image; gives a new array where the width changes. */
type Undo = (pixels: Uint32Array) => Uint32Array;

/** The transforms of a picture. */
export interface Transforms {
  /** In the order in which they are to be undone. */
  readonly undo: readonly Undo[];
  /** Width of the picture as coded: packed pixels of few colours count as one. */
  readonly codedWidth: number;
}

/** Reads the transforms of a picture. @throws InvalidDataError `invalid-image` */
export function readTransforms(reader: BitReader, width: number, height: number): Transforms {
  const undo: Undo[] = [];
  const seen = new Set<number>();
  let codedWidth = width;
  while (reader.read(1) === 1) {
    const type = reader.read(2);
    if (seen.has(type)) throw invalidImage('WebP', 'is damaged: a transform comes twice');
    seen.add(type);
    switch (type) {
      case 0:
        undo.unshift(readBlocks(reader, codedWidth, height, undoPrediction));
        break;
      case 1:
        undo.unshift(readBlocks(reader, codedWidth, height, undoColourTransform));
        break;
      case 2:
        undo.unshift(undoSubtractGreen);
        break;
      default: {
        const { table, packing } = readColourTable(reader);
        const unpackedWidth = codedWidth;
        codedWidth = blockCount(codedWidth, packing);
        undo.unshift((pixels) => undoColourIndexing(pixels, unpackedWidth, height, table, packing));
      }
    }
  }
  return { undo, codedWidth };
}

function readBlocks(reader: BitReader, width: number, height: number, undoBlocks: UndoBlocks): Undo {
  const bits = reader.read(3) + 2;
  const blocks = readEntropyImage(reader, blockCount(width, bits), blockCount(height, bits), false);
  return (pixels) => {
    undoBlocks(pixels, width, height, blocks, bits);
    return pixels;
  };
}

interface ColourTable {
  readonly table: Uint32Array;
  /** 2^packing indices stand in one pixel. */
  readonly packing: number;
}

function readColourTable(reader: BitReader): ColourTable {
  const size = reader.read(8) + 1;
  const table = readEntropyImage(reader, size, 1, false);
  for (let index = 1; index < size; index++) table[index] = addPixels(table[index]!, table[index - 1]!);
  return { table, packing: size <= 2 ? 3 : size <= 4 ? 2 : size <= 16 ? 1 : 0 };
}

/** Colours beyond the table are transparent black, as the specification says. */
function undoColourIndexing(pixels: Uint32Array, width: number, height: number, table: Uint32Array, packing: number): Uint32Array {
  const codedWidth = blockCount(width, packing);
  const bits = 8 >> packing;
  const mask = (1 << bits) - 1;
  const perPixel = (1 << packing) - 1;
  const unpacked = packing === 0 ? pixels : new Uint32Array(width * height);
  for (let row = 0, place = 0; row < height; row++) {
    for (let column = 0; column < width; column++) {
      const green = (pixels[row * codedWidth + (column >> packing)]! >>> 8) & 0xff;
      unpacked[place++] = table[(green >> (bits * (column & perPixel))) & mask] ?? 0;
    }
  }
  return unpacked;
}

const undoSubtractGreen: Undo = (pixels) => {
  for (let index = 0; index < pixels.length; index++) {
    const pixel = pixels[index]!;
    const green = (pixel >>> 8) & 0xff;
    pixels[index] = ((pixel & 0xff00ff00) | (((pixel & 0x00ff00ff) + ((green << 16) | green)) & 0x00ff00ff)) >>> 0;
  }
  return pixels;
};

const undoColourTransform: UndoBlocks = (pixels, width, height, blocks, bits) => {
  const across = blockCount(width, bits);
  for (let row = 0, place = 0; row < height; row++) {
    for (let column = 0; column < width; column++, place++) {
      const block = blocks[(row >> bits) * across + (column >> bits)]!;
      const pixel = pixels[place]!;
      const green = (pixel >>> 8) & 0xff;
      const red = ((pixel >>> 16) + share(block, green)) & 0xff;
      const blue = (pixel + share(block >>> 8, green) + share(block >>> 16, red)) & 0xff;
      pixels[place] = ((pixel & 0xff00ff00) | (red << 16) | blue) >>> 0;
    }
  }
};

/** A signed fixed-point factor, the low byte of `factor` in 32nds, of a signed byte. */
function share(factor: number, colour: number): number {
  return (((factor << 24) >> 24) * ((colour << 24) >> 24)) >> 5;
}
