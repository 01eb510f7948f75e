/** Which version of a database file is being read, and how a change of it shows. */
import { open, stat } from 'node:fs/promises';
import type { DatabaseLocation } from './location.ts';
import { changed, type FileVersion } from './version.ts';

/** Files of SQLite beside a database: with one of them it may be in use. */
const companions = ['-wal', '-journal'] as const;
/** `SQLite format 3\0` and what is needed of the 100 bytes that it begins (SQLite's file format, section 1.3). */
const magic = 'SQLite format 3\0';
const changeCounterOffset = 24;
const headerByteLength = 100;

/** The file beside the database that shows that it is, or was, written to. */
export async function findCompanion({ path }: DatabaseLocation): Promise<string | undefined> {
  for (const ending of companions) {
    const found = await stat(path + ending).catch(() => undefined);
    if (found !== undefined) return ending;
  }
  return undefined;
}

/**
 * The version of a database that no one is known to write to. The file is opened and closed for it: where this process
 * holds locks on it by another connection, POSIX would drop them, so this is for databases without `-wal` and `-journal`.
 */
export async function readVersion({ path }: DatabaseLocation): Promise<FileVersion> {
  const { size, mtimeNs } = await stat(path, { bigint: true });
  return { byteLength: Number(size), mtimeNs: mtimeNs.toString(), changeCounter: (await readHeader(path)).readUInt32BE(changeCounterOffset) };
}

/** @throws SourceError `source-changed` where it is another than was planned for */
export async function assertVersion(location: DatabaseLocation, expected: FileVersion): Promise<void> {
  const found = await readVersion(location).catch(() => undefined);
  const isSame = found !== undefined && found.byteLength === expected.byteLength && found.mtimeNs === expected.mtimeNs && found.changeCounter === expected.changeCounter;
  if (isSame && (await findCompanion(location)) === undefined) return;
  throw changed(location.shown);
}

/** The first bytes; zeros where the file is shorter. */
export async function readHeader(path: string): Promise<Buffer> {
  const handle = await open(path, 'r');
  try {
    const header = Buffer.alloc(headerByteLength);
    await handle.read(header, 0, headerByteLength, 0);
    return header;
  } finally {
    await handle.close();
  }
}

/** Whether a file begins as databases do. */
export function hasMagic(header: Buffer): boolean {
  return header.toString('latin1', 0, magic.length) === magic;
}
