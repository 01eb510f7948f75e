/** The connector under the suite that every connector passes, once for each way in which rows are read. */
import { connectorConformance } from '@datasig/core/testing';
import type { Source } from '@datasig/core/spec';
import { afterEach, beforeEach, describe, test } from 'vitest';
import { insert, openWritable, useFolder, type WritableDatabase } from '../test/database.ts';
import connector, { sqlite } from './index.ts';

const rowCount = 300;
const rows = Array.from({ length: rowCount }, (_, index) => [index * 3 - 100, `note ${index}`, index % 7 === 0 ? null : index / 8] as const);

function fill(database: WritableDatabase): void {
  database.exec(`CREATE TABLE aliased (id INTEGER PRIMARY KEY, note TEXT, x REAL);
    CREATE TABLE plain (id INT, note, x);
    CREATE TABLE keyed (id INT PRIMARY KEY, note, x) WITHOUT ROWID;
    CREATE VIEW seen AS SELECT note, id FROM plain`);
  for (const table of ['aliased', 'plain', 'keyed']) insert(database, table, rows);
}

const cases: readonly { readonly name: string; readonly location: string; readonly query?: string; readonly recordCount: number; readonly shardByteLength?: number }[] = [
  { name: 'a table with an INTEGER PRIMARY KEY', location: 'sqlite:a.db#aliased', recordCount: rowCount, shardByteLength: 1000 },
  { name: 'a table with rowids of its own', location: 'sqlite:a.db#plain', recordCount: rowCount, shardByteLength: 1000 },
  { name: 'a table without rowids', location: 'sqlite:a.db#keyed', recordCount: rowCount },
  { name: 'a view', location: 'sqlite:a.db#seen', recordCount: rowCount },
  { name: 'all tables', location: 'a.db', recordCount: 3 * rowCount, shardByteLength: 1000 },
  { name: 'a query', location: 'a.db', query: 'SELECT id, note FROM plain WHERE x IS NOT NULL; ', recordCount: rows.filter(([, , x]) => x !== null).length },
];

describe.each(cases)('$name', ({ location, query, ...expected }) => {
  const folder = useFolder();
  beforeEach(() => {
    folder.make('a.db', fill);
  });
  const open = (): Promise<Source> => connector.open({ locations: [location], workingDirectory: folder.path, options: { ...(query !== undefined && { query }) } });
  test.each(connectorConformance({ open, ...expected }))('$name', ({ run }) => run());
});

describe('a database of the caller', () => {
  let database: WritableDatabase;
  beforeEach(() => {
    database = openWritable(':memory:');
    fill(database);
  });
  afterEach(() => database.close());
  const open = async (): Promise<Source> => sqlite({ database });
  test.each(connectorConformance({ open, recordCount: 3 * rowCount, shardByteLength: 1000 }))('$name', ({ run }) => run());
});
