/** What is read is never changed, and nothing is left beside it. */
import { execFileSync } from 'node:child_process';
import { appendFileSync, statSync, utimesSync } from 'node:fs';
import type { Batch, Source } from '@datasig/core/spec';
import { describe, expect, it } from 'vitest';
import { insert, openWritable, summarize, uidOf, uidOfRows, useFolder } from '../test/database.ts';
import { failureOf } from '@datasig/core/testing';
import type { SqliteStatement } from './driver.ts';
import { type CallersStatement, sqlite } from './index.ts';

const folder = useFolder();
const rows = Array.from({ length: 3000 }, (_, id) => ({ id, note: `note ${id}` }));
const expected = uidOfRows(rows);

function make(journal = 'DELETE'): string {
  return folder.make('a.db', (database) => {
    database.pragma(`journal_mode = ${journal}`);
    database.exec('CREATE TABLE t (id INTEGER PRIMARY KEY, note); BEGIN');
    insert(database, 't', rows.map(({ id, note }) => [BigInt(id), note]));
    database.exec('COMMIT');
  });
}

describe('a database at rest', () => {
  it.each(['DELETE', 'WAL', 'TRUNCATE'])('in mode %s', async (journal) => {
    const path = make(journal);
    const before = [folder.contents(), statSync(path).mtimeMs];
    const source = sqlite({ path });
    expect((await source.describe()).capabilities.reopenable).toBe(journal !== 'TRUNCATE' || !('a.db-journal' in folder.contents()));
    expect((await summarize(source)).identity!.uid).toBe(expected);
    await source.close?.();
    expect([folder.contents(), statSync(path).mtimeMs]).toEqual(before);
  });

  it('has any name', async () => {
    for (const name of ['with space?.db', '100%.db', 'a#b.db', 'ünïcode.sqlite', 'file:x', "quo'te"]) {
      const path = folder.make(name, (database) => {
        database.exec('CREATE TABLE t (x)');
        insert(database, 't', [['a']]);
      });
      expect(await uidOf(sqlite({ path }))).toBe(uidOfRows([{ x: 'a' }]));
    }
  });
});

/** Reads the first batch, does something, and reads on. */
async function readAround(source: Source, action: () => void): Promise<number> {
  let rowCount = 0;
  try {
    for (const shard of await source.shards()) {
      for await (const batch of source.read(shard)) {
        if (rowCount === 0) action();
        rowCount += (batch as Batch & { readonly kind: 'columns' }).rowCount;
      }
    }
    return rowCount;
  } finally {
    await source.close?.();
  }
}

describe('a database that is written to while it is read', () => {
  const writes: readonly (readonly [string, (path: string) => void])[] = [
    ['a commit', (path) => write(path, 'UPDATE t SET note = 1 WHERE id = 2900')],
    ['a commit, its time put back', (path) => {
      const { atime, mtime } = statSync(path);
      write(path, 'UPDATE t SET note = 1 WHERE id = 2900');
      utimesSync(path, atime, mtime);
    }],
    ['bytes at the end', (path) => appendFileSync(path, 'x')],
  ];

  it.each(writes)('%s', async (_, action) => {
    const path = make();
    const error = await failureOf(readAround(sqlite({ path }), () => action(path)));
    expect(error).toMatchObject({ code: 'source-changed', retryable: true });
  });

  it('a writer that begins with a log', async () => {
    const path = make('WAL');
    let close = (): unknown => undefined;
    const error = await failureOf(readAround(sqlite({ path }), () => {
      const writer = openWritable(path);
      // The log is there as soon as the database is looked at.
      writer.prepare('SELECT * FROM t').get();
      close = () => writer.close();
    }));
    expect(error.code).toBe('source-changed');
    close();
  });

  it('shards of an older version are not read', async () => {
    const path = make();
    const [shard] = await sqlite({ path }).shards();
    write(path, 'UPDATE t SET note = 1 WHERE id = 5');
    const error = await failureOf(summarize(sqlite({ path }), [shard!]));
    expect(error.code).toBe('source-changed');
  });
});

function write(path: string, sql: string): void {
  const database = openWritable(path);
  database.exec(sql);
  database.close();
}

describe('a database with a log', () => {
  it('is read as it was when reading began', async () => {
    const path = make('WAL');
    const writer = openWritable(path);
    writer.exec("INSERT INTO t VALUES (-1, 'committed')");
    writer.exec("BEGIN; INSERT INTO t VALUES (-2, 'not committed')");
    const source = sqlite({ path });
    const counted = await readAround(source, () => writer.exec("COMMIT; DELETE FROM t WHERE id > 100"));
    expect(counted).toBe(rows.length + 1);
    expect(await uidOf(sqlite({ path }))).toBe(uidOfRows([...rows.slice(0, 101), { id: -1, note: 'committed' }, { id: -2, note: 'not committed' }]));
    writer.close();
    expect(Object.keys(folder.contents())).toEqual(['a.db']);
  });

  it('names what SQLite may leave', async () => {
    const path = make('WAL');
    const writer = openWritable(path);
    writer.exec("INSERT INTO t VALUES (-1, 'x')");
    const source = sqlite({ path });
    expect((await source.describe()).warnings).toBeUndefined();
    await source.close?.();
    writer.close();
    appendFileSync(`${path}-wal`, '');
    const again = sqlite({ path });
    expect((await again.describe()).warnings).toEqual([expect.stringContaining('a.db-shm')]);
    await again.close?.();
  });
});

