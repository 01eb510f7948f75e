/** PNG to tensor (W3C PNG, third edition). */
import type { Tensor } from '@datasig/core';
import { scaleToByte } from '../bits.ts';
import { invalidImage } from '../errors.ts';
import { inflate } from '../inflate.ts';
import { decodedByteLength, type ImageLayout, imageTensor } from '../layout.ts';
import { applyPalette } from '../palette.ts';
import { type PngChunks, readPngChunks } from './chunks.ts';
import { readSamples, scanlineByteLength } from './scanlines.ts';
import { addKeyedAlpha, paletteWithAlpha } from './transparency.ts';

/**
 * Decodes a PNG file; the rules are told at `decodeImage`.
 *
 * @throws InvalidDataError `invalid-image`, `unsupported-image`, `record-too-large`
 */
export function decodePng(bytes: Uint8Array, byteLimit: number): Tensor {
  const chunks = readPngChunks(bytes);
  const { header, transparency } = chunks;
  checkColourChunks(chunks);
  const layout = layoutOf(chunks);
  decodedByteLength('PNG', layout, byteLimit);
  const byteLength = scanlineByteLength(header);
  const samples = readSamples(inflate('PNG', joined(chunks.data), { least: byteLength, most: byteLength }), header);
  if (header.colour === 'indexed') {
    const palette = paletteWithAlpha(chunks.palette!, transparency);
    return imageTensor(layout, applyPalette('PNG', samples, palette, layout.channels));
  }
  const pixels = transparency === undefined ? samples : addKeyedAlpha(samples, transparency, header);
  if (header.depth < 8) scaleColour(pixels, header.depth, layout.channels);
  return imageTensor(layout, pixels);
}

function layoutOf({ header: { width, height, depth, colour, sampleCount }, transparency }: PngChunks): ImageLayout {
  const colourChannels = colour === 'indexed' ? 3 : sampleCount;
  return { width, height, channels: colourChannels + (transparency === undefined ? 0 : 1), dtype: depth === 16 ? 'uint16' : 'uint8' };
}

function checkColourChunks({ header: { colour, depth, sampleCount }, palette, transparency }: PngChunks): void {
  const entryLimit = colour === 'indexed' ? 1 << depth : colour.startsWith('truecolour') ? 256 : 0;
  const entryCount = (palette?.length ?? 0) / 3;
  const isPaletteRight = palette === undefined ? colour !== 'indexed' : entryCount > 0 && entryCount <= entryLimit && Number.isInteger(entryCount);
  if (!isPaletteRight) throw invalidImage('PNG', 'has a palette that does not fit its colour type');
  if (transparency === undefined) return;
  const { length } = transparency;
  const isTransparencyRight = colour === 'indexed' ? length > 0 && length <= entryCount : !colour.endsWith('alpha') && length === 2 * sampleCount;
  if (!isTransparencyRight) throw invalidImage('PNG', 'has a transparency chunk that does not fit its colour type');
}

/** A keyed alpha is 0 or 255 already. */
function scaleColour(pixels: Uint8Array, depth: number, channels: number): void {
  if (channels === 1) return scaleToByte(pixels, depth);
  const factor = 255 / ((1 << depth) - 1);
  for (let index = 0; index < pixels.length; index += channels) pixels[index] = pixels[index]! * factor;
}

function joined(pieces: readonly Uint8Array[]): Uint8Array {
  if (pieces.length === 1) return pieces[0]!;
  const whole = new Uint8Array(pieces.reduce((sum, { length }) => sum + length, 0));
  let end = 0;
  for (const piece of pieces) {
    whole.set(piece, end);
    end += piece.length;
  }
  return whole;
}
