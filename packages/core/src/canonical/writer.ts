/** A growing byte buffer with CBOR's item heads (RFC 8949, section 3). */
import { InvalidDataError } from '../errors.ts';

/** Grants a buffer of at least `byteLength` bytes whose first `kept` bytes are those of the one before. */
export type Grow = (byteLength: number, kept: number) => Uint8Array;

/** CBOR major types, shifted to where the initial byte has them. */
export const major = { unsigned: 0x00, negative: 0x20, bytes: 0x40, text: 0x60, array: 0x80, map: 0xa0, tag: 0xc0 } as const;

/** The default limit of one record's canonical encoding: 256 MiB. */
export const defaultRecordByteLimit: number = 256 * 1024 * 1024;

/** Doubles the buffer on the JavaScript heap. */
function growOnHeap(): Grow {
  let bytes = new Uint8Array(0);
  return (byteLength, kept) => {
    const next = new Uint8Array(Math.max(byteLength, bytes.length * 2, 1024));
    next.set(bytes.subarray(0, kept));
    return (bytes = next);
  };
}

/**
 * Writes records one after another into one buffer. `bytes[0, length)` is what was written; `bytes` changes when
 * the buffer grows. `begin()` marks where a record begins: its size is checked against the limit as it grows.
 */
export class CanonicalWriter {
  bytes: Uint8Array;
  length = 0;
  #start = 0;
  readonly #grow: Grow;
  readonly #recordByteLimit: number;

  constructor(options: { readonly grow?: Grow; readonly recordByteLimit?: number } = {}) {
    this.#grow = options.grow ?? growOnHeap();
    this.#recordByteLimit = options.recordByteLimit ?? defaultRecordByteLimit;
    this.bytes = this.#grow(1024, 0);
  }

  /** Starts over in the buffer that a fresh writer has: one that grew for a long record is let go. */
  restart(): void {
    this.length = 0;
    this.bytes = this.#grow(1024, 0);
  }

  /** A record begins here. */
  begin(): void {
    this.#start = this.length;
  }

  /** The record that `begin()` began is complete. @throws InvalidDataError `record-too-large` */
  end(): void {
    if (this.length - this.#start > this.#recordByteLimit) this.#refuse();
  }

  /** Makes room for `byteLength` more bytes. @throws InvalidDataError `record-too-large` */
  reserve(byteLength: number): void {
    const needed = this.length + byteLength;
    if (needed <= this.bytes.length) return;
    if (needed - this.#start > this.#recordByteLimit + headRoom) this.#refuse();
    this.bytes = this.#grow(needed, this.length);
  }

  #refuse(): never {
    throw new InvalidDataError('record-too-large', `a record is over the limit of ${this.#recordByteLimit} bytes in its canonical encoding`);
  }

  /** One byte, as it stands. */
  byte(value: number): void {
    this.reserve(1);
    this.bytes[this.length++] = value;
  }

  /** Bytes as they stand. */
  raw(source: Uint8Array, start = 0, end: number = source.length): void {
    const byteLength = end - start;
    this.reserve(byteLength);
    // Below this size a loop beats the call that `set` and `subarray` cost.
    if (byteLength < 48) {
      const { bytes } = this;
      for (let from = start, to = this.length; from < end; from++, to++) bytes[to] = source[from] as number;
    } else {
      this.bytes.set(source.subarray(start, end), this.length);
    }
    this.length += byteLength;
  }

  /** An item head with its shortest argument (core deterministic, section 4.2.1); `argument` is a safe integer ≥ 0. */
  head(type: number, argument: number): void {
    this.reserve(9);
    const { bytes } = this;
    if (argument < 24) {
      bytes[this.length++] = type | argument;
    } else if (argument < 0x100) {
      bytes[this.length++] = type | 24;
      bytes[this.length++] = argument;
    } else if (argument < 0x1_0000) {
      bytes[this.length++] = type | 25;
      bytes[this.length++] = argument >>> 8;
      bytes[this.length++] = argument;
    } else if (argument < 0x1_0000_0000) {
      bytes[this.length++] = type | 26;
      this.#uint32(argument);
    } else {
      bytes[this.length++] = type | 27;
      this.#uint32(Math.floor(argument / 0x1_0000_0000));
      this.#uint32(argument >>> 0);
    }
  }

  #uint32(value: number): void {
    const { bytes } = this;
    bytes[this.length++] = value >>> 24;
    bytes[this.length++] = value >>> 16;
    bytes[this.length++] = value >>> 8;
    bytes[this.length++] = value;
  }

  /** A copy of what was written. */
  toBytes(): Uint8Array {
    return this.bytes.slice(0, this.length);
  }
}

/** Heads are reserved at their longest, so a buffer may ask for a few bytes more than the record takes. */
const headRoom = 64;
