/** Losslessly encoded images to tensors, by their contents. */
import type { Tensor } from '@datasig/core';
import { recordByteLimit } from '../format.ts';
import { unsupportedImage } from './errors.ts';
import { type ImageKind, imageKindOf } from './signature.ts';

type Decode = (bytes: Uint8Array, byteLimit: number) => Tensor;

/** Loaded when the first image of a kind comes: most runs need none. */
const loaders: Readonly<Record<'png' | 'bmp' | 'tiff' | 'webp', () => Promise<Decode>>> = {
  png: async () => (await import('./png/decode.ts')).decodePng,
  bmp: async () => (await import('./bmp/decode.ts')).decodeBmp,
  tiff: async () => (await import('./tiff/decode.ts')).decodeTiff,
  webp: async () => (await import('./webp/decode.ts')).decodeWebp,
};

const decoders = new Map<ImageKind, Decode>();

/**
 * The pixels of an image as the file stores them, row by row from the top: no colour management, gamma, rotation or
 * premultiplication, nothing rounded. File names play no role. The tensor owns its data; `bytes` stay as they are.
 *
 * Shape: [height, width] for one channel, else [height, width, channels] with the channels in the order grey, alpha or
 * red, green, blue, alpha. dtype: uint8, or uint16 for samples of 16 bits; TIFF also has other types, kept as they are.
 *
 * - **PNG**: greyscale of 1, 2 and 4 bits is multiplied by 255, 85 and 17, so that white is 255. A palette becomes
 *   red, green and blue. A `tRNS` chunk adds an alpha channel, also to greyscale: 0 for the colour it names, else
 *   opaque. Interlacing does not matter. All checksums are checked. Bytes after the end count for nothing.
 * - **BMP**: a palette becomes red, green and blue, unless it is the ramp from black to white (entry i is
 *   255 · i / (2^bits − 1)): that is greyscale, one channel. The fourth byte of 32 bits is an alpha channel where
 *   the header has a mask for it; without one it must be the same in all pixels, and is left out. Refused: 16 bits a pixel, run lengths, OS/2 version 2, other colour masks than bytes.
 * - **TIFF**: one page, in strips or tiles, all samples of one type, 1 to 64 bits: uint8 to uint64, int8 to int64,
 *   float16 to float64. Greyscale below 8 bits is multiplied as in PNG; where white is zero, unsigned samples are turned
 *   round. Palettes become uint8 colours where all their entries are 8-bit values widened (v · 256 or v · 257), else
 *   uint16 colours. Extra samples are further channels. Orientation is ignored. Compression: none, LZW, Deflate,
 *   PackBits, with horizontal differences of integers. Refused: several pages, BigTIFF, CMYK, YCbCr and other colour
 *   spaces, colours multiplied by alpha, every other compression.
 * - **WebP**: the lossless kind, alone or in the extended layout: red, green, blue, and alpha where the bitstream says
 *   that it is used. WebP has no greyscale. Colours under alpha 0 are those that the file holds.
 *
 * Refused with `unsupported-image`: JPEG, lossy WebP, GIF, animations, and every other content.
 *
 * @param byteLimit bytes that the tensor may have; checked before anything is allocated
 * @throws InvalidDataError `invalid-image` when it does not decode, `unsupported-image`, `record-too-large`
 */
export async function decodeImage(bytes: Uint8Array, byteLimit: number = recordByteLimit): Promise<Tensor> {
  const kind = imageKindOf(bytes);
  if (kind === 'jpeg') throw unsupportedImage('the image is a JPEG, which is lossy, and decoders differ in its pixels');
  if (kind === 'gif') throw unsupportedImage('the image is a GIF, which is not decoded');
  if (kind === undefined) throw unsupportedImage('the bytes begin like no image that is decoded; expected PNG, BMP, TIFF or lossless WebP');
  let decode = decoders.get(kind);
  if (decode === undefined) {
    decode = await loaders[kind]();
    decoders.set(kind, decode);
  }
  return decode(bytes, byteLimit);
}
