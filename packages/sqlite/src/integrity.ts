/** SQLite's own check of the tables that are to be read. */
import { InvalidDataError } from '@datasig/core';
import type { SqliteDatabase } from './driver.ts';
import { inDatabase } from './sqlite-error.ts';

const passed = 'ok';

/** Names of tables, or all tables there are, where a view or a query may read any. */
export type CheckedTables = readonly string[] | 'all';

/**
 * Runs `quick_check`, in the transaction that is open: on the table of tables, the list of free pages with it, and then
 * on these tables, their indexes and their constraints.
 *
 * @throws InvalidDataError `invalid-sqlite` with the first fault that SQLite names
 */
export function checkTables(database: SqliteDatabase, tables: CheckedTables, shown: string): void {
  const check = (argument: string, parameters: readonly string[], file: string): void => {
    // The first fault that is found, before one that ends the check.
    const found = inDatabase(file, () => database.prepare(`SELECT quick_check FROM pragma_quick_check${argument}`).pluck().get(...parameters)) as string | undefined;
    if (found !== passed) throw new InvalidDataError('invalid-sqlite', `the database is damaged: ${describeFault(found)}`, { file });
  };
  if (tables === 'all') return check('', [], shown);
  check('(?)', ['sqlite_schema'], shown);
  for (const name of tables) check('(?)', [name], `${shown}#${name}`);
}

/** One line, without what is not plain; it names trees, pages, rows and columns, never values. */
function describeFault(found: string | undefined): string {
  const line = (found ?? 'the check ended without a result').split('\n').find((each) => !each.startsWith('***')) ?? '';
  return line.slice(0, 200);
}
