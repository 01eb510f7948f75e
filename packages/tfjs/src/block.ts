/** Blocks: what some rows hold at one place of an element, in memory of its own or of the backend's. */
import { InvalidDataError } from '@datasig/core';
import type { Value } from '@datasig/core/spec';
import type { NumericArray, NumericDtype } from './tensor-like.ts';

/** Rows of one dtype and shape. */
export type Block = NumericBlock | TextBlock | PlainBlock;

/** Numbers or booleans, row after row. */
export interface NumericBlock {
  readonly kind: 'numeric';
  readonly dtype: NumericDtype;
  readonly rowShape: readonly number[];
  readonly rowCount: number;
  readonly values: NumericArray;
}

/** Strings as the UTF-8 that TensorFlow.js keeps. */
export interface TextBlock {
  readonly kind: 'text';
  readonly rowShape: readonly number[];
  readonly rowCount: number;
  readonly values: readonly Uint8Array[];
}

/** What stands in an element without a tensor: numbers, strings, booleans, null; one value a row. */
interface PlainBlock {
  readonly kind: 'plain';
  readonly rowCount: number;
  readonly values: readonly Value[];
}

/** A block without its values. */
export type BlockHead = Omit<NumericBlock, 'values'> | Omit<TextBlock, 'values'> | Omit<PlainBlock, 'values'>;

/** Elements of a shape. */
export function elementCount(shape: readonly number[]): number {
  let count = 1;
  for (let axis = 0; axis < shape.length; axis++) count *= shape[axis]!;
  return count;
}

/** Bytes of a block: how much is held. */
export function blockByteLength(block: Block): number {
  if (block.kind === 'numeric') return block.values.byteLength;
  return block.kind === 'text' ? block.values.reduce((sum, { length }) => sum + length, 0) : 8 * block.rowCount;
}

/** Rows of a block; nothing is copied. */
export function sliceBlock(block: Block, start: number, end: number): Block {
  const rowCount = end - start;
  if (block.kind === 'plain') return { ...block, rowCount, values: block.values.slice(start, end) };
  const size = elementCount(block.rowShape);
  if (block.kind === 'text') return { ...block, rowCount, values: block.values.slice(start * size, end * size) };
  return { ...block, rowCount, values: block.values.subarray(start * size, end * size) as NumericArray };
}

const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

/** A string that stands where no column of text can be made. @throws InvalidDataError `invalid-utf8` */
export function decodeText(bytes: Uint8Array): string {
  try {
    return decoder.decode(bytes);
  } catch (error) {
    throw new InvalidDataError('invalid-utf8', 'a string is not valid UTF-8', {}, { cause: error });
  }
}
