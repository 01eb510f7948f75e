/** The files of a tar archive one after another, from a stream. */
import { InvalidDataError } from '@datasig/core';
import { decodeUtf8 } from '../utf8.ts';
import type { ByteWindow } from '../window.ts';
import { assertSafeName, quoteName } from './entry-name.ts';
import { blockByteLength, countZeros, invalidTar, readTarHeader, type TarHeader } from './header.ts';
import { type PaxOverrides, readPax } from './pax.ts';

/** A file. */
export interface TarEntry {
  readonly name: string;
  readonly byteLength: number;
  /** Where its headers begin. */
  readonly byteOffset: number;
}

/** Takes a run of an entry's bytes, `bytes[start, end)`, which are valid during the call. */
export type ByteSink = (bytes: Uint8Array, start: number, end: number) => void;

/** Headers that carry names are small; this bounds what is held of them. */
const extensionByteLimit = 1 << 20;

const typeNames: Readonly<Record<string, string>> = { 1: 'hard link', 2: 'symbolic link', 3: 'character device', 4: 'block device', 6: 'FIFO', S: 'sparse file', V: 'volume label' };

/** Steps from file to file. Folders and headers that say nothing of names and sizes are passed over. */
export class TarEntries {
  readonly #window: ByteWindow;
  /** Bytes of the current entry that were not taken, and its padding. */
  #rest = 0;
  #padding = 0;
  #name = '';

  constructor(window: ByteWindow) {
    this.#window = window;
  }

  /** Where the stream stands. */
  get byteOffset(): number {
    return this.#window.offsetOf(this.#window.position);
  }

  /**
   * Goes on to the next file; undefined at the end of the archive.
   *
   * @throws InvalidDataError `invalid-tar`, `unsafe-path`, `truncated`, `empty-file`, `invalid-utf8`
   */
  async next(): Promise<TarEntry | undefined> {
    await this.#skip();
    let byteOffset = this.byteOffset;
    let overrides: PaxOverrides | undefined;
    for (;;) {
      const header = await this.#header();
      if (header === undefined) {
        if (overrides !== undefined) throw invalidTar('the archive ends after an extended header', byteOffset);
        return undefined;
      }
      if (isExtension(header.type)) {
        const read = await this.#readExtension(header);
        if (header.type !== 'g') overrides = Object.assign(overrides ?? {}, read);
        continue;
      }
      const { type } = header;
      const name = overrides?.name ?? decodeUtf8(header.rawName, { byteOffset });
      const byteLength = overrides?.byteLength ?? header.byteLength;
      assertSafeName(name, byteOffset);
      const isFolder = type === '5' || (type === '0' && name.endsWith('/'));
      if (!isFolder && type !== '0' && type !== '7') throw invalidTar(`the entry ${quoteName(name)} is a ${typeNames[type] ?? `thing of type ${JSON.stringify(type)}`}; expected files and folders`, byteOffset);
      if (isFolder && byteLength > 0) throw invalidTar(`the folder ${quoteName(name)} has contents of its own`, byteOffset);
      this.#begin(name, byteLength);
      if (!isFolder) return { name, byteLength, byteOffset };
      byteOffset = this.byteOffset;
      overrides = undefined;
    }
  }

  /** Hands over the bytes of the current entry. @throws InvalidDataError `truncated` */
  async take(sink: ByteSink): Promise<void> {
    const window = this.#window;
    while (this.#rest > 0) {
      if (window.position === window.end && !(await window.more())) throw this.#truncated();
      const end = Math.min(window.end, window.position + this.#rest);
      sink(window.bytes, window.position, end);
      this.#rest -= end - window.position;
      window.position = end;
    }
  }

  #begin(name: string, byteLength: number): void {
    this.#name = name;
    this.#rest = byteLength;
    this.#padding = (blockByteLength - (byteLength % blockByteLength)) % blockByteLength;
  }

  /** Steps over what was not taken. */
  async #skip(): Promise<void> {
    await this.take(() => {});
    this.#rest = this.#padding;
    this.#padding = 0;
    await this.take(() => {});
  }

  /** The next header block; undefined at the end of the archive, which is read to the end of the stream. */
  async #header(): Promise<TarHeader | undefined> {
    const window = this.#window;
    while (window.end - window.position < blockByteLength && (await window.more()));
    if (window.final && window.offsetOf(window.end) === 0) throw new InvalidDataError('empty-file', 'the file is empty; expected a tar archive');
    if (window.end - window.position < blockByteLength) throw new InvalidDataError('truncated', 'the archive ends without the zeros that mark its end; expected two blocks of 512', { byteOffset: window.offsetOf(window.end) });
    if (countZeros(window.bytes, window.position, window.position + blockByteLength) === blockByteLength) return this.#end();
    const header = readTarHeader(window.bytes, window.position, this.byteOffset);
    window.position += blockByteLength;
    return header;
  }

  async #end(): Promise<undefined> {
    const window = this.#window;
    do {
      const zeroCount = countZeros(window.bytes, window.position, window.end);
      window.position += zeroCount;
      if (window.position < window.end) throw invalidTar('the archive goes on after its end; several archives in one file are to be given one by one', this.byteOffset);
    } while (await window.more());
    return undefined;
  }

  /** A header that says something of the next entry. */
  async #readExtension({ type, byteLength }: TarHeader): Promise<PaxOverrides> {
    const { byteOffset } = this;
    if (byteLength > extensionByteLimit) throw invalidTar(`an extended header has ${byteLength} bytes; expected at most ${extensionByteLimit}`, byteOffset);
    this.#begin('', byteLength);
    const bytes = new Uint8Array(byteLength);
    let length = 0;
    await this.take((source, start, end) => {
      bytes.set(source.subarray(start, end), length);
      length += end - start;
    });
    await this.#skip();
    if (type === 'x') return readPax(bytes, byteOffset);
    if (type === 'L') return { name: decodeUtf8(withoutTerminator(bytes), { byteOffset }) };
    if (type === 'g' && Object.keys(readPax(bytes, byteOffset)).length > 0) throw invalidTar('a global header gives all entries that follow one name or size', byteOffset);
    return {};
  }

  #truncated(): InvalidDataError {
    return new InvalidDataError('truncated', this.#name === '' ? 'the archive ends inside a header' : `the archive ends inside the entry ${quoteName(this.#name)}`, { byteOffset: this.#window.offsetOf(this.#window.end) });
  }
}

/** pax headers, for one entry and for all, and GNU's long names and link targets. */
function isExtension(type: string): boolean {
  return type === 'x' || type === 'g' || type === 'L' || type === 'K';
}

function withoutTerminator(bytes: Uint8Array): Uint8Array {
  return bytes.at(-1) === 0 ? bytes.subarray(0, -1) : bytes;
}
