/** Opens a database file so that nothing can change it. */
import { stat } from 'node:fs/promises';
import { pathToFileURL } from 'node:url';
import type { Batch } from '@datasig/core/spec';
import type { ReadingOf } from './batches.ts';
import { checkFile } from './check-file.ts';
import { Connection, type OwnFile } from './connection.ts';
import { assertVersion, findCompanion, readHeader, readVersion } from './file-version.ts';
import { loadDriver } from './load-driver.ts';
import type { DatabaseLocation } from './location.ts';
import { nameLockHolders } from './lock-holders.ts';
import { PageFile } from './page-file.ts';
import { hasPlainRows, PageReader } from './read-pages.ts';
import type { RowidRange } from './rowid-range.ts';
import { inDatabase } from './sqlite-error.ts';
import { changed, type FileVersion } from './version.ts';

/** Of the header: the version that readers need, 2 in WAL mode (file format, section 1.3.3). */
const [readVersionOffset, walVersion] = [19, 2] as const;

/**
 * Opens a file. Without a `-wal` or `-journal` beside it nothing is locked and nothing is left behind, also on media
 * that cannot be written; with one SQLite reads what it holds, and may leave a `-shm` file.
 *
 * @throws SourceError, InvalidDataError
 */
export async function openFile(location: DatabaseLocation, busyTimeoutMs: number): Promise<Connection> {
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
    return Connection.own(database, shown, new LocalFile(location, version, warnings));
  } catch (error) {
    database.close();
    throw version !== undefined && (await hasChanged(location, version)) ? changed(shown) : await nameLockHolders(error, location);
  }
}

/** What a file on a disk adds to its connection. */
class LocalFile implements OwnFile {
  readonly version: FileVersion | undefined;
  readonly warnings: readonly string[];
  readonly #location: DatabaseLocation;
  #pages: PageFile | undefined;

  constructor(location: DatabaseLocation, version: FileVersion | undefined, warnings: readonly string[]) {
    this.#location = location;
    this.version = version;
    this.warnings = warnings;
  }

  assertUnchanged(expected: FileVersion): Promise<void> {
    return assertVersion(this.#location, expected);
  }

  explain(error: unknown): Promise<unknown> {
    return nameLockHolders(error, this.#location);
  }

  plainRows(reading: ReadingOf, range: RowidRange): Generator<Batch> | undefined {
    if (this.version === undefined || !hasPlainRows(reading)) return undefined;
    this.#pages ??= new PageFile(this.#location.path, this.version);
    return new PageReader(reading, range, this.#pages).read();
  }

  close(): void {
    this.#pages?.close();
  }
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
