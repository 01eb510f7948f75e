/** What is used of `@sqlite.org/sqlite-wasm`. */

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
