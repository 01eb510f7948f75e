/** From a PNG's inflated bytes to its samples: filters, interlacing and packed bits are undone. */
import { unpackBits } from '../bits.ts';
import { reverseSamples } from '../byte-order.ts';
import { invalidImage } from '../errors.ts';
import type { PngHeader } from './header.ts';
import { unfilterRow } from './unfilter.ts';

/** A reduced image: every `stepX`-th pixel of every `stepY`-th row, from `x`, `y` on. */
interface Pass {
  readonly x: number;
  readonly y: number;
  readonly stepX: number;
  readonly stepY: number;
}

const wholeImage: readonly Pass[] = [{ x: 0, y: 0, stepX: 1, stepY: 1 }];

/** Adam7 (W3C PNG, section 8.1). */
const adam7: readonly Pass[] = [
  { x: 0, y: 0, stepX: 8, stepY: 8 },
  { x: 4, y: 0, stepX: 8, stepY: 8 },
  { x: 0, y: 4, stepX: 4, stepY: 8 },
  { x: 2, y: 0, stepX: 4, stepY: 4 },
  { x: 0, y: 2, stepX: 2, stepY: 4 },
  { x: 1, y: 0, stepX: 2, stepY: 2 },
  { x: 0, y: 1, stepX: 1, stepY: 2 },
];

/** A pass and its size in pixels and bytes. */
interface SizedPass extends Pass {
  readonly width: number;
  readonly height: number;
  readonly rowByteLength: number;
}

function passesOf({ width, height, depth, sampleCount, interlaced }: PngHeader): readonly SizedPass[] {
  const passes = (interlaced ? adam7 : wholeImage).map((pass): SizedPass => {
    const passWidth = Math.max(0, Math.ceil((width - pass.x) / pass.stepX));
    return { ...pass, width: passWidth, height: Math.max(0, Math.ceil((height - pass.y) / pass.stepY)), rowByteLength: Math.ceil((passWidth * sampleCount * depth) / 8) };
  });
  return passes.filter((pass) => pass.width > 0 && pass.height > 0);
}

/** Bytes that the image data inflate to. */
export function scanlineByteLength(header: PngHeader): number {
  return passesOf(header).reduce((sum, { height, rowByteLength }) => sum + height * (1 + rowByteLength), 0);
}

/**
 * The samples in order, one byte each, or two with the lower first for a depth of 16. Takes
 * over `scanlines`: where rows of whole bytes follow each other, they only move together.
 *
 * @param scanlines of the length that {@link scanlineByteLength} says
 * @throws InvalidDataError `invalid-image` for an unknown filter
 */
export function readSamples(scanlines: Uint8Array, header: PngHeader): Uint8Array {
  const { width, height, depth, sampleCount } = header;
  const pixelByteLength = sampleCount * (depth === 16 ? 2 : 1);
  const filterDistance = Math.max(1, (sampleCount * depth) / 8);
  const byteLength = width * height * pixelByteLength;
  const samples = header.interlaced || depth < 8 ? new Uint8Array(byteLength) : scanlines.subarray(0, byteLength);
  let start = 0;
  for (const pass of passesOf(header)) {
    let previous: Uint8Array = new Uint8Array(pass.rowByteLength);
    for (let passRow = 0; passRow < pass.height; passRow++) {
      const row = scanlines.subarray(start + 1, start + 1 + pass.rowByteLength);
      if (!unfilterRow(scanlines[start]!, row, previous, filterDistance)) throw invalidImage('PNG', 'has a row with a filter that PNG does not have');
      const place = ((pass.y + passRow * pass.stepY) * width + pass.x) * pixelByteLength;
      placeRow(wholeSamples(row, pass.width * sampleCount, depth), samples, place, pixelByteLength, pass.stepX);
      previous = samples.buffer === scanlines.buffer ? samples.subarray(place, place + pass.rowByteLength) : row;
      start += 1 + pass.rowByteLength;
    }
  }
  if (depth === 16) reverseSamples(samples, 2);
  return samples;
}

function wholeSamples(row: Uint8Array, sampleCount: number, depth: number): Uint8Array {
  return depth < 8 ? unpackBits(row, depth, sampleCount) : row;
}

function placeRow(row: Uint8Array, samples: Uint8Array, start: number, pixelByteLength: number, step: number): void {
  if (step === 1) return samples.set(row, start);
  for (let from = 0, to = start; from < row.length; from += pixelByteLength, to += step * pixelByteLength) {
    for (let byte = 0; byte < pixelByteLength; byte++) samples[to + byte] = row[from + byte]!;
  }
}
