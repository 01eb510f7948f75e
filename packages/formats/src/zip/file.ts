/** A file in a zip archive, read from front to back: its length and checksum are checked at its end. */
import { InvalidDataError } from '@datasig/core';
import type { ByteSource } from '../byte-source.ts';
import { crc32 } from '../codecs/crc32.ts';
import { inflateRaw } from '../decompression/inflate-raw.ts';
import { localHeaderByteLength, type ZipEntry } from './entry.ts';

/** A file of which not only a stream is wanted is held as a whole: 256 MiB. */
const heldByteLimit: number = 256 * 1024 * 1024;
/** Of a file of as many bytes in the archive, all are asked for with its header. */
const smallByteLength: number = 64 * 1024;
/** Enough for what archivers note of a file. */
const usualExtraByteLength = 256;
const localHeaderMagic = 0x04034b50;
const encryptedFlag = 1;

/** Where a file is, whatever its name. */
type LocatedEntry = Omit<ZipEntry, 'name'>;

/** The contents of one file. */
export class ZipFile implements ByteSource {
  readonly byteLength: number;
  readonly #archive: ByteSource;
  readonly #entry: LocatedEntry;
  #whole: Promise<Uint8Array> | undefined;

  constructor(archive: ByteSource, entry: LocatedEntry) {
    this.byteLength = entry.byteLength;
    this.#archive = archive;
    this.#entry = entry;
  }

  /**
   * See {@link ByteSource.slice}; the whole file is read, and kept.
   *
   * @throws InvalidDataError `record-too-large` for a file of more than 256 MiB
   */
  async slice(start: number, end: number, signal?: AbortSignal): Promise<Uint8Array> {
    const whole = await (this.#whole ??= this.#readWhole(signal));
    // What is asked for only once is not copied.
    if (start === 0 && end >= whole.length) {
      this.#whole = undefined;
      return whole;
    }
    return whole.slice(start, end);
  }

  async *stream(start = 0, end: number = this.byteLength, signal?: AbortSignal): AsyncIterable<Uint8Array> {
    let position = 0;
    for await (const chunk of this.#contents(signal)) {
      const [from, to] = [Math.max(0, start - position), Math.min(chunk.length, end - position)];
      if (from < to) yield chunk.subarray(from, to);
      position += chunk.length;
      if (position >= end && end < this.byteLength) return;
    }
  }

  async #readWhole(signal: AbortSignal | undefined): Promise<Uint8Array> {
    const { byteLength } = this;
    if (byteLength > heldByteLimit) throw new InvalidDataError('record-too-large', `the file has ${byteLength} bytes; of a file in an archive ${heldByteLimit} can be held, and more is read only of formats that are read from front to back: extract it`);
    const whole = new Uint8Array(byteLength);
    let length = 0;
    for await (const chunk of this.#contents(signal)) {
      whole.set(chunk, length);
      length += chunk.length;
    }
    return whole;
  }

  /** All bytes. @throws InvalidDataError `invalid-zip`, `checksum-mismatch`, `corrupt-compression`, `truncated` */
  async *#contents(signal: AbortSignal | undefined): AsyncIterable<Uint8Array> {
    const { isDeflated, byteLength, crc32: expected } = this.#entry;
    const stored = this.#stored(signal);
    let [length, checksum] = [0, 0];
    for await (const chunk of isDeflated ? inflateRaw(stored) : stored) {
      length += chunk.length;
      if (length > byteLength) break;
      checksum = crc32(chunk, checksum);
      yield chunk;
    }
    if (length !== byteLength) throw new InvalidDataError('invalid-zip', `the file has ${length > byteLength ? 'more' : length} bytes; the directory of the archive says ${byteLength}`);
    if (checksum !== expected) throw new InvalidDataError('checksum-mismatch', 'the contents of the file do not have the checksum that the directory of the archive says');
  }

  /** The bytes as they are in the archive; of small files header and contents are asked for together. */
  async *#stored(signal: AbortSignal | undefined): AsyncIterable<Uint8Array> {
    const { offset, compressedByteLength, nameByteLength } = this.#entry;
    const begun = await this.#archive.slice(offset, offset + localHeaderByteLength + nameByteLength + usualExtraByteLength + Math.min(compressedByteLength, smallByteLength), signal);
    const start = this.#dataStart(begun);
    const here = begun.subarray(start, start + compressedByteLength);
    if (here.length > 0) yield here;
    const rest = offset + start + here.length;
    const end = offset + start + compressedByteLength;
    if (rest === end) return;
    let position = rest;
    for await (const chunk of this.#archive.stream(rest, end, signal)) {
      position += chunk.length;
      yield chunk;
    }
    if (position < end) throw new InvalidDataError('truncated', 'the archive ends within the file');
  }

  /** Where the data begin after the local header, which has to say the same as the directory. */
  #dataStart(header: Uint8Array): number {
    const { nameByteLength, nameCrc32, isDeflated } = this.#entry;
    const view = new DataView(header.buffer, header.byteOffset, header.byteLength);
    if (header.length < localHeaderByteLength || view.getUint32(0, true) !== localHeaderMagic) throw new InvalidDataError('invalid-zip', 'no local header begins where the directory of the archive says');
    if ((view.getUint16(6, true) & encryptedFlag) !== 0) throw new InvalidDataError('encrypted-data', 'the file is encrypted');
    const nameEnd = localHeaderByteLength + nameByteLength;
    if (view.getUint16(8, true) !== (isDeflated ? 8 : 0) || view.getUint16(26, true) !== nameByteLength || crc32(header.subarray(localHeaderByteLength, nameEnd)) !== nameCrc32) {
      throw new InvalidDataError('invalid-zip', 'the local header has another name or method than the directory of the archive');
    }
    return nameEnd + view.getUint16(28, true);
  }
}
