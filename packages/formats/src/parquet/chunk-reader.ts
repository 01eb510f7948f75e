/** The pages of one column chunk, read one after another through a small window. */
import { InvalidDataError } from '@datasig/core';
import type { ByteSource } from '../byte-source.ts';
import type { Inflation } from '../codecs/inflation.ts';
import { invalidParquet } from './error.ts';
import type { ColumnChunk } from './metadata.ts';
import { checkPage, DataPage, type PageContext, type PageHeader, pageType, readDictionary, readPageHeader } from './page.ts';
import { noPage, type PageRoom } from './page-room.ts';
import type { Physical } from './physical.ts';

/** A header that takes more is none; statistics of long texts make some of them large. */
const headerByteLimit = 1 << 20;

/** Reads pages; holds one of them and a window of bytes. */
export class ChunkReader {
  /** Entries of the chunk that no page has been opened for. */
  remaining: number;
  readonly #bytes: ByteSource;
  readonly #chunk: ColumnChunk;
  readonly #context: PageContext;
  readonly #windowByteLength: number;
  readonly #room: PageRoom;
  /** Size of the last data page. */
  #pageSize: Inflation = noPage;
  #window: Uint8Array = new Uint8Array(0);
  /** Offset in the file of the window's first byte. */
  #offset: number;
  #dictionary: Physical | undefined;

  /** @param windowByteLength bytes that are asked for at a time, unless a page is larger */
  constructor(bytes: ByteSource, chunk: ColumnChunk, context: PageContext, windowByteLength: number, room: PageRoom) {
    this.#bytes = bytes;
    this.#chunk = chunk;
    this.#context = context;
    this.#windowByteLength = windowByteLength;
    this.#room = room;
    this.#offset = chunk.start;
    this.remaining = chunk.valueCount;
  }

  /** The next data page; undefined after the last one. @throws InvalidDataError with the byte offset of the page */
  async next(signal: AbortSignal | undefined): Promise<DataPage | undefined> {
    while (this.remaining > 0) {
      const offset = this.#offset;
      try {
        const page = await this.#nextPage(signal);
        if (page === undefined) continue;
        this.remaining -= page.remaining;
        return page;
      } catch (error) {
        throw error instanceof InvalidDataError ? error.at({ byteOffset: offset }) : error;
      }
    }
    return undefined;
  }

  /** The page at the offset; undefined where it holds no data. */
  async #nextPage(signal: AbortSignal | undefined): Promise<DataPage | undefined> {
    const header = await this.#header(signal);
    const stored = await this.#take(header.compressedLength, signal);
    checkPage(header, stored);
    const size: Inflation = { stored: stored.length, inflated: header.uncompressedLength };
    switch (header.type) {
      case pageType.dictionary:
        if (this.#dictionary !== undefined) throw invalidParquet('a column has two dictionaries');
        this.#room.replace(noPage, size);
        this.#dictionary = readDictionary(header, stored, this.#context);
        return undefined;
      case pageType.index:
        return undefined;
      case pageType.data:
      case pageType.dataV2:
        this.#room.replace(this.#pageSize, size);
        this.#pageSize = size;
        return DataPage.open(header, stored, this.remaining, this.#context, this.#dictionary);
      default:
        throw invalidParquet(`a page is of type ${header.type}; the format knows 0 to 3`);
    }
  }

  async #header(signal: AbortSignal | undefined): Promise<PageHeader> {
    for (let wanted = 256; ; wanted *= 4) {
      await this.#fill(wanted, signal);
      const header = readPageHeader(this.#window);
      if (header !== undefined) {
        this.#advance(header.headerLength);
        return header;
      }
      if (this.#window.length >= this.#chunk.end - this.#offset) throw invalidParquet('the column ends inside a page header');
      if (wanted >= headerByteLimit) throw new InvalidDataError('record-too-large', `a page header takes more than ${headerByteLimit} bytes`);
    }
  }

  async #take(byteLength: number, signal: AbortSignal | undefined): Promise<Uint8Array> {
    if (byteLength > this.#chunk.end - this.#offset) throw invalidParquet(`a page takes ${byteLength} bytes; its column has ${this.#chunk.end - this.#offset} left`);
    await this.#fill(byteLength, signal);
    const stored = this.#window.subarray(0, byteLength);
    this.#advance(byteLength);
    return stored;
  }

  /** Has at least `wanted` bytes at hand, or all that are left. */
  async #fill(wanted: number, signal: AbortSignal | undefined): Promise<void> {
    const left = this.#chunk.end - this.#offset;
    if (this.#window.length >= Math.min(wanted, left)) return;
    // The next header is read with the page, where they are small.
    const start = this.#offset + this.#window.length;
    const end = this.#offset + Math.min(left, Math.max(wanted + 256, this.#windowByteLength));
    const more = await this.#bytes.slice(start, end, signal);
    if (more.length < end - start) throw new InvalidDataError('truncated', 'the file ends inside a column');
    this.#window = joined(this.#window, more);
  }

  #advance(byteLength: number): void {
    this.#window = this.#window.subarray(byteLength);
    this.#offset += byteLength;
  }
}

/** Bytes at hand are not asked for again. */
function joined(window: Uint8Array, more: Uint8Array): Uint8Array {
  if (window.length === 0) return more;
  const both = new Uint8Array(window.length + more.length);
  both.set(window);
  both.set(more, window.length);
  return both;
}
