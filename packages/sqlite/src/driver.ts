/** What is used of better-sqlite3, and how it is loaded: with names that may be URIs. */
import { createRequire } from 'node:module';

/** A value as better-sqlite3 hands it over: integers are `bigint` in safe mode, else rounded to doubles. */
export type SqlValue = null | number | bigint | string | Uint8Array;
/** A row, its values in the order of the columns. */
export type SqlRow = readonly SqlValue[];
/** What a parameter of a query may be bound to. */
export type SqlParameter = null | number | bigint | string | Uint8Array;

/** A prepared statement of better-sqlite3. */
export interface SqliteStatement {
  /** Whether it gives rows. */
  readonly reader: boolean;
  /** Whether it leaves the database as it is. */
  readonly readonly: boolean;
  raw(on?: boolean): this;
  pluck(on?: boolean): this;
  safeIntegers(on?: boolean): this;
  columns(): readonly { readonly name: string; readonly column: string | null; readonly type: string | null }[];
  run(): unknown;
  all(...parameters: readonly SqlParameter[]): unknown[];
  get(...parameters: readonly SqlParameter[]): unknown;
  iterate(...parameters: readonly SqlParameter[]): IterableIterator<unknown>;
}

/** An open database of better-sqlite3, of whatever version of its types. */
export interface CallersDatabase {
  readonly open: boolean;
  readonly name: string;
  prepare(source: string): unknown;
}

/** A statement prepared with one. */
export interface CallersStatement {
  readonly source: string;
  readonly database: CallersDatabase;
}

/** An open database of better-sqlite3, as far as it is used here. */
export interface SqliteDatabase {
  readonly open: boolean;
  readonly name: string;
  prepare(source: string): SqliteStatement;
  close(): unknown;
}

type DatabaseClass = new (name: string, options: { readonly readonly: boolean; readonly fileMustExist: boolean; readonly timeout: number }) => SqliteDatabase;

interface Driver {
  readonly Database: DatabaseClass;
  /** Whether names may be URIs: not where something in this process loaded the addon before, without them. */
  readonly takesUris: boolean;
}

const require = createRequire(import.meta.url);
const uriSetting = 'SQLITE_USE_URI';
let driver: Driver | undefined;

/** The driver; the addon is loaded once. */
export function loadDriver(): Driver {
  driver ??= load();
  return driver;
}

function load(): Driver {
  const before = process.env[uriSetting];
  // Read once, when the addon is loaded into the process.
  process.env[uriSetting] = '1';
  try {
    const Database = require('better-sqlite3') as DatabaseClass;
    return { Database, takesUris: openMemory(Database) };
  } finally {
    if (before === undefined) delete process.env[uriSetting];
    else process.env[uriSetting] = before;
  }
}

/** Opens a database in memory by a URI, which as a plain name is a file that does not exist. */
function openMemory(Database: DatabaseClass): boolean {
  try {
    new Database('file:datasig-uri-probe?mode=memory', { readonly: false, fileMustExist: true, timeout: 0 }).close();
    return true;
  } catch {
    return false;
  }
}

/** The code of an error of better-sqlite3, such as `SQLITE_BUSY`; undefined for other errors. */
export function sqliteCode(error: unknown): string | undefined {
  const code = error instanceof Error && error.name === 'SqliteError' ? (error as Error & { readonly code?: unknown }).code : undefined;
  return typeof code === 'string' ? code : undefined;
}
