/** A database of `@sqlite.org/sqlite-wasm` under the interface that is used of better-sqlite3. */
import type { SqliteDatabase, SqliteStatement } from '../driver.ts';
import type { OpenDatabase, OpenStatement, SqliteModule } from './wasm-module.ts';
import { WasmStatement } from './wasm-statement.ts';

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
