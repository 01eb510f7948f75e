/** The buffers of a message's body: ranges of them, from memory or a file, decompressed where they are compressed. */
import { InvalidDataError } from '@datasig/core';
import type { ByteSource } from '../byte-source.ts';
import { recordByteLimit } from '../format.ts';
import { invalidArrow } from './error.ts';
import type { BufferPlace } from './batch-header.ts';

/** Bytes of a body. */
export interface BodyBytes {
  readonly byteLength: number;
  /** The bytes `[start, end)` of the body; valid while the batch is read. */
  readonly slice: (start: number, end: number) => Uint8Array | Promise<Uint8Array>;
}

/** Gives exactly so many bytes. @throws InvalidDataError */
export type Decompress = (input: Uint8Array, byteLength: number) => Uint8Array;

/** A body in memory. */
export function bodyInMemory(bytes: Uint8Array): BodyBytes {
  return { byteLength: bytes.length, slice: (start, end) => bytes.subarray(start, end) };
}

/** A body in a file, from `offset` on. */
export function bodyInFile(source: ByteSource, offset: number, byteLength: number, signal: AbortSignal | undefined): BodyBytes {
  return { byteLength, slice: (start, end) => source.slice(offset + start, offset + end, signal) };
}

/** A compressed buffer begins with its length as 64 bits; -1 stands for bytes that are not compressed. */
const prefixByteLength = 8;
const notCompressed = -1n;
/** Bytes that all buffers of a batch together take when they are decompressed: 2 GiB. */
const decompressedByteLimit = 2 ** 31;

/** The buffers of one batch. */
export class Body {
  readonly #bytes: BodyBytes;
  readonly #buffers: readonly BufferPlace[];
  readonly #decompressor: Decompress | undefined;
  /** What is decompressed is kept while the batch is read. */
  readonly #decompressed: Map<number, Uint8Array> = new Map();
  #decompressedByteLength = 0;

  /** @param decompressor absent where buffers are not compressed */
  constructor(bytes: BodyBytes, buffers: readonly BufferPlace[], decompressor: Decompress | undefined) {
    this.#bytes = bytes;
    this.#buffers = buffers;
    this.#decompressor = decompressor;
  }

  /** Memory that the body and what was decompressed of it take. */
  get heldByteLength(): number {
    return this.#bytes.byteLength + this.#decompressedByteLength;
  }

  /** Whether buffer `index` is left out. */
  isEmpty(index: number): boolean {
    return this.#buffers[index]!.byteLength === 0;
  }

  /** Bytes `[start, end)` of buffer `index`. @throws InvalidDataError when the buffer is shorter, `corrupt-compression` */
  async slice(index: number, start: number, end: number): Promise<Uint8Array> {
    const { offset, byteLength } = this.#buffers[index]!;
    if (offset + byteLength > this.#bytes.byteLength) throw invalidArrow('a buffer is beyond the end of its body');
    if (this.#decompressor === undefined || byteLength === 0) {
      if (end > byteLength) throw shorter(byteLength, end);
      return start === end ? new Uint8Array(0) : this.#bytes.slice(offset + start, offset + end);
    }
    const bytes = this.#decompressed.get(index) ?? (await this.#decompress(index, this.#decompressor));
    if (end > bytes.length) throw shorter(bytes.length, end);
    return bytes.subarray(start, end);
  }

  async #decompress(index: number, decompress: Decompress): Promise<Uint8Array> {
    const { offset, byteLength } = this.#buffers[index]!;
    if (offset + byteLength > this.#bytes.byteLength) throw invalidArrow('a buffer is beyond the end of its body');
    if (byteLength < prefixByteLength) throw invalidArrow('a compressed buffer has no length');
    const stored = await this.#bytes.slice(offset, offset + byteLength);
    const length = new DataView(stored.buffer, stored.byteOffset, prefixByteLength).getBigInt64(0, true);
    const bytes = length === notCompressed ? stored.subarray(prefixByteLength) : decompress(stored.subarray(prefixByteLength), this.#checkedLength(length));
    this.#decompressedByteLength += bytes.length;
    this.#decompressed.set(index, bytes);
    return bytes;
  }

  #checkedLength(length: bigint): number {
    if (length < 0n) throw invalidArrow(`a compressed buffer has the length ${length}`);
    if (length > BigInt(recordByteLimit)) throw new InvalidDataError('record-too-large', `a buffer takes ${length} bytes decompressed; up to ${recordByteLimit} are read: write smaller record batches`);
    if (this.#decompressedByteLength + Number(length) > decompressedByteLimit) {
      throw new InvalidDataError('record-too-large', `a record batch takes more than ${decompressedByteLimit} bytes decompressed: write smaller record batches`);
    }
    return Number(length);
  }
}

function shorter(byteLength: number, expected: number): InvalidDataError {
  return invalidArrow(`a buffer has ${byteLength} bytes; ${expected} are needed`);
}
