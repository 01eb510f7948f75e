/** DELTA_LENGTH_BYTE_ARRAY and DELTA_BYTE_ARRAY (Parquet Encodings.md). */
import { copyBytes } from './copy.ts';
import { DeltaReader } from './delta.ts';
import { invalidParquet } from './error.ts';
import type { Physical, Runs } from './physical.ts';
import { ended } from './plain.ts';

/** More byte arrays than this in one page are refused: empty ones take no room in it. */
const countLimit = 1 << 24;

function readLengths(bytes: Uint8Array, start: number): { readonly lengths: Int32Array; readonly end: number } {
  const reader = new DeltaReader(bytes, start);
  if (reader.remaining > countLimit) throw invalidParquet(`a page holds ${reader.remaining} delta-encoded byte arrays; ${countLimit} are allowed`);
  const lengths = new Int32Array(reader.remaining);
  reader.read32(lengths);
  return { lengths, end: reader.position };
}

/** All byte arrays: their lengths, then their bytes. @throws InvalidDataError */
export function readLengthsAndBytes(bytes: Uint8Array, start: number): Runs {
  const { lengths, end } = readLengths(bytes, start);
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
    const { lengths: prefixes, end } = readLengths(bytes, start);
    const suffixes = readLengthsAndBytes(bytes, end);
    if (suffixes.offsets.length !== prefixes.length + 1) throw invalidParquet(`a page has ${prefixes.length} prefixes and ${suffixes.offsets.length - 1} suffixes`);
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

  /** Bytes of `count` values from `start` on together. */
  byteLengthOf(start: number, count: number): number {
    let byteLength = 0;
    for (let at = start; at < start + count; at++) byteLength += this.sizeAt(at);
    return byteLength;
  }

  /** The next `count` values. */
  take(count: number): Physical {
    const offsets = new Uint32Array(count + 1);
    for (let index = 0; index < count; index++) offsets[index + 1] = offsets[index]! + this.sizeAt(this.position + index);
    const bytes = new Uint8Array(offsets[count]!);
    const suffixes = this.#suffixes;
    let [previous, from] = [this.#previous, 0];
    for (let index = 0; index < count; index++) {
      const at = this.position + index;
      const start = offsets[index]!;
      const prefix = this.#prefixes[at]!;
      copyBytes(previous, from, from + prefix, bytes, start);
      copyBytes(suffixes.bytes, suffixes.offsets[at]!, suffixes.offsets[at + 1]!, bytes, start + prefix);
      [previous, from] = [bytes, start];
    }
    // A copy, since the bytes are the caller's.
    if (count > 0) this.#previous = bytes.slice(offsets[count - 1], offsets[count]);
    this.position += count;
    return { type: 'runs', offsets, bytes };
  }
}
