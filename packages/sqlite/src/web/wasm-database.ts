/** A database of `@sqlite.org/sqlite-wasm` under the interface that is used of better-sqlite3. */
import type { SqliteDatabase, SqliteStatement } from '../driver.ts';
import { WasmStatement } from './wasm-statement.ts';

/** What is used of the module. Pointers are numbers. */
export interface SqliteModule {
  readonly capi: {
    readonly sqlite3_column_type: (statement: number, column: number) => number;
    readonly sqlite3_column_int64: (statement: number, column: number) => bigint;
    readonly sqlite3_column_double: (statement: number, column: number) => number;
    readonly sqlite3_column_blob: (statement: number, column: number) => number;
    readonly sqlite3_column_bytes: (statement: number, column: number) => number;
    readonly sqlite3_column_decltype: (statement: number, column: number) => string | null;
    readonly sqlite3_column_name: (statement: number, column: number) => string;
    readonly sqlite3_stmt_readonly: (statement: number) => number;
    readonly sqlite3_extended_errcode: (database: number) => number;
    readonly sqlite3_js_rc_str: (code: number) => string | undefined;
  };
  readonly wasm: {
    readonly heap8u: () => Uint8Array;
    readonly exports: unknown;
  };
}

/** What is used of an open database. */
export interface OpenDatabase {
  readonly pointer?: number | undefined;
  prepare(source: string): unknown;
  close(): void;
}

/** What is used of a prepared statement. */
export interface OpenStatement {
  readonly pointer?: number | undefined;
  readonly columnCount: number;
  bind(index: number, value: null | number | bigint | string | Uint8Array): unknown;
  step(): boolean;
  reset(alsoClearBinds?: boolean): unknown;
  finalize(): unknown;
}

/** The database. Statements last until it is closed: nothing else tells when they are no longer used. */
export class WasmDatabase implements SqliteDatabase {
  readonly name: string;
  readonly #sqlite: SqliteModule;
  readonly #database: OpenDatabase;
  readonly #statements: Set<OpenStatement> = new Set();

  constructor(sqlite: SqliteModule, database: OpenDatabase, name: string) {
    [this.#sqlite, this.#database, this.name] = [sqlite, database, name];
  }

  get open(): boolean {
    return this.#database.pointer !== undefined;
  }

  prepare(source: string): SqliteStatement {
    const statement = this.run(() => this.#database.prepare(source) as OpenStatement);
    this.#statements.add(statement);
    return new WasmStatement(this.#sqlite, statement, (action) => this.run(action));
  }

  /** Runs `action`; its errors become those that better-sqlite3 has. */
  run<T>(action: () => T): T {
    try {
      return action();
    } catch (error) {
      if (!(error instanceof Error) || error.name !== 'SQLite3Error') throw error;
      const { capi } = this.#sqlite;
      const { resultCode = 1 } = error as Error & { readonly resultCode?: number };
      const extended = this.#database.pointer === undefined ? resultCode : capi.sqlite3_extended_errcode(this.#database.pointer);
      // The extended code of another error would mislead.
      const code = capi.sqlite3_js_rc_str((extended & 0xff) === (resultCode & 0xff) ? extended : resultCode) ?? 'SQLITE_ERROR';
      throw Object.assign(new Error(error.message.replace(/^.*sqlite3? result code \d+: /i, ''), { cause: error }), { name: 'SqliteError', code });
    }
  }

  close(): void {
    for (const statement of this.#statements) statement.finalize();
    this.#statements.clear();
    this.#database.close();
  }
}
