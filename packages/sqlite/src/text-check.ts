/**
 * Text whose bytes are no text: drivers replace invalid UTF-8 by U+FFFD, and SQLite makes other characters of
 * the lone surrogates in a UTF-16 database. What may have been changed is held against the bytes that are stored.
 */
import { InvalidArgumentError, InvalidDataError } from '@datasig/core';
import type { Column } from '@datasig/core/spec';
import type { RowSlice } from './column-kinds.ts';
import type { SqliteDatabase } from './driver.ts';

/** The encoding of all text in a database. */
export type TextEncoding = 'UTF-8' | 'UTF-16le' | 'UTF-16be';

const replacement = '\uFFFD';
/** Of it in UTF-8. */
const [first, second, third] = [0xef, 0xbf, 0xbd] as const;

/** Asks the database for its encoding; SQLite's build for browsers knows UTF-8 only, and gives no answer. */
export function readEncoding(database: SqliteDatabase): TextEncoding {
  return (database.prepare('PRAGMA encoding').pluck().get() as TextEncoding | undefined) ?? 'UTF-8';
}

/** Whether a column's text has to be held against its bytes: where it shows U+FFFD, and all of it in UTF-16. */
export function isSuspect(column: Column, slice: RowSlice, position: number, encoding: TextEncoding): boolean {
  if (column.type === 'text' && encoding === 'UTF-8') {
    return holdsReplacement(column.bytes.subarray(0, column.offsets[slice.end - slice.start]));
  }
  if (column.type !== 'text' && column.type !== 'values') return false;
  const needle = encoding === 'UTF-8' ? replacement : '';
  for (let row = slice.start; row < slice.end; row++) {
    const value = slice.rows[row]![position];
    if (typeof value === 'string' && value.includes(needle)) return true;
  }
  return false;
}

function holdsReplacement(bytes: Uint8Array): boolean {
  for (let index = bytes.indexOf(first); index !== -1; index = bytes.indexOf(first, index + 1)) {
    if (bytes[index + 1] === second && bytes[index + 2] === third) return true;
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
    const stored = decode(bytes, encoding);
    if (stored === undefined) throw new InvalidDataError('invalid-utf8', `text is not valid ${encoding === 'UTF-8' ? 'UTF-8' : 'UTF-16'}`);
    if (stored === text) return;
  }
  throw new InvalidArgumentError('invalid-query', 'the query gives other rows when it is run again, so that its text cannot be checked; make it give the same ones, or select the text as BLOB');
}

const decoders: Map<TextEncoding, TextDecoder> = new Map();

/** The text; undefined where the bytes are none. */
function decode(bytes: Uint8Array, encoding: TextEncoding): string | undefined {
  const decoder = decoders.get(encoding) ?? new TextDecoder(encoding.toLowerCase(), { fatal: true, ignoreBOM: true });
  decoders.set(encoding, decoder);
  try {
    return decoder.decode(bytes);
  } catch (error) {
    if (error instanceof TypeError) return undefined;
    throw error;
  }
}
