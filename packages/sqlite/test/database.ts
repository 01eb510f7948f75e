/** Databases for tests: made by the driver itself, in folders that are gone after each test. */
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Fingerprinter, mergeSummaries, type Summary } from '@datasig/core';
import type { Shard, Source, Value } from '@datasig/core/spec';
import { afterEach, beforeEach } from 'vitest';
import { loadDriver, type SqliteDatabase, type SqlValue } from '../src/driver.ts';

/** A database that may be written to. */
export interface WritableDatabase extends SqliteDatabase {
  exec(sql: string): unknown;
  pragma(sql: string): unknown;
}

/** A folder for each test. */
export interface TestFolder {
  readonly path: string;
  file(name: string): string;
  /** Makes a database and closes it. */
  make(name: string, write: (database: WritableDatabase) => void): string;
  /** The bytes of all files, by name. */
  contents(): Readonly<Record<string, string>>;
}

/** Registers a folder for each test of the suite. */
export function useFolder(): TestFolder {
  let path = '';
  beforeEach(() => {
    path = mkdtempSync(join(tmpdir(), 'datasig-sqlite-'));
  });
  afterEach(() => rmSync(path, { recursive: true }));
  return {
    get path() {
      return path;
    },
    file: (name) => join(path, name),
    make: (name, write) => {
      const database = openWritable(join(path, name));
      write(database);
      database.close();
      return join(path, name);
    },
    contents: () => Object.fromEntries(readdirSync(path).sort().map((name) => [name, readFileSync(join(path, name)).toString('base64')])),
  };
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

/** Inserts rows; values are in the order of the columns. */
export function insert(database: SqliteDatabase, table: string, rows: readonly (readonly SqlValue[])[]): void {
  const statement = database.prepare(`INSERT INTO "${table}" VALUES (${rows[0]!.map(() => '?').join(', ')})`) as unknown as { run(...values: readonly SqlValue[]): unknown };
  for (const row of rows) statement.run(...row);
}

/** What a source gives, without the runner. */
export async function summarize(source: Source, shards?: readonly Shard[]): Promise<Summary> {
  const { schema } = await source.describe();
  const summaries: Summary[] = [];
  for (const shard of shards ?? (await source.shards())) {
    const declaredSchema = shard.schema ?? schema;
    const fingerprinter = new Fingerprinter({ ...(declaredSchema !== undefined && { declaredSchema }) });
    for await (const batch of source.read(shard)) fingerprinter.add(batch);
    summaries.push(fingerprinter.finish());
  }
  return mergeSummaries(summaries);
}

/** The UID of a source, which is closed then. */
export async function uidOf(source: Source): Promise<string> {
  try {
    return (await summarize(source)).identity!.uid;
  } finally {
    await source.close?.();
  }
}

/** The UID of records. */
export function uidOfRows(rows: readonly Readonly<Record<string, Value>>[]): string {
  const fingerprinter = new Fingerprinter({});
  fingerprinter.add({ kind: 'rows', rows });
  return fingerprinter.finish().identity!.uid;
}
