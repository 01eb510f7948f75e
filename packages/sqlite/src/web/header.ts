/** The beginning of a database file: what can be said before SQLite sees it. */
import { InvalidDataError } from '@datasig/core';

/** How much of a file is needed (SQLite's file format, section 1.3). */
export const headerByteLength = 100;

const magic = 'SQLite format 3\0';
const encodingOffset = 56;
const utf8 = 1;

/**
 * Checks that a file begins as a database that this build of SQLite can read. It would take text in UTF-16 for UTF-8.
 *
 * @param header the first {@link headerByteLength} bytes
 * @throws InvalidDataError `invalid-sqlite`, `truncated`, `unsupported-codec`
 */
export function checkHeader(header: Uint8Array, byteLength: number, file: string): void {
  const text = String.fromCharCode(...header.subarray(0, magic.length));
  if (text !== magic) throw new InvalidDataError('invalid-sqlite', 'this is not a SQLite database, or it is encrypted: it does not begin with "SQLite format 3"', { file });
  const view = new DataView(header.buffer, header.byteOffset, header.byteLength);
  if (header.length < headerByteLength || byteLength % 512 !== 0) throw new InvalidDataError('truncated', 'the file ends inside a page', { file, byteOffset: byteLength });
  const pageSize = view.getUint16(16) === 1 ? 65_536 : view.getUint16(16);
  // Both numbers were written by the same version of SQLite (section 1.3.8).
  const expected = view.getUint32(24) === view.getUint32(92) ? pageSize * view.getUint32(28) : 0;
  if (byteLength < expected) throw new InvalidDataError('truncated', `the file has ${byteLength} bytes, its header says ${expected}`, { file, byteOffset: byteLength });
  // An empty database has none yet.
  const encoding = view.getUint32(encodingOffset);
  if (encoding > utf8) throw new InvalidDataError('unsupported-codec', 'the database has its text in UTF-16, which SQLite\'s build for browsers cannot read; the command can', { file, byteOffset: encodingOffset });
}
