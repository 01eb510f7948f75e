/** PLAIN and BYTE_STREAM_SPLIT (Parquet Encodings.md): values side by side, or byte by byte. */
import { copyBytes } from './copy.ts';
import { invalidParquet } from './error.ts';
import { physicalType } from './leaf-kind.ts';
import type { Physical, ValueQueue } from './physical.ts';

/** Bytes of a value; undefined where it differs from value to value, or is a bit. */
export function widthOf(type: number, typeLength: number): number | undefined {
  const widths: Readonly<Record<number, number>> = {
    [physicalType.int32]: 4, [physicalType.int64]: 8, [physicalType.int96]: 12, [physicalType.float]: 4, [physicalType.double]: 8, [physicalType.fixed]: typeLength,
  };
  return widths[type];
}

/** The first bytes as `count` values of a type with a fixed width. @throws InvalidDataError when there are not as many */
export function fixedValues(bytes: Uint8Array, type: number, width: number, count: number): Physical {
  if (count * width > bytes.length) throw ended();
  if (type === physicalType.fixed || type === physicalType.int96) {
    const offsets = new Uint32Array(count + 1);
    for (let index = 1; index <= count; index++) offsets[index] = index * width;
    return { type: 'runs', offsets, bytes };
  }
  // A copy, since typed arrays have to be aligned.
  const { buffer } = Uint8Array.prototype.slice.call(bytes, 0, count * width) as Uint8Array<ArrayBuffer>;
  switch (type) {
    case physicalType.int32:
      return { type: 'int32', values: new Int32Array(buffer) };
    case physicalType.int64:
      return { type: 'int64', values: new BigInt64Array(buffer) };
    case physicalType.float:
      return { type: 'float', values: new Float32Array(buffer) };
    default:
      return { type: 'double', values: new Float64Array(buffer) };
  }
}

/** `count` booleans from bit `start` on, the lowest bit of a byte first. @throws InvalidDataError */
export function bits(bytes: Uint8Array, start: number, count: number): Physical {
  if (start + count > bytes.length * 8) throw ended();
  const values = new Uint8Array(count);
  for (let index = 0, bit = start; index < count; index++, bit++) values[index] = (bytes[bit >>> 3]! >>> (bit & 7)) & 1;
  return { type: 'bool', values };
}

/** Byte arrays, each after its length of four bytes. */
export class LengthPrefixedQueue implements ValueQueue {
  readonly isRuns = true;
  /** Where the bytes after the last value are. */
  readonly end: number;
  readonly #bytes: Uint8Array;
  /** The first byte of value i, and where it ends. */
  readonly #bounds: Uint32Array;
  #position = 0;

  /** The `count` values that begin at `start`. @throws InvalidDataError when there are not as many */
  constructor(bytes: Uint8Array, start: number, count: number) {
    if (count * 4 > bytes.length - start) throw ended();
    this.#bytes = bytes;
    this.#bounds = new Uint32Array(2 * count);
    let position = start;
    for (let index = 0; index < count; index++) {
      const length = position + 4 > bytes.length ? 0xffff_ffff : (bytes[position]! | (bytes[position + 1]! << 8) | (bytes[position + 2]! << 16) | (bytes[position + 3]! << 24)) >>> 0;
      position += 4;
      if (length > bytes.length - position) throw ended();
      this.#bounds[2 * index] = position;
      position += length;
      this.#bounds[2 * index + 1] = position;
    }
    this.end = position;
  }

  byteLengthOf(count: number): number {
    if (count === 0) return 0;
    // The lengths that stand between values are not counted.
    return this.#bounds[2 * (this.#position + count) - 1]! - this.#bounds[2 * this.#position]! - 4 * (count - 1);
  }

  take(count: number): Physical {
    const bounds = this.#bounds.subarray(2 * this.#position, 2 * (this.#position + count));
    const offsets = new Uint32Array(count + 1);
    for (let index = 0; index < count; index++) offsets[index + 1] = offsets[index]! + bounds[2 * index + 1]! - bounds[2 * index]!;
    this.#position += count;
    // A long value comes alone, and need not be there twice.
    if (count === 1) return { type: 'runs', offsets, bytes: this.#bytes.subarray(bounds[0], bounds[1]) };
    const bytes = new Uint8Array(offsets[count]!);
    for (let index = 0; index < count; index++) copyBytes(this.#bytes, bounds[2 * index]!, bounds[2 * index + 1]!, bytes, offsets[index]!);
    return { type: 'runs', offsets, bytes };
  }
}

/** Values whose first bytes stand together, then their second bytes, and so on; as PLAIN has them. */
export function unsplit(bytes: Uint8Array, width: number): Uint8Array {
  const count = Math.floor(bytes.length / width);
  const plain = new Uint8Array(count * width);
  for (let byte = 0; byte < width; byte++) {
    for (let index = 0, from = byte * count; index < count; index++) plain[index * width + byte] = bytes[from + index]!;
  }
  return plain;
}

/** The error of a page that is too short. */
export function ended(): Error {
  return invalidParquet('a page ends before its last value');
}
