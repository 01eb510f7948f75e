/** Squares of 2^bits × 2^bits pixels, each of which has one pixel in a smaller image that tells how to decode it. */

/** How many blocks a width or height needs. */
export function blockCount(length: number, bits: number): number {
  return (length + (1 << bits) - 1) >> bits;
}

/** Undoes a transform in place. `blocks` has the parameters, row by row. */
export type UndoBlocks = (pixels: Uint32Array, width: number, height: number, blocks: Uint32Array, bits: number) => void;
