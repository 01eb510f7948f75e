/** A connection that cannot change what it reads, and its one read transaction. */
import { stat } from 'node:fs/promises';
import { pathToFileURL } from 'node:url';
import { SourceError } from '@datasig/core';
import { loadDriver, type SqliteDatabase } from './driver.ts';
import { changed, assertVersion, type FileVersion, findCompanion, readHeader, readVersion } from './file-version.ts';
import type { DatabaseLocation } from './location.ts';
import { nameLockHolders } from './lock-holders.ts';
import { checkFile } from './check-file.ts';
import { PageFile } from './page-file.ts';
import { inDatabase } from './sqlite-error.ts';

/** Of the header: the version that readers need, 2 in WAL mode (file format, section 1.3.3). */
const [readVersionOffset, walVersion] = [19, 2] as const;

/** What each of our own connections is set to; a cache beyond the processor's makes reading slower. */
const settings = ['query_only = ON', 'trusted_schema = OFF', 'cell_size_check = ON', 'mmap_size = 0', 'temp_store = MEMORY', 'cache_size = -2000'] as const;

/** A database and the read transaction on it, held from the first look to the end. */
export class Connection {
  readonly database: SqliteDatabase;
  /** What messages call the database. */
  readonly shown: string;
  /** The version of the file, where no one is known to write to it: then any thread may open it. */
  readonly version: FileVersion | undefined;
  /** What the user should know of how it is read. */
  readonly warnings: readonly string[];
  readonly #location: DatabaseLocation | undefined;
  #transaction: Iterator<unknown>;
  #pages: PageFile | undefined;

  private constructor(database: SqliteDatabase, shown: string, location?: DatabaseLocation, version?: FileVersion, warnings: readonly string[] = []) {
    this.database = database;
    this.shown = shown;
    this.version = version;
    this.warnings = warnings;
    this.#location = location;
    this.#transaction = beginReading(database, shown);
  }

  /**
   * Opens a file. Without a `-wal` or `-journal` beside it nothing is locked and nothing is left behind, also on media
   * that cannot be written; with one SQLite reads what it holds, and may leave a `-shm` file.
   *
   * @throws SourceError, InvalidDataError
   */
  static async open(location: DatabaseLocation, busyTimeoutMs: number): Promise<Connection> {
    await checkFile(location);
    const { Database, takesUris } = loadDriver();
    const { path, shown } = location;
    const companion = await findCompanion(location);
    const isAtRest = takesUris && companion === undefined;
    const warnings = isAtRest || companion === '-journal' ? [] : await warnOfTraces(location, companion !== undefined);
    const version = isAtRest ? await readVersion(location) : undefined;
    const name = isAtRest ? `${pathToFileURL(path).href}?immutable=1` : path;
    const database = inDatabase(shown, () => new Database(name, { readonly: true, fileMustExist: true, timeout: busyTimeoutMs }));
    try {
      inDatabase(shown, () => {
        for (const setting of settings) database.prepare(`PRAGMA ${setting}`).run();
      });
      return new Connection(database, shown, location, version, warnings);
    } catch (error) {
      database.close();
      throw version !== undefined && (await hasChanged(location, version)) ? changed(shown) : await nameLockHolders(error, location);
    }
  }

  /** Reads by a connection of the caller's, which stays open and is busy meanwhile. */
  static over(database: SqliteDatabase, shown: string): Connection {
    if (!database.open) throw new SourceError('source-unreadable', `${shown}: the connection is closed`, { context: { file: shown } });
    return new Connection(database, shown);
  }

  /** @throws SourceError `source-changed` when someone wrote to a file that was taken to be at rest */
  async assertUnchanged(expected: FileVersion | undefined = this.version): Promise<void> {
    if (expected !== undefined && this.#location !== undefined) await assertVersion(this.#location, expected);
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
      throw this.#location === undefined ? error : await nameLockHolders(error, this.#location);
    }
  }

  /** The pages of a file at rest, opened when they are first asked for. */
  pages(): PageFile | undefined {
    if (this.version === undefined || this.#location === undefined) return undefined;
    this.#pages ??= new PageFile(this.#location.path, this.version);
    return this.#pages;
  }

  /** Ends the transaction; closes what was opened here. */
  close(): void {
    this.#transaction.return?.();
    this.#pages?.close();
    if (this.#location !== undefined) this.database.close();
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

/** SQLite makes the files of WAL mode where they are missing, and a reader cannot take them away again. */
async function warnOfTraces({ path, shown }: DatabaseLocation, isInUse: boolean): Promise<readonly string[]> {
  if (!isInUse && (await readHeader(path))[readVersionOffset] !== walVersion) return [];
  const missing: string[] = [];
  for (const ending of ['-wal', '-shm']) if (!(await stat(path + ending).then(() => true, () => false))) missing.push(`${shown}${ending}`);
  if (missing.length === 0) return [];
  const reason = isInUse ? `${shown} may be in use, so it is read together with what SQLite keeps beside it` : `better-sqlite3 was loaded before in this process, without SQLITE_USE_URI=1, so ${shown} is opened as if it were in use`;
  return [`${reason}; SQLite may leave ${missing.join(' and ')}`];
}

async function hasChanged(location: DatabaseLocation, version: FileVersion): Promise<boolean> {
  return assertVersion(location, version).then(() => false, () => true);
}
