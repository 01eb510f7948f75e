/** The predictor transform of lossless WebP undone (RFC 9649, section 4.1). */
import { invalidImage } from '../errors.ts';
import { addPixels, average } from './argb.ts';
import { blockCount, type UndoBlocks } from './blocks.ts';

const opaqueBlack = 0xff000000;

/** Adds to every pixel what its decoded neighbours predict. The parameters' green tells which of them and how. */
export const undoPrediction: UndoBlocks = (pixels, width, height, blocks, bits) => {
  const across = blockCount(width, bits);
  for (let row = 0, place = 0; row < height; row++) {
    for (let column = 0; column < width; column++, place++) {
      const mode = row === 0 ? (column === 0 ? 0 : 1) : column === 0 ? 2 : (blocks[(row >> bits) * across + (column >> bits)]! >>> 8) & 15;
      pixels[place] = addPixels(pixels[place]!, predict(mode, pixels, place, width));
    }
  }
};

/** The neighbour above the right border's right is the row's own first pixel, which follows the row above. */
function predict(mode: number, pixels: Uint32Array, place: number, width: number): number {
  if (mode === 0) return opaqueBlack;
  const left = pixels[place - 1]!;
  if (mode === 1) return left;
  const above = pixels[place - width]!;
  if (mode === 2) return above;
  const aboveRight = pixels[place - width + 1]!;
  const aboveLeft = pixels[place - width - 1]!;
  switch (mode) {
    case 3:
      return aboveRight;
    case 4:
      return aboveLeft;
    case 5:
      return average(average(left, aboveRight), above);
    case 6:
      return average(left, aboveLeft);
    case 7:
      return average(left, above);
    case 8:
      return average(aboveLeft, above);
    case 9:
      return average(above, aboveRight);
    case 10:
      return average(average(left, aboveLeft), average(above, aboveRight));
    case 11:
      return nearer(left, above, aboveLeft);
    case 12:
      return byChannel(left, above, aboveLeft, clampedSum);
    case 13:
      return byChannel(average(left, above), aboveLeft, 0, clampedHalf);
    default:
      throw invalidImage('WebP', 'is damaged: a predictor that WebP does not have');
  }
}

/** Whichever of left and above is nearer to left + above − above left, over all channels. */
function nearer(left: number, above: number, aboveLeft: number): number {
  let fromLeft = 0;
  let fromAbove = 0;
  for (let shift = 0; shift < 32; shift += 8) {
    const corner = (aboveLeft >>> shift) & 0xff;
    fromLeft += Math.abs(((above >>> shift) & 0xff) - corner);
    fromAbove += Math.abs(((left >>> shift) & 0xff) - corner);
  }
  return fromLeft < fromAbove ? left : above;
}

function byChannel(one: number, two: number, three: number, combine: (one: number, two: number, three: number) => number): number {
  let pixel = 0;
  for (let shift = 0; shift < 32; shift += 8) pixel |= combine((one >>> shift) & 0xff, (two >>> shift) & 0xff, (three >>> shift) & 0xff) << shift;
  return pixel >>> 0;
}

function clampedSum(left: number, above: number, aboveLeft: number): number {
  return clamp(left + above - aboveLeft);
}

function clampedHalf(mean: number, aboveLeft: number): number {
  return clamp(mean + Math.trunc((mean - aboveLeft) / 2));
}

function clamp(value: number): number {
  return value < 0 ? 0 : value > 255 ? 255 : value;
}
