/** The buffers of a message's body: ranges of them, from memory or a file, decompressed where they are compressed. */
import type { InvalidDataError } from '@datasig/core';
import type { ByteSource } from '../byte-source.ts';
import { checkInflation, type Inflation } from '../codecs/inflation.ts';
import { invalidArrow } from './error.ts';
import type { BufferPlace } from './batch-header.ts';

/** Bytes of a body. */
export interface BodyBytes {
  readonly byteLength: number;
  /** The bytes `[start, end)` of the body; valid while the batch is read. */
  readonly slice: (start: number, end: number) => Uint8Array | Promise<Uint8Array>;
}

/** Gives exactly so many bytes. @throws InvalidDataError */
type Decompress = (input: Uint8Array, byteLength: number) => Uint8Array;

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
/** Bytes that all buffers of a batch together may take when they are decompressed, however many are stored: 2 GiB. */
const inflatedByteLimit = 2 ** 31;

/** What the buffers of a body are decompressed with, and how far. */
export interface Decompression {
  readonly decompress: Decompress;
  /** Checks the sizes of the body and of what is decompressed of it. @throws InvalidDataError `record-too-large` */
  readonly check: (size: Inflation) => void;
}

/** Holds a record batch against its limits. @throws InvalidDataError `record-too-large` */
export function checkBatch(size: Inflation): void {
  checkInflation(size, 'the columns of a record batch', 'write smaller record batches', inflatedByteLimit);
}

/** The buffers of one batch. */
export class Body {
  readonly #bytes: BodyBytes;
  readonly #buffers: readonly BufferPlace[];
  readonly #decompression: Decompression | undefined;
  /** What is decompressed is kept while the batch is read. */
  readonly #decompressed: Map<number, Uint8Array> = new Map();
  #decompressedByteLength = 0;

  /** @param decompression absent where buffers are not compressed */
  constructor(bytes: BodyBytes, buffers: readonly BufferPlace[], decompression: Decompression | undefined) {
    this.#bytes = bytes;
    this.#buffers = buffers;
    this.#decompression = decompression;
  }

  /** Size of the body, and of what was decompressed of it: both are held. */
  get size(): Inflation {
    return { stored: this.#bytes.byteLength, inflated: this.#decompressedByteLength };
  }

  /** Whether buffer `index` is left out. */
  isEmpty(index: number): boolean {
    return this.#buffers[index]!.byteLength === 0;
  }

  /** Bytes `[start, end)` of buffer `index`. @throws InvalidDataError when the buffer is shorter, `corrupt-compression` */
  async slice(index: number, start: number, end: number): Promise<Uint8Array> {
    const { offset, byteLength } = this.#buffers[index]!;
    if (offset + byteLength > this.#bytes.byteLength) throw invalidArrow('a buffer is beyond the end of its body');
    if (this.#decompression === undefined || byteLength === 0) {
      if (end > byteLength) throw shorter(byteLength, end);
      return start === end ? new Uint8Array(0) : this.#bytes.slice(offset + start, offset + end);
    }
    const bytes = this.#decompressed.get(index) ?? (await this.#decompress(index, this.#decompression));
    if (end > bytes.length) throw shorter(bytes.length, end);
    return bytes.subarray(start, end);
  }

  async #decompress(index: number, { decompress, check }: Decompression): Promise<Uint8Array> {
    const { offset, byteLength } = this.#buffers[index]!;
    if (offset + byteLength > this.#bytes.byteLength) throw invalidArrow('a buffer is beyond the end of its body');
    if (byteLength < prefixByteLength) throw invalidArrow('a compressed buffer has no length');
    const stored = await this.#bytes.slice(offset, offset + byteLength);
    const length = new DataView(stored.buffer, stored.byteOffset, prefixByteLength).getBigInt64(0, true);
    const bytes = length === notCompressed ? stored.subarray(prefixByteLength) : decompress(stored.subarray(prefixByteLength), this.#checkedLength(length, check));
    this.#decompressedByteLength += bytes.length;
    this.#decompressed.set(index, bytes);
    return bytes;
  }

  #checkedLength(length: bigint, check: Decompression['check']): number {
    if (length < 0n) throw invalidArrow(`a compressed buffer has the length ${length}`);
    check({ stored: this.#bytes.byteLength, inflated: this.#decompressedByteLength + Number(length) });
    return Number(length);
  }
}

function shorter(byteLength: number, expected: number): InvalidDataError {
  return invalidArrow(`a buffer has ${byteLength} bytes; ${expected} are needed`);
}
