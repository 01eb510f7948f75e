/** Files that are no database, or one that cannot be read: a clear error, and nothing changed. */
import { randomFillSync } from 'node:crypto';
import { closeSync, copyFileSync, mkdirSync, openSync, readFileSync, rmSync, truncateSync, writeFileSync, writeSync } from 'node:fs';
import type { ErrorCode } from '@datasig/core';
import { fingerprint } from '@datasig/runner';
import { describe, expect, it } from 'vitest';
import { insert, openWritable, uidOf, useFolder } from '../test/database.ts';
import { failureOf } from '@datasig/core/testing';
import { sqlite } from './index.ts';

const folder = useFolder();
const pageSize = 4096;

function makeTable(name = 'a.db'): string {
  return folder.make(name, (database) => {
    database.exec('CREATE TABLE runs (id INTEGER PRIMARY KEY, note TEXT); CREATE INDEX by_note ON runs (note); CREATE TABLE labels (x)');
    database.exec('BEGIN');
    insert(database, 'runs', Array.from({ length: 2000 }, (_, index) => [BigInt(index), `private ${index}`]));
    database.exec('COMMIT');
  });
}

function overwrite(path: string, offset: number, bytes: Uint8Array): void {
  const file = openSync(path, 'r+');
  writeSync(file, bytes, 0, bytes.length, offset);
  closeSync(file);
}

