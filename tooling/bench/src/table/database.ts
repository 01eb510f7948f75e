/** Rows as a table of a SQLite database. */
import { setImmediate } from 'node:timers/promises';
import Database from 'better-sqlite3';
import { makeRows } from './row.ts';

/** The name of the table. */
export const tableName = 'rows';

const dayMs = 86_400_000;
const rowsPerPause = 50_000;

/** Writes a table of `rowCount` rows. @throws the signal's reason */
export async function writeDatabase(file: string, rowCount: number, signal: AbortSignal): Promise<void> {
  const database = new Database(file);
  try {
    database.pragma('journal_mode = OFF');
    database.exec(`CREATE TABLE ${tableName} (id INTEGER PRIMARY KEY, name TEXT, city TEXT, score REAL, ok BOOLEAN, day DATE, at TIMESTAMP, amount INTEGER); BEGIN`);
    const statement = database.prepare(`INSERT INTO ${tableName} VALUES (?, ?, ?, ?, ?, ?, ?, ?)`);
    for (const { id, name, city, score, ok, day, at, amount } of makeRows(rowCount)) {
      statement.run(id, name, city, score, Number(ok), new Date(day * dayMs).toISOString().slice(0, 10), new Date(at).toISOString(), amount);
      if (id % rowsPerPause !== 0) continue;
      await setImmediate();
      signal.throwIfAborted();
    }
    database.exec('COMMIT');
  } finally {
    database.close();
  }
}
