/** What a database holds: its tables and views, and their columns. */
import { DatasigError, SourceError } from '@datasig/core';
import type { SqliteDatabase } from './driver.ts';
import { isSameName, nearNames, quoteName } from './names.ts';
import { inDatabase } from './sqlite-error.ts';

/** A column as it is declared. */
export interface TableColumn {
  readonly name: string;
  /** Empty where none is declared. */
  readonly declaredType: string;
}

/** A table or view. */
export interface Table {
  readonly name: string;
  /** Whether it shows rows of other tables. */
  readonly isView: boolean;
  /** What its rows are told apart by, where that is a rowid; `isColumn` where it is also a column. */
  readonly rowid?: { readonly name: string; readonly isColumn: boolean };
  /** Whether its rows hold other values than its columns: generated or hidden ones. */
  readonly hasOtherValues: boolean;
  /** Those that `SELECT *` gives: generated ones too, hidden ones not. */
  readonly columns: readonly TableColumn[];
}

interface Entry {
  readonly name: string;
  readonly type: 'table' | 'view' | 'virtual' | 'shadow';
  readonly hasRowid: boolean;
}

/** Of `PRAGMA table_xinfo`: 1 is hidden; 2 and 3 are generated. */
const hiddenColumn = 1;
const rowidNames = ['rowid', '_rowid_', 'oid'] as const;

/**
 * The tables that are named, or all that the user made; in the order of their names.
 *
 * @throws SourceError `table-not-found`
 */
export function findTables(database: SqliteDatabase, shown: string, wanted: readonly string[] | undefined, views: boolean): readonly Table[] {
  return inDatabase(shown, () => {
    const entries = listEntries(database);
    const chosen = wanted === undefined ? entries.filter(({ type }) => type === 'table' || type === 'virtual' || (views && type === 'view')) : wanted.map((name) => findEntry(name, entries, shown));
    if (chosen.length === 0) throw new SourceError('table-not-found', `${shown} has no tables${entries.some(({ type }) => type === 'view') ? '; it has views, which are read when they are named, or with --views' : ''}`, { context: { file: shown } });
    return chosen.map((entry) => describeTable(database, entry));
  });
}

/** All but SQLite's own tables, sorted by name. */
function listEntries(database: SqliteDatabase): readonly Entry[] {
  const rows = database.prepare("SELECT name, type, wr FROM pragma_table_list WHERE schema = 'main' ORDER BY name COLLATE BINARY").raw().all() as readonly (readonly [string, Entry['type'], number])[];
  return rows.filter(([name]) => !/^sqlite_/i.test(name)).map(([name, type, wr]) => ({ name, type, hasRowid: type === 'table' && wr === 0 }));
}

function findEntry(name: string, entries: readonly Entry[], shown: string): Entry {
  const found = entries.find((entry) => entry.name === name) ?? entries.find((entry) => isSameName(entry.name, name));
  if (found !== undefined) return found;
  const near = nearNames(name, entries.map((entry) => entry.name));
  const names = near.length > 0 ? near : entries.slice(0, 5).map((entry) => entry.name);
  const rest = near.length === 0 && entries.length > names.length ? ` and ${entries.length - names.length} more` : '';
  const hint = names.length === 0 ? 'it has none' : `${near.length > 0 ? 'perhaps' : 'it has'} ${names.map((each) => JSON.stringify(each)).join(', ')}${rest}`;
  throw new SourceError('table-not-found', `${shown} has no table ${JSON.stringify(name)}; ${hint}`, { context: { file: shown, table: name, near: [...near] } });
}

function describeTable(database: SqliteDatabase, { name, type, hasRowid }: Entry): Table {
  const rows = database.prepare('SELECT name, type, hidden FROM pragma_table_xinfo(?)').raw().all(name) as readonly (readonly [string, string, number])[];
  const columns = rows.filter(([, , hidden]) => hidden !== hiddenColumn).map(([column, declaredType]) => ({ name: column, declaredType: declaredType ?? '' }));
  if (columns.length === 0) throw new DatasigError('invalid-sqlite', `table ${JSON.stringify(name)} has no columns`);
  const rowid = hasRowid ? findRowid(database, name, rows.map(([column]) => column)) : undefined;
  return { name, isView: type === 'view', hasOtherValues: rows.some(([, , hidden]) => hidden !== 0), columns, ...(rowid !== undefined && { rowid }) };
}

/** A name by which the rowid can be asked for; none where columns have taken them all. */
function findRowid(database: SqliteDatabase, table: string, columns: readonly string[]): Table['rowid'] {
  const free = rowidNames.find((name) => !columns.some((column) => isSameName(column, name)));
  if (free === undefined) return undefined;
  // Its origin is the INTEGER PRIMARY KEY where there is one, else `rowid`, which may be the name of another column.
  const origin = database.prepare(`SELECT ${free} FROM main.${quoteName(table)}`).columns()[0]!.column;
  const alias = columns.find((column) => column === origin && column !== 'rowid');
  return alias === undefined ? { name: free, isColumn: false } : { name: alias, isColumn: true };
}
