/** A prepared statement of `@sqlite.org/sqlite-wasm` under the interface that is used of better-sqlite3. */
import type { SqliteStatement, SqlParameter, SqlValue } from '../driver.ts';
import type { OpenStatement, SqliteModule } from './wasm-module.ts';

/** SQLite's datatype codes (`sqlite3.h`). */
const datatype = { integer: 1, float: 2, text: 3, blob: 4 } as const;
// SQLite's own text functions end at a NUL.
const decoder = new TextDecoder('utf-8', { ignoreBOM: true });

/** The raw function: the wrapped one gives a string that ends at a NUL. */
interface TextExports {
  readonly sqlite3_column_text: (statement: number, column: number) => number;
}

/** Runs an action of the database with its errors translated. */
type Run = <T>(action: () => T) => T;

/** The statement; `raw` gives rows as arrays, which is the only form that is used. */
export class WasmStatement implements SqliteStatement {
  readonly #sqlite: SqliteModule;
  readonly #statement: OpenStatement;
  readonly #run: Run;
  readonly #exports: TextExports;
  #isPlucked = false;
  #isExact = false;

  constructor(sqlite: SqliteModule, statement: OpenStatement, run: Run) {
    [this.#sqlite, this.#statement, this.#run] = [sqlite, statement, run];
    this.#exports = sqlite.wasm.exports as TextExports;
  }

  get reader(): boolean {
    return this.#statement.columnCount > 0;
  }

  get readonly(): boolean {
    return this.#sqlite.capi.sqlite3_stmt_readonly(this.#pointer) !== 0;
  }

  raw(): this {
    return this;
  }

  pluck(on = true): this {
    this.#isPlucked = on;
    return this;
  }

  safeIntegers(on = true): this {
    this.#isExact = on;
    return this;
  }

  columns(): readonly { readonly name: string; readonly column: string | null; readonly type: string | null }[] {
    const { capi } = this.#sqlite;
    return Array.from({ length: this.#statement.columnCount }, (_, index) => ({ name: capi.sqlite3_column_name(this.#pointer, index), column: null, type: capi.sqlite3_column_decltype(this.#pointer, index) }));
  }

  run(): unknown {
    return this.all();
  }

  all(...parameters: readonly SqlParameter[]): unknown[] {
    return [...this.iterate(...parameters)];
  }

  get(...parameters: readonly SqlParameter[]): unknown {
    const [row] = this.iterate(...parameters);
    return row;
  }

  *iterate(...parameters: readonly SqlParameter[]): IterableIterator<unknown> {
    this.#run(() => {
      this.#statement.reset(true);
      parameters.forEach((parameter, index) => this.#statement.bind(index + 1, parameter));
    });
    try {
      while (this.#run(() => this.#statement.step())) {
        yield this.#isPlucked ? this.#value(0) : Array.from({ length: this.#statement.columnCount }, (_, index) => this.#value(index));
      }
    } finally {
      // It tells the error of the last step again.
      try {
        this.#statement.reset();
      } catch {
        // That was told.
      }
    }
  }

  get #pointer(): number {
    return this.#statement.pointer!;
  }

  #value(column: number): SqlValue {
    const { capi } = this.#sqlite;
    switch (capi.sqlite3_column_type(this.#pointer, column)) {
      case datatype.integer: {
        const integer = capi.sqlite3_column_int64(this.#pointer, column);
        return this.#isExact ? integer : Number(integer);
      }
      case datatype.float:
        return capi.sqlite3_column_double(this.#pointer, column);
      case datatype.text:
        return decoder.decode(this.#bytes(this.#exports.sqlite3_column_text(this.#pointer, column), column));
      case datatype.blob:
        return this.#bytes(capi.sqlite3_column_blob(this.#pointer, column), column).slice();
      default:
        return null;
    }
  }

  /** A view that holds until the next call; SQLite gives no address for nothing. */
  #bytes(address: number, column: number): Uint8Array {
    const byteLength = this.#sqlite.capi.sqlite3_column_bytes(this.#pointer, column);
    return byteLength === 0 ? new Uint8Array(0) : this.#sqlite.wasm.heap8u().subarray(address, address + byteLength);
  }
}
