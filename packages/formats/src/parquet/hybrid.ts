/**
 * The RLE / bit-packing hybrid (Parquet Encodings.md): levels, dictionary indices and booleans.
 *
 * Decoded a block at a time: a run may claim 2^31 values in five bytes, and nobody has room for them at once.
 */
import { invalidParquet } from './error.ts';

/** Decodes values of a fixed bit width from front to back. */
export class HybridReader {
  readonly #bytes: Uint8Array;
  readonly #end: number;
  readonly #bitWidth: number;
  #position: number;
  /** Values left in the current run. */
  #left = 0;
  #packed = false;
  #repeated = 0;
  /** Bit of the packed run that comes next, counted from `#position`. */
  #bit = 0;

  /** Decodes `bytes[start, end)`; `bitWidth` is 0 to 32. */
  constructor(bytes: Uint8Array, start: number, end: number, bitWidth: number) {
    this.#bytes = bytes;
    this.#position = start;
    this.#end = end;
    this.#bitWidth = bitWidth;
  }

  /** Fills `target` with the next values. @throws InvalidDataError when there are not as many */
  read(target: Uint8Array | Int32Array): void {
    for (let filled = 0; filled < target.length; ) {
      if (this.#left === 0) this.#nextRun();
      const count = Math.min(this.#left, target.length - filled);
      if (this.#packed) this.#unpack(target, filled, count);
      else target.fill(this.#repeated, filled, filled + count);
      filled += count;
      this.#left -= count;
    }
  }

  #nextRun(): void {
    if (this.#packed) this.#position += (this.#bit + 7) >>> 3;
    // Without bits there is nothing to say: all values are 0, whatever is written.
    if (this.#bitWidth === 0 && this.#position >= this.#end) {
      [this.#left, this.#packed, this.#repeated] = [0x7fff_ffff, false, 0];
      return;
    }
    const header = this.#varint();
    this.#packed = (header & 1) === 1;
    if (this.#packed) this.#startPacked(header >>> 1);
    else this.#startRepeated(header >>> 1);
    if (this.#left === 0 && this.#position >= this.#end) throw ended();
  }

  #startPacked(groupCount: number): void {
    const available = this.#end - this.#position;
    // The last run may be cut short, as old writers leave out the padding of its last group.
    const byteLength = Math.min(groupCount * this.#bitWidth, available);
    this.#left = this.#bitWidth === 0 ? groupCount * 8 : Math.floor((byteLength * 8) / this.#bitWidth);
    this.#bit = 0;
  }

  #startRepeated(count: number): void {
    const byteLength = (this.#bitWidth + 7) >>> 3;
    if (byteLength > this.#end - this.#position) throw ended();
    let value = 0;
    for (let index = 0; index < byteLength; index++) value |= this.#bytes[this.#position++]! << (8 * index);
    if (this.#bitWidth < 32 && value >>> this.#bitWidth !== 0) throw invalidParquet(`a run repeats a value of more than ${this.#bitWidth} bits`);
    this.#left = count;
    this.#repeated = value;
  }

  #unpack(target: Uint8Array | Int32Array, start: number, count: number): void {
    const bytes = this.#bytes;
    const width = this.#bitWidth;
    const mask = width === 32 ? 0xffff_ffff : (1 << width) - 1;
    let bit = this.#bit;
    for (let index = start; index < start + count; index++, bit += width) {
      const at = this.#position + (bit >>> 3);
      const shift = bit & 7;
      let value = (bytes[at]! | (bytes[at + 1]! << 8) | (bytes[at + 2]! << 16) | (bytes[at + 3]! << 24)) >>> shift;
      if (shift + width > 32) value |= bytes[at + 4]! << (32 - shift);
      target[index] = value & mask;
    }
    this.#bit = bit;
  }

  #varint(): number {
    let value = 0;
    for (let shift = 0; shift < 35; shift += 7) {
      if (this.#position >= this.#end) throw ended();
      const byte = this.#bytes[this.#position++]!;
      value |= (byte & 0x7f) << shift;
      if (byte < 0x80) return value >>> 0;
    }
    throw invalidParquet('the length of a run takes more than 5 bytes');
  }
}

function ended(): Error {
  return invalidParquet('a page ends before its last value');
}
