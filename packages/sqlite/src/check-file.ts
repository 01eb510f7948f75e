/** What can be said of a file before SQLite sees it. */
import { open, stat } from 'node:fs/promises';
import { DatasigError, InvalidDataError, SourceError } from '@datasig/core';
import { findCompanion, hasMagic, readHeader } from './file-version.ts';
import type { DatabaseLocation } from './location.ts';

const walMagics: ReadonlySet<number> = new Set([0x377f0682, 0x377f0683]);
const pageSizeOffset = 16;
const fileChangeOffset = 24;
const pageCountOffset = 28;
const versionValidForOffset = 92;
const sampleByteLength = 4096;
/** Ciphertext has nearly all of 8 bits a byte; a sample of 4096 random bytes measures 7.95. */
const leastCipherEntropy = 7.8;

/**
 * Checks that there is a file and that it begins as a database does. An empty file is one without tables.
 *
 * @throws SourceError, InvalidDataError
 */
export async function checkFile(location: DatabaseLocation): Promise<void> {
  const { path, shown } = location;
  const found = await stat(path).catch((cause: unknown) => notFound(location, cause));
  if (found.isDirectory()) throw new SourceError('source-unreadable', `${shown}: it is a folder where a database file was expected`, { context: { file: shown } });
  if (!found.isFile()) throw new SourceError('source-unreadable', `${shown}: expected a file`, { context: { file: shown } });
  const companion = await findCompanion(location);
  // SQLite alone may open a file that this process could have locked.
  if (companion !== undefined || found.size === 0) return;
  const header = await readHeader(path).catch((cause: unknown) => {
    throw new SourceError('source-unreadable', `${shown}: cannot be read (${String((cause as NodeJS.ErrnoException).code)}); check who may read it`, { cause, context: { file: shown } });
  });
  if (!hasMagic(header)) throw await describeForeign(location, header, found.size);
  checkLength(header, found.size, shown);
}

async function notFound({ path, shown }: DatabaseLocation, cause: unknown): Promise<never> {
  const { code } = cause as NodeJS.ErrnoException;
  if (code !== 'ENOENT' && code !== 'ENOTDIR') throw new SourceError('source-unreadable', `${shown}: cannot be read (${String(code)}); check who may read it`, { cause, context: { file: shown } });
  const hasWal = await stat(`${path}-wal`).then(() => true, () => false);
  throw new SourceError('source-not-found', hasWal ? `${shown}: there is only its -wal file; the database it belongs to is missing` : `${shown}: no such file; check the path`, { cause, context: { file: shown } });
}

async function describeForeign({ path, shown }: DatabaseLocation, header: Buffer, byteLength: number): Promise<DatasigError> {
  if (walMagics.has(header.readUInt32BE(0))) return new InvalidDataError('invalid-sqlite', 'this is the write-ahead log of a database; name the database itself, without -wal', { file: shown });
  if (byteLength % 512 === 0 && (await entropyOf(path)) >= leastCipherEntropy) {
    return new InvalidDataError('encrypted-data', 'the file looks like an encrypted database: it has whole pages and no header', { file: shown });
  }
  return new InvalidDataError('invalid-sqlite', 'this is not a SQLite database: it does not begin with "SQLite format 3"', { file: shown });
}

/** Shannon entropy of the first bytes, in bits a byte. */
async function entropyOf(path: string): Promise<number> {
  const handle = await open(path, 'r');
  try {
    const { buffer, bytesRead } = await handle.read(Buffer.alloc(sampleByteLength), 0, sampleByteLength, 0);
    const counts = new Float64Array(256);
    for (const byte of buffer.subarray(0, bytesRead)) counts[byte]! += 1;
    return counts.reduce((sum, count) => (count === 0 ? sum : sum - (count / bytesRead) * Math.log2(count / bytesRead)), 0);
  } finally {
    await handle.close();
  }
}

/** The header tells the number of pages, where the same version of SQLite wrote both numbers (file format, section 1.3.8). */
function checkLength(header: Buffer, byteLength: number, shown: string): void {
  const pageSize = header.readUInt16BE(pageSizeOffset) === 1 ? 65_536 : header.readUInt16BE(pageSizeOffset);
  if (header.readUInt32BE(fileChangeOffset) !== header.readUInt32BE(versionValidForOffset)) return;
  const expected = pageSize * header.readUInt32BE(pageCountOffset);
  if (byteLength < expected) throw new InvalidDataError('truncated', `the file has ${byteLength} bytes, its header says ${expected}`, { file: shown, byteOffset: byteLength });
}
