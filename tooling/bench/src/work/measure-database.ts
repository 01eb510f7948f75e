/**
 * Measures what the rows of a SQLite table take, in a process of its own, and prints it as JSON.
 *
 * Arguments: `reading`, the rows in chunks by better-sqlite3 and nothing done with them, or the number of threads of a
 * fingerprint, or `unchecked`, on one thread without SQLite's own check; the database; others of the same kind, with
 * which it is done before.
 */
import Database from 'better-sqlite3';
import { fingerprint } from '@datasig/runner';
import { sqlite } from '@datasig/sqlite';
import { tableName } from '../table/database.ts';
import { printCosts } from './print-costs.ts';

const [what, input, ...before] = process.argv.slice(2) as [string, string, ...string[]];
const work = what === 'reading' ? readRows : fingerprintRows;
/** Of 256 to 20,000 rows as objects or arrays, this was read fastest. */
const chunkRowCount = 2000;

function readRows(path: string): number {
  const database = new Database(path, { readonly: true });
  const statement = database.prepare(`SELECT * FROM ${tableName} WHERE id > ? ORDER BY id LIMIT ${chunkRowCount}`).raw();
  let recordCount = 0;
  for (let last = -1; ; ) {
    const rows = statement.all(last) as readonly (readonly number[])[];
    if (rows.length === 0) break;
    recordCount += rows.length;
    last = rows.at(-1)![0]!;
  }
  database.close();
  return recordCount;
}

async function fingerprintRows(path: string): Promise<number> {
  const check = what !== 'unchecked';
  const source = sqlite({ path, table: tableName, check });
  const { statistics } = await fingerprint(source, { threads: check ? Number(what) : 1 });
  await source.close?.();
  return statistics.recordCount;
}

for (const path of before) await work(path);
await printCosts(() => work(input));
