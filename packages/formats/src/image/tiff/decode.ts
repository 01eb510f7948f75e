/** TIFF to tensor (TIFF 6.0). */
import type { Tensor } from '@datasig/core';
import { scaleToByte } from '../bits.ts';
import { invalidImage } from '../errors.ts';
import { decodedByteLength, type ImageLayout, imageTensor } from '../layout.ts';
import { applyPalette } from '../palette.ts';
import { canHold, decompressSegment } from './decompress.ts';
import { readTiffDirectory } from './directory.ts';
import { readTiffHeader, type TiffHeader } from './header.ts';
import { placeSegment, restoreRows, segmentRowByteLength, segmentSampleCount } from './samples.ts';
import { readTiffGrid, readTiffSegments, type TiffGrid, type TiffSegment } from './segments.ts';

/**
 * Decodes a TIFF file; the rules are told at `decodeImage`.
 *
 * @throws InvalidDataError `invalid-image`, `unsupported-image`, `record-too-large`
 */
export function decodeTiff(bytes: Uint8Array, byteLimit: number): Tensor {
  const directory = readTiffDirectory(bytes);
  const header = readTiffHeader(directory);
  const palette = header.colour === 'palette' ? paletteOf(header.colourMap) : undefined;
  const layout: ImageLayout = { ...header, channels: palette === undefined ? header.sampleCount : 3, dtype: palette?.dtype ?? header.dtype };
  decodedByteLength('TIFF', layout, byteLimit);
  const grid = readTiffGrid(directory, header);
  checkPadded(header, grid, byteLimit);
  const rowByteLength = segmentRowByteLength(header, grid);
  const leastByteLength = ({ y }: TiffSegment): number => rowByteLength * (grid.isTiled ? grid.height : Math.min(grid.height, header.height - y));
  const segments = readTiffSegments(bytes, directory, header, grid);
  if (!segments.every((segment) => canHold(segment.bytes.length, header.compression, leastByteLength(segment)))) throw invalidImage('TIFF', 'has fewer pixels than its tags say');
  const samples = new Uint8Array(decodedByteLength('TIFF', { ...header, channels: header.sampleCount }, byteLimit));
  for (const segment of segments) {
    const rows = decompressSegment(segment.bytes, header.compression, { least: leastByteLength(segment), most: grid.height * rowByteLength });
    restoreRows(rows, header, rowByteLength);
    placeSegment(rows, segment, header, grid, samples);
  }
  if (palette !== undefined) return imageTensor(layout, applyPalette('TIFF', samples, palette.entries, palette.dtype === 'uint8' ? 3 : 6));
  if (header.colour === 'white-is-zero') invert(samples, header.depth);
  if (header.depth < 8) scaleToByte(samples, header.depth);
  return imageTensor(layout, samples);
}

/** The padding of tiles counts as well: it is decompressed. */
function checkPadded(header: TiffHeader, grid: TiffGrid, byteLimit: number): void {
  decodedByteLength('TIFF', { width: grid.width * grid.across, height: grid.height * grid.down, channels: segmentSampleCount(header), dtype: header.dtype }, byteLimit);
}

/** Little-endian RGB entries. */
interface Palette {
  readonly entries: Uint8Array;
  readonly dtype: 'uint8' | 'uint16';
}

/** Colours of 8 bits come widened to 16, by zeros or by themselves; others have 16 bits. */
function paletteOf(colourMap: readonly number[]): Palette {
  const isBytes = colourMap.every((value) => (value & 0xff) === 0) || colourMap.every((value) => (value & 0xff) === value >> 8);
  const count = colourMap.length / 3;
  const entries = new Uint8Array(count * (isBytes ? 3 : 6));
  for (let entry = 0, place = 0; entry < count; entry++) {
    for (const value of [colourMap[entry]!, colourMap[count + entry]!, colourMap[2 * count + entry]!]) {
      if (!isBytes) entries[place++] = value & 0xff;
      entries[place++] = value >> 8;
    }
  }
  return { entries, dtype: isBytes ? 'uint8' : 'uint16' };
}

/** White is zero: every bit the other way round. */
function invert(samples: Uint8Array, depth: number): void {
  const mask = depth < 8 ? (1 << depth) - 1 : 0xff;
  for (let index = 0; index < samples.length; index++) samples[index] = samples[index]! ^ mask;
}
