/** A connection that cannot change what it reads, and its one read transaction. */
import { SourceError } from '@datasig/core';
import type { Batch } from '@datasig/core/spec';
import type { ReadingOf } from './batches.ts';
import type { SqliteDatabase } from './driver.ts';
import type { RowidRange } from './rowid-range.ts';
import { inDatabase } from './sqlite-error.ts';
import type { FileVersion } from './version.ts';

/** What each of our own connections is set to; a cache beyond the processor's makes reading slower. */
const settings = ['query_only = ON', 'trusted_schema = OFF', 'cell_size_check = ON', 'mmap_size = 0', 'temp_store = MEMORY', 'cache_size = -2000'] as const;

/** A file that was opened here. */
export interface OwnFile {
  /** Its version, where no one is known to write to it: then any thread may open it. */
  readonly version: FileVersion | undefined;
  /** What the user should know of how it is read. */
  readonly warnings: readonly string[];
  /** @throws SourceError `source-changed` where it is another version */
  assertUnchanged(expected: FileVersion): Promise<void>;
  /** An error, with what is known of who caused it. */
  explain(error: unknown): Promise<unknown>;
  /** Rows straight from its pages; undefined where SQLite alone can read them. */
  plainRows(reading: ReadingOf, range: RowidRange): Generator<Batch> | undefined;
  close(): void;
}

/** A database and the read transaction on it, held from the first look to the end. */
export class Connection {
  readonly database: SqliteDatabase;
  /** What messages call the database. */
  readonly shown: string;
  readonly #file: OwnFile | undefined;
  #transaction: Iterator<unknown>;

  private constructor(database: SqliteDatabase, shown: string, file?: OwnFile) {
    this.database = database;
    this.shown = shown;
    this.#file = file;
    this.#transaction = beginReading(database, shown);
  }

  /** Reads by a connection that was opened for it, and is closed with it. @throws SourceError, InvalidDataError */
  static own(database: SqliteDatabase, shown: string, file: OwnFile): Connection {
    inDatabase(shown, () => {
      for (const setting of settings) database.prepare(`PRAGMA ${setting}`).run();
    });
    return new Connection(database, shown, file);
  }

  /** Reads by a connection of the caller's, which stays open and is busy meanwhile. */
  static over(database: SqliteDatabase, shown: string): Connection {
    if (!database.open) throw new SourceError('source-unreadable', `${shown}: the connection is closed`, { context: { file: shown } });
    return new Connection(database, shown);
  }

  /** The version of the file, where no one is known to write to it: then any thread may open it. */
  get version(): FileVersion | undefined {
    return this.#file?.version;
  }

  /** What the user should know of how it is read. */
  get warnings(): readonly string[] {
    return this.#file?.warnings ?? [];
  }

  /** @throws SourceError `source-changed` when someone wrote to a file that was taken to be at rest */
  async assertUnchanged(expected: FileVersion | undefined = this.version): Promise<void> {
    if (expected !== undefined) await this.#file?.assertUnchanged(expected);
  }

  /** Ends the transaction and begins another, which sees what was written since. */
  beginAnew(): void {
    this.#transaction.return?.();
    this.#transaction = beginReading(this.database, this.shown);
  }

  /** Runs `action`. What is written to while it is read may look damaged: the error then tells of that. */
  async guard<T>(action: () => T | Promise<T>): Promise<T> {
    try {
      return await action();
    } catch (error) {
      await this.assertUnchanged();
      throw this.#file === undefined ? error : await this.#file.explain(error);
    }
  }

  /** Rows straight from the pages of a file at rest; undefined where SQLite alone can read them. */
  plainRows(reading: ReadingOf, range: RowidRange): Generator<Batch> | undefined {
    return this.#file?.plainRows(reading, range);
  }

  /** Ends the transaction; closes what was opened here. */
  close(): void {
    this.#transaction.return?.();
    if (this.#file === undefined) return;
    this.#file.close();
    this.database.close();
  }
}

/** A statement that has not come to its end holds the transaction, in which all others then are. */
function beginReading(database: SqliteDatabase, shown: string): Iterator<unknown> {
  return inDatabase(shown, () => {
    const rows = database.prepare('SELECT 1 FROM (SELECT count(*) FROM sqlite_schema) UNION ALL SELECT 2').iterate();
    rows.next();
    return rows;
  });
}
