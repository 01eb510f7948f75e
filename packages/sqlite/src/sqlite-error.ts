/** What SQLite says, as Datasig's errors. */
import { DatasigError, InvalidArgumentError, InvalidDataError, SourceError } from '@datasig/core';
import { sqliteCode } from './driver.ts';

/** What was being done: preparing what the user wrote, or reading. */
export type Activity = 'query' | 'reading';

/**
 * The error of Datasig for one of better-sqlite3; any other is returned as it is.
 *
 * @param file the database as the user knows it, with its table where one is being read
 */
function fromSqliteError(error: unknown, file: string, activity: Activity = 'reading'): unknown {
  if (DatasigError.is(error)) return error;
  // What better-sqlite3 says itself of a text that is no single statement.
  if (activity === 'query' && (error instanceof RangeError || error instanceof TypeError)) return invalidQuery(error.message, error);
  const code = sqliteCode(error);
  if (code === undefined) return error;
  const { message } = error as Error;
  const primary = /^SQLITE_[A-Z]+/.exec(code)![0];
  if (activity === 'query' && (primary === 'SQLITE_ERROR' || primary === 'SQLITE_AUTH')) return invalidQuery(message, error);
  const context = { file, sqlite: code };
  const unreadable = (reason: string, retryable = false): SourceError => new SourceError('source-unreadable', `${file}: ${reason}`, { cause: error, context, retryable });
  switch (primary) {
    case 'SQLITE_BUSY':
    case 'SQLITE_LOCKED':
    case 'SQLITE_PROTOCOL':
      return new SourceError('database-locked', `${file}: another program has locked the database`, { cause: error, context, retryable: true });
    case 'SQLITE_NOTADB':
      return new InvalidDataError('invalid-sqlite', 'this is not a SQLite database, or it is encrypted', { file }, { cause: error, context });
    case 'SQLITE_CORRUPT':
    case 'SQLITE_FORMAT':
      return new InvalidDataError('invalid-sqlite', `the database is damaged (${code})`, { file }, { cause: error, context });
    case 'SQLITE_IOERR':
      if (code === 'SQLITE_IOERR_SHORT_READ') return new InvalidDataError('truncated', 'the file ends inside a page', { file }, { cause: error, context });
      return unreadable(`cannot be read (${code})`, true);
    case 'SQLITE_READONLY':
      return unreadable(`a program that wrote to it ended without finishing (${code}); open it once with a program that may write, such as sqlite3, so that SQLite restores it`);
    case 'SQLITE_CANTOPEN':
      return unreadable('cannot be opened; check who may read it, and its -wal and -shm files where there are some');
    case 'SQLITE_TOOBIG':
      return new InvalidDataError('record-too-large', 'a value is longer than 512 MiB', { file }, { cause: error, context });
    default:
      return unreadable(describe(code, message));
  }
}

/** SQLite's own words, unless they may quote a value. */
function describe(code: string, message: string): string {
  const isSafe = /^(?:no such (?:module|table|function|collation sequence|column|vfs)|unsafe use of|malformed database schema|out of memory|unknown database)/.test(message);
  return isSafe ? `SQLite cannot read it: ${message}` : `SQLite cannot read it (${code})`;
}

function invalidQuery(reason: string, cause: unknown): InvalidArgumentError {
  return new InvalidArgumentError('invalid-query', `the query cannot be run: ${reason}`, { cause });
}

/** Runs `action` on the database that the user knows as `file`. */
export function inDatabase<T>(file: string, action: () => T, activity?: Activity): T {
  try {
    return action();
  } catch (error) {
    throw fromSqliteError(error, file, activity);
  }
}
