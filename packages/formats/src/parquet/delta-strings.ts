/** DELTA_LENGTH_BYTE_ARRAY and DELTA_BYTE_ARRAY (Parquet Encodings.md). */
import { readDelta32 } from './delta.ts';
import { invalidParquet } from './error.ts';
import type { Physical, Runs } from './physical.ts';
import { ended } from './plain.ts';

/** All byte arrays: their lengths, then their bytes. @throws InvalidDataError */
export function readLengthsAndBytes(bytes: Uint8Array, start: number): Runs {
  const { values: lengths, end } = readDelta32(bytes, start);
  const offsets = new Uint32Array(lengths.length + 1);
  for (let index = 0; index < lengths.length; index++) {
    const length = lengths[index]!;
    if (length < 0 || length > bytes.length - end - offsets[index]!) throw ended();
    offsets[index + 1] = offsets[index]! + length;
  }
  return { offsets, bytes: bytes.subarray(end) };
}

/** Byte arrays, each of which begins as the one before it does; they are put together only when they are taken. */
export class PrefixedValues {
  readonly #prefixes: Int32Array;
  readonly #suffixes: Runs;
  /** Values that were taken. */
  position = 0;
  #previous: Uint8Array = new Uint8Array(0);

  /** @throws InvalidDataError */
  constructor(bytes: Uint8Array, start: number) {
    const { values: prefixes, end } = readDelta32(bytes, start);
    const suffixes = readLengthsAndBytes(bytes, end);
    if (suffixes.offsets.length !== prefixes.length + 1) throw invalidParquet('a page has as many prefixes as suffixes; these differ in number');
    let before = 0;
    for (let index = 0; index < prefixes.length; index++) {
      if (prefixes[index]! < 0 || prefixes[index]! > before) throw invalidParquet('a value shares more bytes with the one before it than that has');
      before = prefixes[index]! + suffixes.offsets[index + 1]! - suffixes.offsets[index]!;
    }
    this.#prefixes = prefixes;
    this.#suffixes = suffixes;
  }

  get count(): number {
    return this.#prefixes.length;
  }

  /** Bytes of value `at`. */
  sizeAt(at: number): number {
    return this.#prefixes[at]! + this.#suffixes.offsets[at + 1]! - this.#suffixes.offsets[at]!;
  }

  /** The next `count` values. */
  take(count: number): Physical {
    const offsets = new Uint32Array(count + 1);
    for (let index = 0; index < count; index++) offsets[index + 1] = offsets[index]! + this.sizeAt(this.position + index);
    const bytes = new Uint8Array(offsets[count]!);
    for (let index = 0; index < count; index++) {
      const at = this.position + index;
      const prefix = this.#prefixes[at]!;
      bytes.set(this.#previous.subarray(0, prefix), offsets[index]!);
      bytes.set(this.#suffixes.bytes.subarray(this.#suffixes.offsets[at], this.#suffixes.offsets[at + 1]), offsets[index]! + prefix);
      this.#previous = bytes.subarray(offsets[index], offsets[index + 1]);
    }
    this.position += count;
    return { type: 'runs', offsets, bytes };
  }
}
