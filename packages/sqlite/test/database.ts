/** Databases for tests: made by the driver itself, in folders that are gone after each test. */
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Fingerprinter, mergeSummaries, type Summary } from '@datasig/core';
import type { Shard, Source, Value } from '@datasig/core/spec';
import { afterEach, beforeEach } from 'vitest';
import type { SqliteDatabase, SqlValue } from '../src/driver.ts';
import { openWritable, type WritableDatabase } from './writable.ts';

export { openWritable, type WritableDatabase } from './writable.ts';

/** A folder for each test. */
export interface TestFolder {
  readonly path: string;
  file(name: string): string;
  /** Makes a database and closes it. */
  make(name: string, write: (database: WritableDatabase) => void): string;
  /** The same, without what is no file. */
  contentsOfFiles(): Readonly<Record<string, string>>;
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
    contentsOfFiles: () => Object.fromEntries(readdirSync(path, { withFileTypes: true }).filter((entry) => entry.isFile()).map(({ name }) => [name, readFileSync(join(path, name)).toString('base64')])),
    contents: () => Object.fromEntries(readdirSync(path).sort().map((name) => [name, readFileSync(join(path, name)).toString('base64')])),
  };
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