const cases: readonly (readonly [string, ErrorCode, RegExp, () => string])[] = [
  ['no file', 'source-not-found', /^none\.db: no such file/, () => folder.file('none.db')],
  ['a folder', 'source-unreadable', /^d: it is a folder/, () => (mkdirSync(folder.file('d')), folder.file('d'))],
  ['text', 'invalid-sqlite', /not a SQLite database/, () => write('a.txt', Buffer.from('id,name\n'.repeat(1000)))],
  ['a few bytes', 'invalid-sqlite', /not a SQLite database/, () => write('a.db', Buffer.from('SQLite'))],
  ['an encrypted database', 'encrypted-data', /looks like an encrypted database/, () => write('a.db', randomFillSync(Buffer.alloc(4 * pageSize)))],
  ['a database cut short', 'truncated', /the file has 12288 bytes, its header says/, () => cut(makeTable(), 3 * pageSize)],
  ['a header alone', 'truncated', /the file has 100 bytes/, () => cut(makeTable(), 100)],
  ['a log without its database', 'source-not-found', /only its -wal file/, () => (write('gone.db-wal', Buffer.alloc(32)), folder.file('gone.db'))],
  ['a log', 'invalid-sqlite', /write-ahead log/, () => write('a.db-wal', Buffer.from('377f0682002de218', 'hex'))],
  ['an empty file', 'table-not-found', /^a\.db has no tables/, () => write('a.db', Buffer.alloc(0))],
  ['a database without tables', 'table-not-found', /^a\.db has no tables; it has views/, () => folder.make('a.db', (database) => database.exec('CREATE VIEW v AS SELECT 1'))],
  ['a page of noise', 'invalid-sqlite', /^a\.db#runs: the database is damaged: .*page/, () => noise(makeTable(), 4)],
  ['a page of zeros', 'invalid-sqlite', /^a\.db#runs: the database is damaged: .*page/, () => damaged(makeTable(), 4 * pageSize, new Uint8Array(pageSize))],
];

function write(name: string, bytes: Uint8Array): string {
  writeFileSync(folder.file(name), bytes);
  return folder.file(name);
}

function cut(path: string, byteLength: number): string {
  truncateSync(path, byteLength);
  return path;
}

function damaged(path: string, offset: number, bytes: Uint8Array): string {
  overwrite(path, offset, bytes);
  return path;
}

function noise(path: string, page: number): string {
  return damaged(path, page * pageSize, Uint8Array.from({ length: pageSize }, (_, index) => (index * 7919) % 251));
}

describe('what cannot be read', () => {
  it.each(cases)('%s', async (_, code, message, make) => {
    const path = make();
    const before = folder.contentsOfFiles();
    const error = await failureOf(uidOf(sqlite({ path })));
    expect(error.code).toBe(code);
    expect(error.message).toMatch(message);
    expect(error.message).not.toContain('private');
    expect(error.message).not.toContain(folder.path);
    expect(folder.contentsOfFiles()).toEqual(before);
  });

  it.each([['run', 'perhaps "runs"'], ['lables', 'perhaps "labels"'], ['RUMS', 'perhaps "runs"'], ['nothing like it', 'it has "labels", "runs"']])('a table %s', async (table, hint) => {
    const error = await failureOf(uidOf(sqlite({ path: makeTable(), table })));
    expect(error.code).toBe('table-not-found');
    expect(error.message).toContain(hint);
  });

  it('takes a table in other letters', async () => {
    expect(await uidOf(sqlite({ path: makeTable(), table: 'RUNS' }))).toMatch(/^dsu1:/);
  });

  it('damage in another table is passed over when only one is named', async () => {
    const path = folder.make('a.db', (database) => {
      database.exec('CREATE TABLE good (x); CREATE TABLE bad (x)');
      insert(database, 'good', [['fine']]);
      insert(database, 'bad', [['lost']]);
    });
    overwrite(path, 2 * pageSize, new Uint8Array(pageSize));
    expect(await uidOf(sqlite({ path, table: 'good' }))).toMatch(/^dsu1:/);
    expect((await failureOf(uidOf(sqlite({ path })))).code).toBe('invalid-sqlite');
  });

  it('damage that a view or a query may read is found', async () => {
    const path = folder.make('a.db', (database) => {
      database.exec('CREATE TABLE good (x); CREATE TABLE bad (x); CREATE VIEW v AS SELECT * FROM good');
      insert(database, 'bad', [['lost']]);
    });
    overwrite(path, 2 * pageSize, new Uint8Array(pageSize));
    for (const option of [{ table: 'v' }, { query: 'SELECT * FROM good' }]) expect((await failureOf(uidOf(sqlite({ path, ...option })))).code).toBe('invalid-sqlite');
  });

  it.each([2, 3])('what the check says is told, whatever %i threads meet', async (threads) => {
    const path = makeTable();
    const whole = readFileSync(path);
    // The first pages are the roots of other trees.
    for (let page = 4; page < whole.length / pageSize; page += 2) {
      writeFileSync(path, whole);
      noise(path, page);
      const alone = await failureOf(uidOf(sqlite({ path, table: 'runs' })));
      const source = sqlite({ path, table: 'runs' });
      const error = await failureOf(fingerprint(source, { threads, shardByteLength: 5000 }));
      await source.close?.();
      expect(error.message).toMatch(/^a\.db#runs: the database is damaged: .*page/);
      expect([page, error.code, error.message]).toEqual([page, alone.code, alone.message]);
    }
  });

  it('without the check damage shows where SQLite meets it', async () => {
    expect((await failureOf(uidOf(sqlite({ path: noise(makeTable(), 1), check: false })))).code).toBe('invalid-sqlite');
  });

  it('a module that is not there', async () => {
    const path = folder.make('a.db', (database) => {
      database.exec('CREATE VIRTUAL TABLE words USING fts5(body)');
      database.pragma('writable_schema = RESET');
    });
    const bytes = readFileSync(path);
    bytes.write('USING ftsX', bytes.indexOf('USING fts5'));
    writeFileSync(path, bytes);
    const error = await failureOf(uidOf(sqlite({ path, check: false })));
    expect(error.code).toBe('source-unreadable');
    expect(error.message).toContain('no such module: ftsX');
  });
});

describe('a locked database', () => {
  it('is waited for, then named', async () => {
    const path = makeTable();
    const writer = openWritable(path);
    writer.exec("BEGIN EXCLUSIVE; INSERT INTO labels VALUES ('x')");
    const error = await failureOf(uidOf(sqlite({ path, busyTimeoutMs: 30 })));
    expect(error.code).toBe('database-locked');
    expect(error.message).toMatch(/^a\.db is locked by another connection/);
    if (process.platform === 'linux') expect(error.message).toContain(`(${process.pid})`);
    writer.exec('ROLLBACK');
    writer.close();
    expect(await uidOf(sqlite({ path }))).toMatch(/^dsu1:/);
  });

  it('left by a program that ended inside a transaction', async () => {
    const path = makeTable();
    const writer = openWritable(path);
    writer.pragma('cache_size = 1');
    writer.exec("BEGIN; UPDATE runs SET note = 'half ' || id");
    for (const name of ['a.db', 'a.db-journal']) copyFileSync(folder.file(name), folder.file(name.replace('a.', 'b.')));
    writer.exec('ROLLBACK');
    writer.close();
    const error = await failureOf(uidOf(sqlite({ path: folder.file('b.db') })));
    expect([error.code, error.message]).toEqual(['source-unreadable', expect.stringContaining('ended without finishing')]);
    openWritable(folder.file('b.db')).prepare('SELECT * FROM runs').all();
    rmSync(folder.file('b.db-journal'), { force: true });
    expect(await uidOf(sqlite({ path: folder.file('b.db') }))).toBe(await uidOf(sqlite({ path })));
  });
});
