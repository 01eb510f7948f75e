/** The same rows, however a database holds them, give the UID that they give as JSON Lines. */
import { writeFileSync } from 'node:fs';
import { files } from '@datasig/files';
import { fingerprint } from '@datasig/runner';
import { beforeEach, expect, it } from 'vitest';
import { openWritable, useFolder, type WritableDatabase } from '../test/database.ts';
import { sqlite } from './index.ts';

const rowCount = 20_000;
const cities = ['Zürich', 'München', 'São Paulo', '東京', 'Malmö', ''];
const rows = Array.from({ length: rowCount }, (_, id) => ({
  id, name: `name ${(id * 2_654_435_761) % 4_294_967_296}`, city: cities[id % cities.length]!, score: id % 3 === 0 ? id / 7 : id, ok: id % 2, day: `2024-02-${String(1 + (id % 29)).padStart(2, '0')}`,
  big: (id - 9000) * 1_000_000_000_000, amount: id % 8 === 7 ? null : id * 3,
}));
const names = Object.keys(rows[0]!) as (keyof (typeof rows)[number])[];
const folder = useFolder();
let expected: string;

beforeEach(async () => {
  writeFileSync(folder.file('rows.jsonl'), rows.map((row) => `${JSON.stringify(row)}\n`).join(''));
  expected = (await fingerprint(files({ locations: folder.file('rows.jsonl') }))).fingerprint.identity!.uid;
});

interface Layout {
  readonly columns?: readonly string[];
  readonly order?: (a: number, b: number) => number;
  /** What stands between the brackets, and behind them. */
  readonly create?: string;
  readonly options?: string;
  readonly before?: readonly string[];
  readonly after?: readonly string[];
}

const declared = 'id INTEGER PRIMARY KEY, name TEXT, city TEXT, score REAL, ok BOOLEAN, day DATE, big BIGINT, amount INTEGER';
const layouts: Readonly<Record<string, Layout>> = {
  'as it is': {},
  'in reverse order': { order: (a, b) => b - a },
  'in the order of other numbers': { order: (a, b) => ((a * 7919) % rowCount) - ((b * 7919) % rowCount), create: declared.replace('INTEGER PRIMARY KEY', 'INT') },
  'columns in another order': { columns: [...names].reverse() },
  'in UTF-16': { before: ["PRAGMA encoding = 'UTF-16'"] },
  'in UTF-16, big-endian': { before: ["PRAGMA encoding = 'UTF-16be'"] },
  'in WAL mode': { before: ['PRAGMA journal_mode = WAL'] },
  'in large pages': { before: ['PRAGMA page_size = 65536'] },
  'after VACUUM': { after: ['DELETE FROM t WHERE id >= 20000', 'VACUUM'] },
  'without VACUUM': { after: ['INSERT INTO t (id, name) SELECT id + 20000, hex(randomblob(100)) FROM t', 'DELETE FROM t WHERE id >= 20000'] },
  'without types': { create: names.join(', ') },
  'without rowids': { options: 'WITHOUT ROWID' },
  'strict': { create: declared.replace('BOOLEAN', 'INT').replace('DATE', 'TEXT').replace('BIGINT', 'INT'), options: 'STRICT' },
};

function fill(database: WritableDatabase, { columns = names, order = (a, b) => a - b, create, options = '', before = [], after = [] }: Layout): void {
  for (const sql of before) database.pragma(sql.replace('PRAGMA ', ''));
  const body = create ?? columns.map((name) => declared.split(', ').find((each) => each.startsWith(`${name} `))).join(', ');
  database.exec(`CREATE TABLE t (${body}) ${options}; BEGIN`);
  const statement = database.prepare(`INSERT INTO t (${columns.join(', ')}) VALUES (${columns.map(() => '?').join(', ')})`) as unknown as { run(...values: unknown[]): unknown };
  for (const row of [...rows].sort((a, b) => order(a.id, b.id))) statement.run(...columns.map((name) => (row as Record<string, unknown>)[name]));
  database.exec('COMMIT');
  for (const sql of after) database.exec(sql);
}

it.each(Object.keys(layouts))('%s', async (name) => {
  const path = folder.file('a.db');
  const database = openWritable(path);
  fill(database, layouts[name]!);
  // With the log beside it, and once it is gone.
  for (const close of [() => undefined, () => database.close()]) {
    close();
    for (const shardByteLength of [undefined, 200_000]) {
      const source = sqlite({ path, table: 't' });
      expect((await fingerprint(source, { threads: 1, ...(shardByteLength !== undefined && { shardByteLength }) })).fingerprint.identity!.uid).toBe(expected);
      await source.close?.();
    }
  }
});
