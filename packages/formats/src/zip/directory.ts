/** The directory of a zip archive, which stands at its end: which files are where in it. */
import { InvalidDataError } from '@datasig/core';
import type { Entry, ZipReader } from '@zip.js/zip.js/lib/zip-core-reader.js';
import type { ByteSource } from '../byte-source.ts';
import { crc32 } from '../codecs/crc32.ts';
import { localHeaderByteLength, type ZipEntry } from './entry.ts';

/** What is held of a directory at a time. */
const directoryByteLimit: number = 256 * 1024 * 1024;
/** No deflate data grow by more (RFC 1951). */
const inflateRatio = 1032;
const methods = { stored: 0, deflated: 8 } as const;
/** Bits of a Unix mode, in the upper half of the attributes: what kind of file it is, and a symbolic link. */
const [fileTypeMask, symbolicLink] = [0o170000, 0o120000];

/** Messages of the library that have a code of their own. */
const codes: Readonly<Record<string, 'unsafe-path' | 'encrypted-data'>> = {
  ERR_UNSAFE_FILENAME: 'unsafe-path',
  ERR_ENCRYPTED: 'encrypted-data',
  ERR_UNSUPPORTED_ENCRYPTION: 'encrypted-data',
  ERR_ENCRYPTED_CENTRAL_DIRECTORY: 'encrypted-data',
};

/**
 * The files of an archive, in the order of the directory; folders are left out.
 *
 * @throws InvalidDataError `invalid-zip`, `unsafe-path`, `encrypted-data`, `unsupported-codec`, `record-too-large`;
 * errors of `archive` as they are
 */
export async function readZipDirectory(archive: ByteSource, signal?: AbortSignal): Promise<readonly ZipEntry[]> {
  const library = await import('@zip.js/zip.js/lib/zip-core-reader.js');
  const reader = new ArchiveReader(archive, signal);
  const zip: ZipReader<unknown> = new library.ZipReader(reader as unknown as ConstructorParameters<typeof library.ZipReader>[0], { strictness: 'strict', filenameValidation: 'strict' });
  const entries: ZipEntry[] = [];
  try {
    for await (const entry of zip.getEntriesGenerator()) if (!entry.directory) entries.push(checked(entry));
  } catch (error) {
    if (error instanceof InvalidDataError || reader.failure !== undefined) throw reader.failure ?? error;
    const [name] = Object.entries(library).find(([, message]) => message === (error as Error).message) ?? [''];
    throw new InvalidDataError(codes[name] ?? 'invalid-zip', `the directory of the archive cannot be read: ${(error as Error).message.toLowerCase()}`, {}, { cause: error });
  }
  assertApart(entries, archive.byteLength);
  return entries;
}

/** The archive as the library asks for it. */
class ArchiveReader {
  readonly size: number;
  /** What reading bytes ended with. */
  failure: unknown;
  readonly #archive: ByteSource;
  readonly #signal: AbortSignal | undefined;

  constructor(archive: ByteSource, signal: AbortSignal | undefined) {
    this.size = archive.byteLength;
    this.#archive = archive;
    this.#signal = signal;
  }

  async readUint8Array(start: number, byteLength: number): Promise<Uint8Array> {
    try {
      if (byteLength > directoryByteLimit) throw new InvalidDataError('record-too-large', `the directory of the archive has ${byteLength} bytes; ${directoryByteLimit} are allowed`);
      return await this.#archive.slice(start, Math.min(start + byteLength, this.size), this.#signal);
    } catch (error) {
      this.failure = error;
      throw error;
    }
  }
}

function checked(entry: Entry): ZipEntry {
  const { filename: name, offset, compressedSize, uncompressedSize, compressionMethod, crc32: checksum = 0 } = entry;
  const where = `the file ${JSON.stringify(name)} in the archive`;
  if (entry.encrypted) throw new InvalidDataError('encrypted-data', `${where} is encrypted`);
  if (name.includes('\\')) throw new InvalidDataError('unsafe-path', `${where} has a backslash in its name, which is a folder for some tools and a letter for others`);
  if (((entry.externalFileAttributes >>> 16) & fileTypeMask) === symbolicLink) throw new InvalidDataError('unsafe-path', `${where} is a symbolic link`);
  if (compressionMethod !== methods.stored && compressionMethod !== methods.deflated) {
    throw new InvalidDataError('unsupported-codec', `${where} is compressed by method ${compressionMethod}; 0 (stored) and 8 (deflate) are read`);
  }
  const isDeflated = compressionMethod === methods.deflated;
  if (isDeflated ? uncompressedSize > inflateRatio * compressedSize : uncompressedSize !== compressedSize) {
    throw new InvalidDataError('invalid-zip', `${where} cannot have ${uncompressedSize} bytes: it takes ${compressedSize}`);
  }
  return { name, byteLength: uncompressedSize, compressedByteLength: compressedSize, isDeflated, crc32: checksum, offset, nameByteLength: entry.rawFilename.length, nameCrc32: crc32(entry.rawFilename) };
}

/** Files that share bytes let a small archive claim to be large, so what all give is bounded by its length. */
function assertApart(entries: readonly ZipEntry[], byteLength: number): void {
  const sorted = entries.toSorted((a, b) => a.offset - b.offset);
  sorted.forEach(({ name, offset, compressedByteLength }, index) => {
    const next = sorted[index + 1]?.offset ?? byteLength;
    if (offset + localHeaderByteLength + compressedByteLength > next) throw new InvalidDataError('invalid-zip', `the file ${JSON.stringify(name)} in the archive shares bytes with another, or goes on beyond the end`);
  });
}
