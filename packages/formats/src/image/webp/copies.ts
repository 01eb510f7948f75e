/** Lengths and distances of copies in lossless WebP (RFC 9649, section 3.6.2.2). */
import type { BitReader } from './bit-reader.ts';

/** A number of 1 or more, written as a prefix and further bits. */
export function readPrefixedNumber(reader: BitReader, prefix: number): number {
  if (prefix < 4) return prefix + 1;
  const bits = (prefix - 2) >> 1;
  return ((2 + (prefix & 1)) << bits) + reader.read(bits) + 1;
}

/** A neighbour: so many pixels to the left (or right, when negative) and rows above. */
interface Neighbour {
  readonly left: number;
  readonly above: number;
}

/** The 120 nearest pixels that come before one, the nearest first; at equal distance those in nearer columns, left before right. */
const neighbours: readonly Neighbour[] = Array.from({ length: 8 * 16 }, (_, index): Neighbour => ({ above: index >> 4, left: (index & 15) - 7 }))
  .filter(({ left, above }) => above > 0 || left > 0)
  .sort((one, other) => squared(one) - squared(other) || Math.abs(one.left) - Math.abs(other.left) || other.left - one.left);

function squared({ left, above }: Neighbour): number {
  return left * left + above * above;
}

/** How many pixels back a copy begins: the first 120 codes name a neighbour. */
export function copyDistance(code: number, width: number): number {
  const neighbour = neighbours[code - 1];
  if (neighbour === undefined) return code - neighbours.length;
  return Math.max(1, neighbour.left + neighbour.above * width);
}
