/** Databases in browsers: rows by SQLite's own WebAssembly build, values as everywhere. */
import type { Source } from '@datasig/core/spec';
import { Connection } from '../connection.ts';
import { parseOptions, type SqliteReadingOptions } from '../options.ts';
import { describeSetup } from '../setup.ts';
import { SqliteSource } from '../source.ts';
import { WasmDatabase } from './wasm-database.ts';
import type { OpenDatabase, SqliteModule } from './wasm-module.ts';

export { checkHeader, headerByteLength } from './header.ts';
export type { OpenDatabase, SqliteModule } from './wasm-module.ts';
export type { SqliteReadingOptions, TypesOption } from '../options.ts';

/** A database that `@sqlite.org/sqlite-wasm` has opened. */
export interface WebSqliteOptions extends Omit<SqliteReadingOptions, 'busyTimeoutMs'> {
  /** What its `sqlite3InitModule` gave. */
  readonly sqlite: SqliteModule;
  /** An open one, such as an `OpfsSAHPoolDb`. It is the caller's, and closed by the source, since it ends its statements. */
  readonly database: OpenDatabase;
  /** Base name of its file: what messages and the fingerprint call it. */
  readonly fileName: string;
}

/**
 * A dataset of a database, whose file {@link checkHeader} has seen. The fingerprint has the bytes of that which the command makes of the same file.
 *
 * @throws InvalidArgumentError for options that are not valid; what is wrong with the database shows when it is looked at
 */
export function webSqlite({ sqlite, database, fileName, ...options }: WebSqliteOptions): Source {
  const checked = parseOptions(Object.fromEntries(Object.entries(options).filter(([, value]) => value !== undefined)) as Parameters<typeof parseOptions>[0]);
  return new SqliteSource({
    ...describeSetup(fileName, checked),
    ...(checked.query !== undefined && { query: { source: checked.query, parameters: [] } }),
    open: async () =>
      Connection.own(new WasmDatabase(sqlite, database, fileName), fileName, {
        version: undefined,
        warnings: [],
        assertUnchanged: async () => undefined,
        explain: async (error) => error,
        plainRows: () => undefined,
        close: () => undefined,
      }),
  });
}
