/** Physical values: what pages hold before logical types are looked at. */
import { copyBytes } from './copy.ts';

/** Byte strings one after another: value i is `bytes[offsets[i], offsets[i + 1])`. */
export interface Runs {
  readonly offsets: Uint32Array;
  readonly bytes: Uint8Array;
}

/** Values of one physical type. */
export type Physical =
  | { readonly type: 'bool'; readonly values: Uint8Array }
  | { readonly type: 'int32'; readonly values: Int32Array }
  | { readonly type: 'int64'; readonly values: BigInt64Array }
  | { readonly type: 'float'; readonly values: Float32Array }
  | { readonly type: 'double'; readonly values: Float64Array }
  /** Byte arrays, fixed or not, and INT96. */
  | { readonly type: 'runs'; readonly offsets: Uint32Array; readonly bytes: Uint8Array };

/** The values of a block, handed out from front to back. */
export interface ValueQueue {
  /** Whether the values are byte strings; all others take 8 bytes or less. */
  readonly isRuns: boolean;
  /** Bytes that the next `count` values will take together. */
  byteLengthOf(count: number): number;
  /** The next `count` values; their buffers may be views of the page. */
  take(count: number): Physical;
}

/** How many values there are. */
export function countOf(physical: Physical): number {
  return physical.type === 'runs' ? physical.offsets.length - 1 : physical.values.length;
}

/** A queue of values that are all there. */
export class WholeQueue implements ValueQueue {
  readonly isRuns: boolean;
  readonly #physical: Physical;
  #position = 0;

  constructor(physical: Physical) {
    this.isRuns = physical.type === 'runs';
    this.#physical = physical;
  }

  byteLengthOf(count: number): number {
    if (this.#physical.type !== 'runs') return 8 * count;
    return this.#physical.offsets[this.#position + count]! - this.#physical.offsets[this.#position]!;
  }

  take(count: number): Physical {
    const start = this.#position;
    this.#position += count;
    return slicePhysical(this.#physical, start, start + count);
  }
}

/** Values `[start, end)`; a view. */
export function slicePhysical(physical: Physical, start: number, end: number): Physical {
  if (physical.type === 'runs') return { ...physical, offsets: physical.offsets.subarray(start, end + 1) };
  return { type: physical.type, values: physical.values.subarray(start, end) } as Physical;
}

/** A queue of dictionary indices; values are copied out of the dictionary only when they are taken. */
export class DictionaryQueue implements ValueQueue {
  readonly isRuns: boolean;
  readonly #dictionary: Physical;
  readonly #indices: Int32Array;
  #position = 0;

  /** @param indices all below the dictionary's size */
  constructor(dictionary: Physical, indices: Int32Array) {
    this.isRuns = dictionary.type === 'runs';
    this.#dictionary = dictionary;
    this.#indices = indices;
  }

  byteLengthOf(count: number): number {
    if (this.#dictionary.type !== 'runs') return 8 * count;
    const { offsets } = this.#dictionary;
    let byteLength = 0;
    for (let at = this.#position; at < this.#position + count; at++) byteLength += offsets[this.#indices[at]! + 1]! - offsets[this.#indices[at]!]!;
    return byteLength;
  }

  take(count: number): Physical {
    const indices = this.#indices.subarray(this.#position, this.#position + count);
    this.#position += count;
    return gather(this.#dictionary, indices);
  }
}

function gather(dictionary: Physical, indices: Int32Array): Physical {
  if (dictionary.type === 'runs') return gatherRuns(dictionary, indices);
  const { values } = dictionary;
  const gathered = new (values.constructor as new (length: number) => typeof values)(indices.length);
  if (dictionary.type === 'float') gatherWords(wordsOf(values), wordsOf(gathered), indices, 1);
  else if (dictionary.type === 'double') gatherWords(wordsOf(values), wordsOf(gathered), indices, 2);
  else for (let index = 0; index < indices.length; index++) gathered[index] = values[indices[index]!]!;
  return { type: dictionary.type, values: gathered } as Physical;
}

function wordsOf({ buffer, byteOffset, byteLength }: ArrayBufferView): Int32Array {
  return new Int32Array(buffer, byteOffset, byteLength / 4);
}

/** Values of one or two words as integers: a NaN may lose its bits where it becomes a JavaScript number. */
function gatherWords(dictionary: Int32Array, gathered: Int32Array, indices: Int32Array, wordCount: 1 | 2): void {
  for (let index = 0; index < indices.length; index++) {
    const [from, to] = [wordCount * indices[index]!, wordCount * index];
    gathered[to] = dictionary[from]!;
    if (wordCount === 2) gathered[to + 1] = dictionary[from + 1]!;
  }
}

function gatherRuns(dictionary: Runs, indices: Int32Array): Physical {
  const offsets = new Uint32Array(indices.length + 1);
  for (let index = 0; index < indices.length; index++) {
    const entry = indices[index]!;
    offsets[index + 1] = offsets[index]! + dictionary.offsets[entry + 1]! - dictionary.offsets[entry]!;
  }
  // A long value comes alone, and need not be there twice.
  if (indices.length === 1) return { type: 'runs', offsets, bytes: dictionary.bytes.subarray(dictionary.offsets[indices[0]!], dictionary.offsets[indices[0]! + 1]) };
  const bytes = new Uint8Array(offsets[indices.length]!);
  for (let index = 0; index < indices.length; index++) copyBytes(dictionary.bytes, dictionary.offsets[indices[index]!]!, dictionary.offsets[indices[index]! + 1]!, bytes, offsets[index]!);
  return { type: 'runs', offsets, bytes };
}
