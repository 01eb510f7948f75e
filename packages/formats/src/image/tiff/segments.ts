/** Where the strips or tiles of a TIFF file stand in the file and in the image (TIFF 6.0, sections 3 and 15). */
import { invalidImage } from '../errors.ts';
import { oneNumber, type TiffDirectory } from './directory.ts';
import type { TiffHeader } from './header.ts';

/** A rectangle of pixels, stored in one piece. */
export interface TiffSegment {
  /** Compressed bytes: a view of the file. */
  readonly bytes: Uint8Array;
  /** Upper left pixel. */
  readonly x: number;
  readonly y: number;
  /** The first sample that it holds; it holds one or all of a pixel's. */
  readonly sample: number;
}

/** The segments' size in pixels; those at the right and lower border go beyond the image, strips only where padded. */
export interface TiffGrid {
  readonly isTiled: boolean;
  readonly width: number;
  readonly height: number;
  readonly across: number;
  readonly down: number;
}

/** How the image is cut. @throws InvalidDataError `invalid-image` */
export function readTiffGrid(directory: TiffDirectory, { width, height }: TiffHeader): TiffGrid {
  const tileWidth = oneNumber(directory, 322, 0);
  const tileHeight = oneNumber(directory, 323, 0);
  const isTiled = tileWidth > 0 && tileHeight > 0;
  const grid = isTiled ? { width: tileWidth, height: tileHeight } : { width, height: Math.min(height, oneNumber(directory, 278, height)) };
  if (grid.height < 1) throw invalidImage('TIFF', 'has strips without pixels');
  return { isTiled, ...grid, across: Math.ceil(width / grid.width), down: Math.ceil(height / grid.height) };
}

/** The segments, in file order. @throws InvalidDataError `invalid-image` when there are not as many as the image needs, or one is beyond the file */
export function readTiffSegments(file: Uint8Array, directory: TiffDirectory, { sampleCount, isPlanar }: TiffHeader, grid: TiffGrid): readonly TiffSegment[] {
  const offsets = directory.numbers(grid.isTiled ? 324 : 273);
  const byteLengths = directory.numbers(grid.isTiled ? 325 : 279);
  const perPlane = grid.across * grid.down;
  const count = perPlane * (isPlanar ? sampleCount : 1);
  if (offsets.length !== count || byteLengths.length !== count) {
    throw invalidImage('TIFF', `has ${offsets.length} strips or tiles of ${byteLengths.length} lengths; its size needs ${count}`);
  }
  return offsets.map((start, index) => {
    const end = start + byteLengths[index]!;
    if (end > file.length) throw invalidImage('TIFF', 'ends too early');
    const place = index % perPlane;
    return { bytes: file.subarray(start, end), x: (place % grid.across) * grid.width, y: Math.floor(place / grid.across) * grid.height, sample: Math.floor(index / perPlane) };
  });
}
