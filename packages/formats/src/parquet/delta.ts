/**
 * DELTA_BINARY_PACKED (Parquet Encodings.md): integers as differences, packed in small blocks.
 *
 * Decoded as they are asked for: without differences, 2^32 values take a few bytes.
 */
import { invalidParquet } from './error.ts';

const blockSizeLimit = 1 << 20;

/** Decodes integers from front to back; arithmetic wraps, as the encoding has it. */
export class DeltaReader {
  /** Values that have not been read. */
  remaining: number;
  /** Where the bytes after the values begin, once all are read. */
  position: number;
  readonly #bytes: Uint8Array;
  readonly #miniblockCount: number;
  readonly #valuesPerMiniblock: number;
  /** Whether the first value, which stands in the header, is still to come. */
  #atFirst = true;
  /** The value before the next one, and the least difference of the block, in halves. */
  #low: number;
  #high: number;
  #leastLow = 0;
  #leastHigh = 0;
  /** Where the widths of the block's miniblocks that are left stand. */
  #widths = 0;
  #miniblocksLeft = 0;
  /** Of the current miniblock: values left, bits a value, the bit of the next one from `#start` on. */
  #left = 0;
  #width = 0;
  #start = 0;
  #bit = 0;

  /** @throws InvalidDataError */
  constructor(bytes: Uint8Array, start: number) {
    this.#bytes = bytes;
    this.position = start;
    const blockSize = Number(this.#varint());
    this.#miniblockCount = Number(this.#varint());
    const valueCount = this.#varint();
    [this.#low, this.#high] = halves(this.#zigzag());
    this.#valuesPerMiniblock = blockSize / this.#miniblockCount;
    if (!Number.isInteger(this.#valuesPerMiniblock) || this.#valuesPerMiniblock % 8 !== 0 || this.#valuesPerMiniblock === 0 || blockSize > blockSizeLimit) {
      throw invalidParquet('delta encoding with a block size that is none');
    }
    if (valueCount > 0x7fff_ffffn) throw invalidParquet(`a page is said to hold ${valueCount} delta-encoded values; the format allows 2^31`);
    this.remaining = Number(valueCount);
  }

  /** Fills `target` with the next integers of 32 bits. @throws InvalidDataError when there are not as many */
  read32(target: Int32Array): void {
    let filled = this.#takeFirst(target.length);
    if (filled > 0) target[0] = this.#low;
    while (filled < target.length) {
      const count = this.#nextCount(target.length - filled);
      // Only the low 32 bits of a difference count.
      const width = Math.min(32, this.#width);
      let value = this.#low;
      for (let end = filled + count; filled < end; filled++, this.#bit += this.#width) target[filled] = value = (value + this.#leastLow + this.#bits(this.#bit, width)) | 0;
      this.#low = value;
    }
  }

  /** Fills `target` with the next integers of 64 bits. @throws InvalidDataError when there are not as many */
  read64(target: BigInt64Array): void {
    // Halves, since a BigInt for every sum takes ten times as long.
    const words = new Int32Array(target.buffer, target.byteOffset, 2 * target.length);
    let filled = this.#takeFirst(target.length);
    if (filled > 0) [words[0], words[1]] = [this.#low, this.#high];
    while (filled < target.length) {
      const count = this.#nextCount(target.length - filled);
      const lowWidth = Math.min(32, this.#width);
      const highWidth = this.#width - lowWidth;
      const [leastLow, leastHigh] = [this.#leastLow >>> 0, this.#leastHigh];
      let [low, high] = [this.#low, this.#high];
      for (let end = filled + count; filled < end; filled++, this.#bit += this.#width) {
        const sum = (low >>> 0) + leastLow + (this.#bits(this.#bit, lowWidth) >>> 0);
        const difference = highWidth === 0 ? leastHigh : leastHigh + this.#bits(this.#bit + 32, highWidth);
        high = (high + difference + (sum >= 0x2_0000_0000 ? 2 : sum >= 0x1_0000_0000 ? 1 : 0)) | 0;
        low = sum | 0;
        words[2 * filled] = low;
        words[2 * filled + 1] = high;
      }
      [this.#low, this.#high] = [low, high];
    }
  }

  /** 1 when the first value is taken now. */
  #takeFirst(count: number): number {
    if (count > this.remaining) throw ended();
    this.remaining -= count;
    if (!this.#atFirst || count === 0) return 0;
    this.#atFirst = false;
    return 1;
  }

  /** How many of `wanted` values the current miniblock has; enters the next one at its end. */
  #nextCount(wanted: number): number {
    if (this.#left === 0) this.#nextMiniblock();
    const count = Math.min(this.#left, wanted);
    this.#left -= count;
    return count;
  }

  #nextMiniblock(): void {
    if (this.#miniblocksLeft === 0) {
      [this.#leastLow, this.#leastHigh] = halves(this.#zigzag());
      this.#widths = this.position;
      this.#miniblocksLeft = this.#miniblockCount;
      this.#advance(this.#miniblockCount);
    }
    this.#miniblocksLeft--;
    this.#width = this.#bytes[this.#widths++]!;
    if (this.#width > 64) throw invalidParquet('delta encoding with more than 64 bits a value');
    this.#start = this.position;
    this.#bit = 0;
    this.#left = this.#valuesPerMiniblock;
    this.#advance((this.#valuesPerMiniblock * this.#width) / 8);
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

  #advance(byteLength: number): void {
    if (byteLength > this.#bytes.length - this.position) throw ended();
    this.position += byteLength;
  }

  #zigzag(): bigint {
    const value = this.#varint();
    return (value >> 1n) ^ -(value & 1n);
  }

  #varint(): bigint {
    let value = 0n;
    for (let shift = 0n; shift < 70n; shift += 7n) {
      const byte = this.#bytes[this.position];
      if (byte === undefined) throw ended();
      this.position++;
      value |= BigInt(byte & 0x7f) << shift;
      if (byte < 0x80) return value;
    }
    throw invalidParquet('an integer takes more than 10 bytes');
  }
}

function halves(value: bigint): [low: number, high: number] {
  return [Number(BigInt.asIntN(32, value)), Number(BigInt.asIntN(32, value >> 32n))];
}

function ended(): Error {
  return invalidParquet('a page ends before its last value');
}
