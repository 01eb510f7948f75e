/** SQLite's own check of the tables that are to be read. */
import { InvalidDataError } from '@datasig/core';
import type { SqliteDatabase } from './driver.ts';
import type { Table } from './catalog.ts';
import { inDatabase } from './sqlite-error.ts';

const passed = 'ok';

/** Checks the table of tables, and the list of free pages with it. @throws InvalidDataError `invalid-sqlite` */
export function checkSchema(database: SqliteDatabase, shown: string): void {
  checkTable(database, { name: 'sqlite_schema' }, shown);
}

/**
 * Runs `quick_check` on a table, its indexes and its constraints, in the transaction that is open.
 *
 * @throws InvalidDataError `invalid-sqlite` with the first fault that SQLite names
 */
export function checkTable(database: SqliteDatabase, { name }: Pick<Table, 'name'>, shown: string): void {
  const [found] = inDatabase(shown, () => database.prepare('SELECT quick_check FROM pragma_quick_check(?)').pluck().all(name)) as readonly string[];
  if (found !== passed) throw new InvalidDataError('invalid-sqlite', `the database is damaged: ${describeFault(found)}`, { file: shown });
}

/** One line, without what is not plain; it names trees, pages, rows and columns, never values. */
function describeFault(found: string | undefined): string {
  const line = (found ?? 'the check ended without a result').split('\n').find((each) => !each.startsWith('***')) ?? '';
  return line.slice(0, 200);
}
