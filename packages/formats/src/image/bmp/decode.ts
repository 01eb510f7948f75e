/** BMP to tensor. */
import type { Tensor } from '@datasig/core';
import { unpackBits } from '../bits.ts';
import { invalidImage, unsupportedImage } from '../errors.ts';
import { decodedByteLength, type ImageLayout, imageTensor } from '../layout.ts';
import { applyPalette } from '../palette.ts';
import { type BmpHeader, readBmpHeader } from './header.ts';

/**
 * Decodes a BMP file; the rules are told at `decodeImage`.
 *
 * @throws InvalidDataError `invalid-image`, `unsupported-image`, `record-too-large`
 */
export function decodeBmp(bytes: Uint8Array, byteLimit: number): Tensor {
  const header = readBmpHeader(bytes);
  const palette = header.depth > 8 ? undefined : readPalette(bytes, header);
  const layout: ImageLayout = { width: header.width, height: header.height, channels: palette?.entryByteLength ?? header.channelBytes.length, dtype: 'uint8' };
  const byteLength = decodedByteLength('BMP', layout, byteLimit);
  const rowByteLength = Math.ceil((header.width * header.depth) / 32) * 4;
  if (header.pixelStart < header.paletteStart + header.paletteEntryByteLength * header.paletteEntryCount) throw invalidImage('BMP', 'has its pixels within its header');
  if (header.pixelStart + rowByteLength * header.height > bytes.length) throw invalidImage('BMP', 'ends before the number of pixels that its header says');
  if (header.depth === 32 && header.channelBytes.length === 3) checkFourthChannel(bytes, header);
  const pixels = new Uint8Array(byteLength);
  for (let row = 0; row < header.height; row++) {
    const start = header.pixelStart + rowByteLength * (header.isBottomUp ? header.height - 1 - row : row);
    const stored = bytes.subarray(start, start + rowByteLength);
    pixels.set(palette === undefined ? channels(stored, header) : coloured(stored, header, palette), row * header.width * layout.channels);
  }
  return imageTensor(layout, pixels);
}

/** Some writers put an alpha channel where the header says that nothing stands; constant bytes cannot be one that matters. */
function checkFourthChannel(bytes: Uint8Array, { width, height, pixelStart, channelBytes }: BmpHeader): void {
  const fourth = 6 - channelBytes.reduce((sum, byte) => sum + byte, 0);
  const first = bytes[pixelStart + fourth]!;
  for (let place = pixelStart + fourth; place < pixelStart + width * height * 4; place += 4) {
    if (bytes[place] !== first) throw unsupportedImage('the BMP image has a fourth channel, and its header does not say that it is alpha');
  }
}

/** A palette of grey values, or of RGB colours. */
interface Palette {
  readonly entries: Uint8Array;
  readonly entryByteLength: 1 | 3;
}

/** A palette that is the ramp from black to white stands for greyscale, which BMP has no other way to say. */
function readPalette(bytes: Uint8Array, { depth, paletteStart, paletteEntryByteLength, paletteEntryCount }: BmpHeader): Palette {
  if (paletteStart + paletteEntryByteLength * paletteEntryCount > bytes.length) throw invalidImage('BMP', 'ends within its palette');
  const colours = new Uint8Array(paletteEntryCount * 3);
  const greys = new Uint8Array(paletteEntryCount);
  let isRamp = true;
  for (let entry = 0; entry < paletteEntryCount; entry++) {
    const start = paletteStart + entry * paletteEntryByteLength;
    greys[entry] = (entry * 255) / ((1 << depth) - 1);
    for (let channel = 0; channel < 3; channel++) {
      const value = bytes[start + 2 - channel]!;
      colours[entry * 3 + channel] = value;
      isRamp &&= value === greys[entry];
    }
  }
  return isRamp ? { entries: greys, entryByteLength: 1 } : { entries: colours, entryByteLength: 3 };
}

function coloured(stored: Uint8Array, { width, depth }: BmpHeader, { entries, entryByteLength }: Palette): Uint8Array {
  return applyPalette('BMP', depth === 8 ? stored.subarray(0, width) : unpackBits(stored, depth, width), entries, entryByteLength);
}

function channels(stored: Uint8Array, { width, depth, channelBytes }: BmpHeader): Uint8Array {
  const row = new Uint8Array(width * channelBytes.length);
  const pixelByteLength = depth / 8;
  for (let pixel = 0, place = 0; pixel < width; pixel++) {
    for (const byte of channelBytes) row[place++] = stored[pixel * pixelByteLength + byte]!;
  }
  return row;
}
