/** From decompressed strips and tiles to samples in order. */
import { unpackBits } from '../bits.ts';
import { reverseSamples } from '../byte-order.ts';
import { sampleByteLength } from '../layout.ts';
import type { TiffHeader } from './header.ts';
import type { TiffGrid, TiffSegment } from './segments.ts';

/** Samples of a pixel that one segment holds. */
export function segmentSampleCount({ isPlanar, sampleCount }: TiffHeader): number {
  return isPlanar ? 1 : sampleCount;
}

/** Bytes of a row of a segment. */
export function segmentRowByteLength(header: TiffHeader, { width }: TiffGrid): number {
  return Math.ceil((width * segmentSampleCount(header) * header.depth) / 8);
}

/** Undoes byte order and differences of whole rows, in place. */
export function restoreRows(rows: Uint8Array, header: TiffHeader, rowByteLength: number): void {
  const byteLength = sampleByteLength(header.dtype);
  if (!header.isLittleEndian && byteLength > 1) reverseSamples(rows, byteLength);
  if (!header.isDifferenced) return;
  const distance = segmentSampleCount(header) * byteLength;
  for (let start = 0; start + rowByteLength <= rows.length; start += rowByteLength) sumRow(rows.subarray(start, start + rowByteLength), distance, byteLength);
}

/** Adds to every little-endian sample the one `distance` bytes before it. */
function sumRow(row: Uint8Array, distance: number, byteLength: number): void {
  for (let start = distance; start < row.length; start += byteLength) {
    let carry = 0;
    for (let index = start; index < start + byteLength; index++) {
      const sum = row[index]! + row[index - distance]! + carry;
      row[index] = sum;
      carry = sum >> 8;
    }
  }
}

/** Puts a segment's pixels in their place; what is beyond the image is padding. */
export function placeSegment(rows: Uint8Array, segment: TiffSegment, header: TiffHeader, grid: TiffGrid, samples: Uint8Array): void {
  const byteLength = sampleByteLength(header.dtype);
  const pixelByteLength = header.sampleCount * byteLength;
  const heldByteLength = segmentSampleCount(header) * byteLength;
  const rowByteLength = segmentRowByteLength(header, grid);
  const width = Math.min(grid.width, header.width - segment.x);
  const height = Math.min(grid.height, header.height - segment.y);
  for (let row = 0; row < height; row++) {
    const packed = rows.subarray(row * rowByteLength, (row + 1) * rowByteLength);
    const stored = header.depth < 8 ? unpackBits(packed, header.depth, width) : packed.subarray(0, width * heldByteLength);
    const place = ((segment.y + row) * header.width + segment.x) * pixelByteLength + segment.sample * byteLength;
    if (heldByteLength === pixelByteLength) samples.set(stored, place);
    else scatter(stored, byteLength, samples, place, pixelByteLength);
  }
}

function scatter(stored: Uint8Array, byteLength: number, samples: Uint8Array, start: number, step: number): void {
  for (let from = 0, to = start; from < stored.length; from += byteLength, to += step) {
    for (let byte = 0; byte < byteLength; byte++) samples[to + byte] = stored[from + byte]!;
  }
}
