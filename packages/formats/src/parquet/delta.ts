/** DELTA_BINARY_PACKED (Parquet Encodings.md): integers as differences, packed in small blocks. */
import { invalidParquet } from './error.ts';

/** Integers by type. */
type DeltaIntegers = Int32Array | BigInt64Array;

/** More values than this in one page are refused: without bits they take no room in it. */
const deltaValueLimit: number = 1 << 24;

/** Decoded integers, and where in the bytes they end. */
export interface DeltaResult<T extends DeltaIntegers> {
  readonly values: T;
  readonly end: number;
}

/** Decodes all integers of 32 bits that begin at `start`. @throws InvalidDataError */
export function readDelta32(bytes: Uint8Array, start: number): DeltaResult<Int32Array> {
  const reader = new DeltaReader(bytes, start);
  const values = new Int32Array(reader.valueCount);
  let value = Number(BigInt.asIntN(32, reader.first));
  if (values.length > 0) values[0] = value;
  reader.blocks((index, minimum, residuals) => {
    const least = Number(BigInt.asIntN(32, minimum));
    // Arithmetic wraps (Encodings.md): only the low 32 bits of a residual count.
    for (let offset = 0; offset < residuals.count; offset++) values[index + offset] = value = (value + least + residuals.low(offset)) | 0;
  });
  return { values, end: reader.position };
}

/** Decodes all integers of 64 bits that begin at `start`. @throws InvalidDataError */
export function readDelta64(bytes: Uint8Array, start: number): DeltaResult<BigInt64Array> {
  const reader = new DeltaReader(bytes, start);
  const values = new BigInt64Array(reader.valueCount);
  let value = reader.first;
  if (values.length > 0) values[0] = value;
  reader.blocks((index, minimum, residuals) => {
    for (let offset = 0; offset < residuals.count; offset++) values[index + offset] = value = BigInt.asIntN(64, value + minimum + residuals.whole(offset));
  });
  return { values, end: reader.position };
}

/** The packed differences of one miniblock. */
class Residuals {
  count = 0;
  readonly #bytes: Uint8Array;
  #start = 0;
  #width = 0;

  constructor(bytes: Uint8Array) {
    this.#bytes = bytes;
  }

  set(start: number, width: number, count: number): void {
    this.#start = start;
    this.#width = width;
    this.count = count;
  }

  /** The low 32 bits. */
  low(index: number): number {
    return this.#bits(index * this.#width, Math.min(32, this.#width));
  }

  whole(index: number): bigint {
    const bit = index * this.#width;
    const low = BigInt(this.#bits(bit, Math.min(32, this.#width)) >>> 0);
    return this.#width <= 32 ? low : (BigInt(this.#bits(bit + 32, this.#width - 32) >>> 0) << 32n) | low;
  }

  #bits(bit: number, width: number): number {
    if (width === 0) return 0;
    const at = this.#start + (bit >>> 3);
    const shift = bit & 7;
    const bytes = this.#bytes;
    let value = (bytes[at]! | (bytes[at + 1]! << 8) | (bytes[at + 2]! << 16) | (bytes[at + 3]! << 24)) >>> shift;
    if (shift + width > 32) value |= bytes[at + 4]! << (32 - shift);
    return width === 32 ? value : value & ((1 << width) - 1);
  }
}

class DeltaReader {
  position: number;
  readonly first: bigint;
  readonly valueCount: number;
  readonly #bytes: Uint8Array;
  readonly #miniblockCount: number;
  readonly #valuesPerMiniblock: number;

  constructor(bytes: Uint8Array, start: number) {
    this.#bytes = bytes;
    this.position = start;
    const blockSize = Number(this.#varint());
    this.#miniblockCount = Number(this.#varint());
    this.valueCount = Number(this.#varint());
    this.first = this.#zigzag();
    this.#valuesPerMiniblock = blockSize / this.#miniblockCount;
    if (!Number.isInteger(this.#valuesPerMiniblock) || this.#valuesPerMiniblock % 8 !== 0 || this.#valuesPerMiniblock === 0 || blockSize > 1 << 20) {
      throw invalidParquet('delta encoding with a block size that is none');
    }
    if (this.valueCount > deltaValueLimit) throw invalidParquet(`a page holds ${this.valueCount} delta-encoded values; ${deltaValueLimit} are allowed`);
  }

  /** Calls `take` for every miniblock with the index of its first value. */
  blocks(take: (index: number, minimum: bigint, residuals: Residuals) => void): void {
    const residuals = new Residuals(this.#bytes);
    for (let index = 1; index < this.valueCount; ) {
      const minimum = this.#zigzag();
      const widths = this.position;
      this.#skip(this.#miniblockCount);
      for (let miniblock = 0; miniblock < this.#miniblockCount && index < this.valueCount; miniblock++) {
        const width = this.#bytes[widths + miniblock]!;
        if (width > 64) throw invalidParquet('delta encoding with more than 64 bits a value');
        const count = Math.min(this.#valuesPerMiniblock, this.valueCount - index);
        const start = this.position;
        this.#skip((this.#valuesPerMiniblock * width) / 8);
        residuals.set(start, width, count);
        take(index, minimum, residuals);
        index += count;
      }
    }
  }

  #skip(byteLength: number): void {
    if (byteLength > this.#bytes.length - this.position) throw invalidParquet('a page ends before its last value');
    this.position += byteLength;
  }

  #zigzag(): bigint {
    const value = this.#varint();
    return BigInt.asIntN(64, (value >> 1n) ^ -(value & 1n));
  }

  #varint(): bigint {
    let value = 0n;
    for (let shift = 0n; shift < 70n; shift += 7n) {
      const byte = this.#bytes[this.position];
      if (byte === undefined) throw invalidParquet('a page ends before its last value');
      this.position++;
      value |= BigInt(byte & 0x7f) << shift;
      if (byte < 0x80) return value;
    }
    throw invalidParquet('an integer takes more than 10 bytes');
  }
}
