/** A SQLite file, read by SQLite's own WebAssembly build from a copy in the browser's storage. */
import { DatasigError, SourceError } from '@datasig/core';
import type { Source } from '@datasig/core/spec';
import { checkHeader, headerByteLength, type SqliteModule, webSqlite } from '@datasig/sqlite/web';
import sqlite3InitModule from '@sqlite.org/sqlite-wasm';
import type { SqliteInput } from './input.ts';
import { keepCopy, removeCopies } from './sqlite-copies.ts';

const chunkByteLength = 1024 * 1024;
const databasePath = '/database';

/**
 * Opens it; closing the source removes the copy. SQLite needs files that it can read at once, which a page has in its
 * own storage only.
 *
 * @throws InvalidDataError where it is no database that can be read; SourceError where the browser has no room for the copy
 */
export async function openSqlite({ name, blob, tables }: SqliteInput): Promise<Source> {
  checkHeader(new Uint8Array(await blob.slice(0, headerByteLength).arrayBuffer()), blob.size, name);
  await removeCopies();
  const copy = await keepCopy();
  try {
    const sqlite = await sqlite3InitModule();
    const pool = await sqlite.installOpfsSAHPoolVfs({ name: copy.directory, directory: `/${copy.directory}`, initialCapacity: 3 });
    let position = 0;
    await pool.importDb(databasePath, async () => {
      const chunk = position < blob.size ? new Uint8Array(await blob.slice(position, position + chunkByteLength).arrayBuffer()) : undefined;
      position += chunkByteLength;
      return chunk;
    });
    const source = webSqlite({ sqlite: sqlite as unknown as SqliteModule, database: new pool.OpfsSAHPoolDb(databasePath), fileName: name, ...(tables !== undefined && { tables }) });
    const close = async (): Promise<void> => {
      await source.close?.();
      await pool.removeVfs().catch(() => undefined);
      await copy.release();
    };
    return { specVersion: source.specVersion, describe: (signal) => source.describe(signal), shards: (options) => source.shards(options), read: (shard, options) => source.read(shard, options), close };
  } catch (error) {
    await copy.release();
    if (DatasigError.is(error)) throw error;
    throw new SourceError('source-unreadable', `${name}: the browser could not make the copy that SQLite reads; it may be short of room, or allow pages no storage (private windows of some browsers)`, { context: { file: name }, cause: error });
  }
}
