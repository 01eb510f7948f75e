/** What is used of better-sqlite3, or of what does the same in a browser. */

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

/** The code of an error of better-sqlite3, such as `SQLITE_BUSY`; undefined for other errors. */
export function sqliteCode(error: unknown): string | undefined {
  const code = error instanceof Error && error.name === 'SqliteError' ? (error as Error & { readonly code?: unknown }).code : undefined;
  return typeof code === 'string' ? code : undefined;
}
