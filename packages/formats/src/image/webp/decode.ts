/** Lossless WebP to tensor (RFC 9649). */
import type { Tensor } from '@datasig/core';
import { invalidImage } from '../errors.ts';
import { decodedByteLength, type ImageLayout, imageTensor } from '../layout.ts';
import { BitReader } from './bit-reader.ts';
import { findWebpImage } from './container.ts';
import { readEntropyImage } from './entropy-image.ts';
import { readTransforms } from './transforms.ts';

const signature = 0x2f;

/**
 * Decodes a WebP file; the rules are told at `decodeImage`.
 *
 * @throws InvalidDataError `invalid-image`, `unsupported-image`, `record-too-large`
 */
export function decodeWebp(bytes: Uint8Array, byteLimit: number): Tensor {
  const { data, canvas } = findWebpImage(bytes);
  const reader = new BitReader(data);
  if (reader.read(8) !== signature) throw invalidImage('WebP', 'has no lossless bitstream where it says');
  const width = reader.read(14) + 1;
  const height = reader.read(14) + 1;
  const hasAlpha = reader.read(1) === 1;
  if (reader.read(3) !== 0) throw invalidImage('WebP', 'has a version that WebP does not have');
  reader.assertInside();
  if (canvas !== undefined && (canvas.width !== width || canvas.height !== height)) throw invalidImage('WebP', 'has a canvas of another size than its picture');
  const layout: ImageLayout = { width, height, channels: hasAlpha ? 4 : 3, dtype: 'uint8' };
  const byteLength = decodedByteLength('WebP', layout, byteLimit);
  const { undo, codedWidth } = readTransforms(reader, width, height);
  let pixels = readEntropyImage(reader, codedWidth, height, true);
  for (const step of undo) pixels = step(pixels);
  return imageTensor(layout, channels(pixels, layout.channels, byteLength));
}

/** ARGB numbers as red, green, blue and, where wanted, alpha: in their own memory, since no pixel's bytes go beyond its number's. */
function channels(pixels: Uint32Array, count: number, byteLength: number): Uint8Array {
  const bytes = new Uint8Array(pixels.buffer, 0, byteLength);
  let place = 0;
  for (let index = 0; index < pixels.length; index++) {
    const pixel = pixels[index]!;
    bytes[place++] = pixel >>> 16;
    bytes[place++] = pixel >>> 8;
    bytes[place++] = pixel;
    if (count === 4) bytes[place++] = pixel >>> 24;
  }
  return bytes;
}
