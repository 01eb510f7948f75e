/** Datasig's connector for SQLite: tables, views and queries. */
import { basename } from 'node:path';
import { InvalidArgumentError } from '@datasig/core';
import type { Connector, OpenRequest, Source } from '@datasig/core/spec';
import { Connection } from './connection.ts';
import type { CallersDatabase, CallersStatement, SqliteDatabase, SqlParameter } from './driver.ts';
import { LiveSnapshot } from './live-snapshot.ts';
import { parseLocation } from './location.ts';
import { openFile } from './open-file.ts';
import { type CheckedOptions, parseOptions, type SqliteReadingOptions } from './options.ts';
import { describeSetup } from './setup.ts';
import { SqliteSource } from './source.ts';

export type { CallersDatabase, CallersStatement, SqlParameter } from './driver.ts';
export type { SqliteReadingOptions, TypesOption } from './options.ts';

/** What to fingerprint: a file, an open database of better-sqlite3, or a statement prepared with one. */
export type SqliteOptions = SqliteReadingOptions & { readonly table?: string; readonly parameters?: readonly SqlParameter[] } & (
    | { readonly path: string; readonly workingDirectory?: string }
    | { readonly database: CallersDatabase }
    | { readonly statement: CallersStatement }
  );

/** The connector; its options are those of {@link SqliteReadingOptions}. */
const connector: Connector = {
  specVersion: 'v1',
  name: 'sqlite',
  schemes: ['sqlite'],
  readsDeclaredTypes: true,
  open: async (request) => openRequest(request),
};

export default connector;

function openRequest(request: OpenRequest): Source {
  const options = parseOptions(request.options);
  const { table, ...location } = parseLocation(request);
  if (table !== undefined && (options.tables !== undefined || options.query !== undefined)) {
    throw new InvalidArgumentError('invalid-argument', 'the location names a table; leave out the other table or query', { context: { table } });
  }
  const chosen: CheckedOptions = table === undefined ? options : { ...options, tables: [table] };
  return new SqliteSource({
    ...describeSetup(location.shown, chosen),
    ...(chosen.query !== undefined && { query: { source: chosen.query, parameters: [] } }),
    open: () => openFile(location, chosen.busyTimeoutMs),
    file: location,
    openSnapshot: (beginAnew) => new LiveSnapshot(location, chosen.busyTimeoutMs, beginAnew),
    reopening: { connector: import.meta.url, request },
  });
}

/**
 * A dataset of a database. Close the source when it is no longer needed: until then one read transaction is open, and a
 * `database` of the caller's cannot be written to.
 *
 * @throws InvalidArgumentError for options that are not valid; what is wrong with the database shows when it is looked at
 */
export function sqlite({ table, parameters, ...options }: SqliteOptions): Source {
  const tables = table === undefined ? options.tables : [table];
  if ('path' in options) {
    const { path, workingDirectory = process.cwd(), ...others } = options;
    if (parameters !== undefined) throw new InvalidArgumentError('invalid-argument', 'parameters are for a database or statement of your own', { context: { option: 'parameters' } });
    return openRequest({ locations: [`sqlite:${path}`], workingDirectory, options: { ...others, ...(tables !== undefined && { tables }) } });
  }
  const { database, query, ...others } = 'statement' in options ? fromStatement(options) : options;
  const checked = parseOptions({ ...others, ...(tables !== undefined && { tables }), ...(query !== undefined && { query }) });
  const shown = basename(database.name) || 'database';
  return new SqliteSource({
    ...describeSetup(shown, checked),
    ...(checked.query !== undefined && { query: { source: checked.query, parameters: parameters ?? [] } }),
    open: async () => Connection.over(database as SqliteDatabase, shown),
  });
}

/** What a statement was prepared of: it is prepared again, so that the caller's stays as it is. */
function fromStatement({ statement, ...options }: SqliteReadingOptions & { readonly statement: CallersStatement }): SqliteReadingOptions & { readonly database: CallersDatabase } {
  return { ...options, database: statement.database, query: statement.source };
}
