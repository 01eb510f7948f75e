/** Databases that may be written to. */
import { createRequire } from 'node:module';
import type { SqliteDatabase } from '../src/driver.ts';
import { loadDriver } from '../src/load-driver.ts';

/** A database that may be written to. */
export interface WritableDatabase extends SqliteDatabase {
  exec(sql: string): unknown;
  pragma(sql: string): unknown;
}

/** Opens a database to write to it; makes it where there is none. */
export function openWritable(path: string): WritableDatabase {
  // So that the setting for names holds, whichever test loads the addon first.
  loadDriver();
  const Database = createRequire(import.meta.url)('better-sqlite3') as new (path: string) => WritableDatabase;
  const database = new Database(path);
  // Nothing has to outlive a power failure.
  database.pragma('synchronous = OFF');
  return database;
}
