/** The headers of a BMP file: Windows' BITMAPCOREHEADER and BITMAPINFOHEADER to version 5. */
import { invalidImage, unsupportedImage } from '../errors.ts';

/** What the headers say. */
export interface BmpHeader {
  readonly width: number;
  readonly height: number;
  /** Rows stand from the bottom upwards, as they mostly do. */
  readonly isBottomUp: boolean;
  /** Bits of a pixel: 1, 4, 8, 24 or 32. */
  readonly depth: number;
  /** Where in a pixel's 3 or 4 bytes red, green, blue and alpha stand; for depths of 24 and 32. */
  readonly channelBytes: readonly number[];
  /** Where pixels begin in the file. */
  readonly pixelStart: number;
  /** Where the palette stands in the file. */
  readonly paletteStart: number;
  readonly paletteEntryByteLength: number;
  readonly paletteEntryCount: number;
}

const fileHeaderLength = 14;
const coreHeaderLength = 12;
const infoHeaderLengths: readonly number[] = [40, 52, 56, 108, 124];
/** From this length on the colour masks are part of the header, and from the next one on there is one for alpha. */
const maskHeaderLength = 52;
const alphaMaskHeaderLength = 56;

/** Values of the compression field. */
const uncompressed = 0;
const bitFields = 3;
const alphaBitFields = 6;

/** Reads the headers. @throws InvalidDataError `invalid-image`, `unsupported-image` */
export function readBmpHeader(bytes: Uint8Array): BmpHeader {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const headerLength = bytes.length < fileHeaderLength + 4 ? 0 : view.getUint32(fileHeaderLength, true);
  if (headerLength === coreHeaderLength && bytes.length >= fileHeaderLength + coreHeaderLength) return readCoreHeader(view);
  if (headerLength >= 16 && headerLength <= 64 && !infoHeaderLengths.includes(headerLength)) throw unsupportedImage('the BMP image is of the OS/2 kind, which is not decoded');
  if (!infoHeaderLengths.includes(headerLength) || bytes.length < fileHeaderLength + headerLength) throw invalidImage('BMP', 'has no header that BMP has, or ends within it');
  return readInfoHeader(view, headerLength);
}

function readCoreHeader(view: DataView): BmpHeader {
  const depth = view.getUint16(24, true);
  if (view.getUint16(22, true) !== 1 || ![1, 4, 8, 24].includes(depth)) throw invalidImage('BMP', `has ${depth} bits a pixel or several planes, which its header does not allow`);
  return {
    width: view.getUint16(18, true), height: view.getUint16(20, true), isBottomUp: true, depth, channelBytes: [2, 1, 0],
    pixelStart: view.getUint32(10, true), paletteStart: fileHeaderLength + coreHeaderLength, paletteEntryByteLength: 3, paletteEntryCount: depth > 8 ? 0 : 1 << depth,
  };
}

function readInfoHeader(view: DataView, headerLength: number): BmpHeader {
  const depth = view.getUint16(28, true);
  const compression = view.getUint32(30, true);
  const height = view.getInt32(22, true);
  if (view.getUint16(26, true) !== 1) throw invalidImage('BMP', 'has several planes');
  checkKind(depth, compression);
  const hasMasks = compression !== uncompressed;
  // After a header of 40 bytes the masks stand where a palette would.
  const maskByteLength = hasMasks && headerLength < maskHeaderLength ? (compression === alphaBitFields ? 16 : 12) : 0;
  const entryCount = view.getUint32(46, true);
  if (depth <= 8 && entryCount > 1 << depth) throw invalidImage('BMP', `has a palette of ${entryCount} colours and ${depth} bits a pixel`);
  return {
    width: view.getInt32(18, true), height: Math.abs(height), isBottomUp: height > 0, depth,
    channelBytes: hasMasks ? maskedBytes(view, headerLength, compression) : [2, 1, 0],
    pixelStart: view.getUint32(10, true), paletteStart: fileHeaderLength + headerLength + maskByteLength, paletteEntryByteLength: 4,
    paletteEntryCount: depth > 8 ? 0 : entryCount === 0 ? 1 << depth : entryCount,
  };
}

function checkKind(depth: number, compression: number): void {
  if (![1, 4, 8, 16, 24, 32].includes(depth)) throw unsupportedImage(`the BMP image has ${depth} bits a pixel, which is not decoded`);
  if (depth === 16) throw unsupportedImage('the BMP image has 16 bits a pixel, which would have to be scaled to 8 bits a channel');
  if (compression !== uncompressed && !(depth === 32 && (compression === bitFields || compression === alphaBitFields))) {
    throw unsupportedImage(`the BMP image has compression ${compression} with ${depth} bits a pixel, which is not decoded`);
  }
}

/** The bytes that masks select. An absent or empty alpha mask gives no alpha. */
function maskedBytes(view: DataView, headerLength: number, compression: number): readonly number[] {
  const hasAlpha = headerLength >= alphaMaskHeaderLength || compression === alphaBitFields;
  const end = 54 + (hasAlpha ? 16 : 12);
  if (end > view.byteLength) throw invalidImage('BMP', 'ends within its header');
  const masks = [54, 58, 62].map((offset) => view.getUint32(offset, true));
  const alphaMask = hasAlpha ? view.getUint32(66, true) : 0;
  if (alphaMask !== 0) masks.push(alphaMask);
  const places = masks.map((mask) => [0xff, 0xff00, 0xff0000, 0xff000000].indexOf(mask));
  if (places.includes(-1) || new Set(places).size < places.length) throw unsupportedImage('the BMP image has colour masks other than one byte a channel');
  return places;
}
