/** PNG files to damage on purpose, with right checksums. */
import { crc32, deflateSync } from 'node:zlib';

/** A chunk with its checksum. */
export function pngChunk(type: string, data: Uint8Array): Uint8Array {
  const chunk = new Uint8Array(12 + data.length);
  const view = new DataView(chunk.buffer);
  view.setUint32(0, data.length);
  chunk.set(new TextEncoder().encode(type), 4);
  chunk.set(data, 8);
  view.setUint32(8 + data.length, crc32(chunk.subarray(4, 8 + data.length)));
  return chunk;
}

/** Fields of the header. */
export interface PngFields {
  readonly width: number;
  readonly height: number;
  readonly depth?: number;
  readonly colourType?: number;
  readonly interlace?: number;
}

/** The header chunk. */
export function pngHeader({ width, height, depth = 8, colourType = 0, interlace = 0 }: PngFields): Uint8Array {
  const data = new Uint8Array(13);
  const view = new DataView(data.buffer);
  view.setUint32(0, width);
  view.setUint32(4, height);
  data.set([depth, colourType, 0, 0, interlace], 8);
  return pngChunk('IHDR', data);
}

/** A file of chunks between signature and end. */
export function pngFile(...chunks: readonly Uint8Array[]): Uint8Array {
  return Uint8Array.from(Buffer.concat([Uint8Array.of(0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a), ...chunks, pngChunk('IEND', new Uint8Array(0))]));
}

/** An image data chunk of scanlines. */
export function pngData(scanlines: Uint8Array): Uint8Array {
  return pngChunk('IDAT', deflateSync(scanlines));
}

/** A copy with the checksums of all whole chunks made right, so that damage reaches what lies behind them. */
export function withRightChecksums(file: Uint8Array): Uint8Array {
  const mended = Uint8Array.from(file);
  const view = new DataView(mended.buffer);
  for (let start = 8; start + 12 <= mended.length;) {
    const end = start + 8 + view.getUint32(start);
    if (end + 4 > mended.length) break;
    view.setUint32(end, crc32(mended.subarray(start + 4, end)));
    start = end + 4;
  }
  return mended;
}
