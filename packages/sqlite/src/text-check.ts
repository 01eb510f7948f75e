/**
 * Text whose bytes are no text: better-sqlite3 replaces invalid UTF-8 by U+FFFD, and SQLite makes other characters of
 * the lone surrogates in a UTF-16 database. What may have been changed is held against the bytes that are stored.
 */
import { isUtf8 } from 'node:buffer';
import { InvalidArgumentError, InvalidDataError } from '@datasig/core';
import type { Column } from '@datasig/core/spec';
import type { RowSlice } from './column-kinds.ts';
import type { SqliteDatabase } from './driver.ts';

/** The encoding of all text in a database. */
export type TextEncoding = 'UTF-8' | 'UTF-16le' | 'UTF-16be';

const replacement = '\uFFFD';
const replacementBytes: Buffer = Buffer.from(replacement);

/** Asks the database for its encoding. */
export function readEncoding(database: SqliteDatabase): TextEncoding {
  return database.prepare('PRAGMA encoding').pluck().get() as TextEncoding;
}

/** Whether a column's text has to be held against its bytes: where it shows U+FFFD, and all of it in UTF-16. */
export function isSuspect(column: Column, slice: RowSlice, position: number, encoding: TextEncoding): boolean {
  if (column.type === 'text' && encoding === 'UTF-8') {
    const bytes = column.bytes.subarray(0, column.offsets[slice.end - slice.start]);
    return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).includes(replacementBytes);
  }
  if (column.type !== 'text' && column.type !== 'values') return false;
  const needle = encoding === 'UTF-8' ? replacement : '';
  for (let row = slice.start; row < slice.end; row++) {
    const value = slice.rows[row]![position];
    if (typeof value === 'string' && value.includes(needle)) return true;
  }
  return false;
}

/**
 * Holds text against its bytes.
 *
 * @throws InvalidDataError `invalid-utf8` without a place; InvalidArgumentError `invalid-query` where the bytes are
 * those of another row
 */
export function checkText(text: string, bytes: unknown, encoding: TextEncoding): void {
  if (bytes instanceof Uint8Array) {
    const stored = toLittleEndian(bytes, encoding);
    if (stored === undefined || !isValid(stored, encoding)) throw new InvalidDataError('invalid-utf8', `text is not valid ${encoding === 'UTF-8' ? 'UTF-8' : 'UTF-16'}`);
    if (stored.equals(Buffer.from(text, encoding === 'UTF-8' ? 'utf8' : 'utf16le'))) return;
  }
  throw new InvalidArgumentError('invalid-query', 'the query gives other rows when it is run again, so that its text cannot be checked; make it give the same ones, or select the text as BLOB');
}

/** The bytes, those of UTF-16 turned round where they have to be; undefined for half a unit. */
function toLittleEndian(bytes: Uint8Array, encoding: TextEncoding): Buffer | undefined {
  if (encoding !== 'UTF-8' && bytes.length % 2 === 1) return undefined;
  const copy = Buffer.from(bytes);
  return encoding === 'UTF-16be' ? copy.swap16() : copy;
}

function isValid(bytes: Buffer, encoding: TextEncoding): boolean {
  return encoding === 'UTF-8' ? isUtf8(bytes) : bytes.toString('utf16le').isWellFormed();
}