describe('in a process that has loaded better-sqlite3 without URIs', () => {
  const script = (path: string): string => `
    import { createRequire } from 'node:module';
    new (createRequire(${JSON.stringify(import.meta.url)})('better-sqlite3'))(':memory:').close();
    const { sqlite } = await import(${JSON.stringify(new URL('index.ts', import.meta.url).href)});
    const source = sqlite({ path: ${JSON.stringify(path)} });
    let rowCount = 0;
    for (const shard of await source.shards()) for await (const batch of source.read(shard)) rowCount += batch.rowCount;
    console.log(JSON.stringify({ rowCount, warnings: (await source.describe()).warnings ?? [] }));
    await source.close();`;

  it.each([['DELETE', 0], ['WAL', 1]] as const)('a database in mode %s is read', (journal, warningCount) => {
    const path = make(journal);
    const { rowCount, warnings } = JSON.parse(execFileSync(process.execPath, ['--input-type=module', '-e', script(path)], { encoding: 'utf8' })) as { rowCount: number; warnings: string[] };
    expect([rowCount, warnings.length]).toEqual([rows.length, warningCount]);
    const left = Object.keys(folder.contents()).filter((name) => name !== 'a.db');
    expect(left).toEqual(warningCount === 0 ? [] : ['a.db-shm', 'a.db-wal']);
    for (const name of left) expect(warnings[0]).toContain(name);
  });
});

describe('a schema that cannot be trusted', () => {
  it.each(["SELECT load_extension('x') FROM t", "SELECT readfile('/etc/passwd') AS x", "SELECT fts3_tokenizer('simple') AS x"])('a view of %s', async (sql) => {
    make();
    write(folder.file('a.db'), `CREATE VIEW v AS ${sql}`);
    expect((await failureOf(uidOf(sqlite({ path: folder.file('a.db'), table: 'v' })))).code).toBe('source-unreadable');
  });

  it('a view that fails tells no value', async () => {
    const path = folder.make('b.db', (database) => {
      database.exec('CREATE TABLE t (secret); CREATE VIEW v AS SELECT json_extract(secret, secret) AS x FROM t');
      insert(database, 't', [['private']]);
    });
    const error = await failureOf(uidOf(sqlite({ path, table: 'v' })));
    expect([error.code, error.message.includes('private')]).toEqual(['source-unreadable', false]);
  });
});

describe('a query', () => {
  const refused = [
    'INSERT INTO t VALUES (9000, 1)', 'DELETE FROM t RETURNING id', 'UPDATE t SET note = 1 RETURNING note', 'DROP TABLE t', 'PRAGMA user_version = 5', 'PRAGMA journal_mode = WAL', 'PRAGMA query_only = OFF',
    "ATTACH 'b.db' AS b", "VACUUM INTO 'b.db'", 'SELECT 1; SELECT 2', 'SELECT 1; DELETE FROM t', 'BEGIN', ' ', '-- nothing', 'SELECT nothing FROM t', 'SELEC 1', "SELECT load_extension('x')", "SELECT writefile('b', 'x')",
  ];

  it.each(refused)('%s', async (query) => {
    const path = make();
    const before = folder.contents();
    const error = await failureOf((async () => uidOf(sqlite({ path, query })))());
    expect(['invalid-query', 'invalid-argument', 'source-unreadable']).toContain(error.code);
    expect(folder.contents()).toEqual(before);
  });

  it('with two columns of one name', async () => {
    const error = await failureOf(uidOf(sqlite({ path: make(), query: 'SELECT id, note, note AS id FROM t' })));
    expect([error.code, error.message]).toEqual(['duplicate-column', expect.stringContaining('"id"')]);
  });

  it('with other rows each time, whose text cannot be checked', async () => {
    const error = await failureOf(uidOf(sqlite({ path: make(), query: "SELECT char(65533) || hex(randomblob(8)) AS x FROM t" })));
    expect(error.code).toBe('invalid-query');
  });
});

describe('a database of the caller', () => {
  it('cannot be written to until the source is closed', async () => {
    const database = openWritable(make());
    const source = sqlite({ database, table: 't' });
    const update = (): unknown => database.exec('UPDATE t SET note = note');
    expect(await readAround({ ...bound(source), close: async () => undefined }, () => expect(update).toThrow(/busy/))).toBe(rows.length);
    await source.close?.();
    update();
    database.close();
  });

  it('gives what a statement of its own gives, which stays as it is', async () => {
    const database = openWritable(make());
    const statement = database.prepare('SELECT note, id FROM t WHERE id < ? AND id <> ?') as SqliteStatement & CallersStatement;
    expect(await uidOf(sqlite({ statement, parameters: [100, 7n] }))).toBe(uidOfRows(rows.filter(({ id }) => id < 100 && id !== 7)));
    expect(statement.get(1, 7)).toEqual({ note: 'note 0', id: 0 });
    database.close();
  });
});

function bound(source: Source): Source {
  return { specVersion: 'v1', describe: () => source.describe(), shards: () => source.shards(), read: (shard) => source.read(shard) };
}
