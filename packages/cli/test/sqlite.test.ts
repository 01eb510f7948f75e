/** Databases in the command. They are written by Node's own SQLite, read by the connector's. */
import { readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { describe, expect, it } from 'vitest';
import { outcomeOf, useWorkplace } from './command.ts';

const workplace = useWorkplace();

function make(name: string, sql: string): void {
  const database = new DatabaseSync(join(workplace.path, name));
  database.exec(sql);
  database.close();
}

const tables = `CREATE TABLE runs (id INTEGER PRIMARY KEY, day DATE, ok BOOLEAN, loss REAL, note TEXT);
  INSERT INTO runs VALUES (1, '2024-02-29', 1, 0.5, 'ä'), (2, '2024-03-01', 0, 2.0, NULL), (3, NULL, NULL, 1e300, '');
  CREATE TABLE labels (name TEXT PRIMARY KEY, value) WITHOUT ROWID;
  INSERT INTO labels VALUES ('a', 9007199254740993), ('b', x'00ff');
  CREATE VIEW good AS SELECT id, note FROM runs WHERE ok`;

interface Described {
  readonly uid: string;
  readonly recordCount: string;
  readonly parts: readonly { readonly name: string; readonly recordCount: string }[];
}

const fingerprint = async (...parameters: string[]): Promise<Described> => (await workplace.json(['fingerprint', ...parameters, '-o', 'x.datasig.json'])) as unknown as Described;

describe('what is read', () => {
  it('all tables, each a part, by any name of the file', async () => {
    make('data.db', tables);
    make('strange name', tables);
    const all = await fingerprint('sqlite:data.db');
    expect(all.parts.map(({ name, recordCount }) => [name, recordCount])).toEqual([['labels', '2'], ['runs', '3']]);
    for (const location of ['data.db', 'strange name', 'sqlite:strange name']) expect((await fingerprint(location)).uid).toBe(all.uid);
    expect((await fingerprint('data.db', '--views')).parts.map(({ name }) => name)).toEqual(['good', 'labels', 'runs']);
    expect(workplace.list()).toEqual(['data.db', 'strange name', 'x.datasig.json']);
  });

  it('a table, however it is named', async () => {
    make('data.db', tables);
    const { uid, parts } = await fingerprint('sqlite:data.db#runs');
    expect(parts).toEqual([]);
    for (const parameters of [['data.db#runs'], ['data.db', '--table', 'runs'], ['data.db', '--query', 'SELECT note, loss, ok, day, id FROM runs ORDER BY loss']]) expect((await fingerprint(...parameters)).uid).toBe(uid);
    workplace.write({ 'runs.jsonl': '{"id":1,"day":"2024-02-29","ok":1,"loss":0.5,"note":"ä"}\n{"id":2,"day":"2024-03-01","ok":0,"loss":2}\n{"id":3,"loss":1e300,"note":""}\n' });
    expect((await fingerprint('runs.jsonl')).uid).toBe(uid);
    expect((await fingerprint('data.db', '--table', 'runs', '--table', 'labels')).parts).toHaveLength(2);
    expect((await fingerprint('data.db#good', '--columns', 'note')).recordCount).toBe('1');
  });

  it('declared types, which compare and verify find again', async () => {
    make('data.db', tables);
    workplace.write({ 'runs.jsonl': '{"id":1,"day":"2024-02-29","ok":true,"loss":0.5,"note":"ä"}\n{"id":2,"day":"2024-03-01","ok":false,"loss":2}\n{"id":3,"loss":1e300,"note":""}\n' });
    const typed = await workplace.json(['fingerprint', 'data.db#runs', '--types', 'declared', '-o', 'typed.datasig.json']);
    expect((typed as { readonly schema: readonly object[] }).schema).toMatchObject([{ type: 'date' }, { type: 'integer' }, { type: 'float64' }, { type: 'text' }, { type: 'bool' }]);
    expect((await fingerprint('runs.jsonl', '--like', 'typed.datasig.json')).uid).toBe((typed as unknown as Described).uid);
    expect(await workplace.json(['verify', 'typed.datasig.json', 'data.db#runs'])).toMatchObject({ same: true });
    expect(await workplace.json(['compare', 'data.db#runs', 'typed.datasig.json'])).toMatchObject({ identical: true });
    const plain = await fingerprint('data.db#runs');
    expect(plain.uid).not.toBe((typed as unknown as Described).uid);
    make('other.db', `CREATE TABLE runs (id, day TIMESTAMP); INSERT INTO runs VALUES (1, 1709164800)`);
    expect(await workplace.run(['fingerprint', 'other.db', '--types', 'declared'])).toMatchObject({ code: 3, stderr: expect.stringContaining('[cast-failed]: other.db#runs, row 1, column "day"') as string });
    expect(await workplace.json(['fingerprint', 'other.db', '--types', 'declared-unix', '-o', 'unix.datasig.json'])).toMatchObject({ schema: [{ type: 'timestamp' }, { type: 'integer' }] });
    expect(await workplace.json(['verify', 'unix.datasig.json', 'other.db'])).toMatchObject({ same: true });
  });

  it('two tables against each other', async () => {
    make('a.db', tables);
    make('b.db', `${tables}; UPDATE runs SET note = 'other' WHERE id = 2`);
    expect(await workplace.json(['compare', 'sqlite:a.db#runs', 'sqlite:b.db#runs'])).toMatchObject({ identical: false, jaccard: { estimate: 0.5 } });
    expect(await workplace.json(['compare', 'a.db', 'b.db'])).toMatchObject({ parts: [{ name: 'labels', identical: true }, { name: 'runs', identical: false }] });
    await workplace.json(['fingerprint', 'a.db', '-o', 'a.datasig.json']);
    expect(await workplace.run(['verify', 'a.datasig.json', 'b.db'])).toMatchObject({ code: 1 });
    expect(await workplace.json(['compare', 'a.datasig.json#runs', 'sqlite:a.db#runs'])).toMatchObject({ identical: true });
  });
});

describe('what is refused', () => {
  it.each<[readonly string[], number, string]>([
    [['a.db#rums'], 3, '[table-not-found]: a.db has no table "rums"; perhaps "runs"'],
    [['a.db', '--table', 'x'], 3, '[table-not-found]'],
    [['sqlite:none.db'], 3, '[source-not-found]: none.db'],
    [['sqlite:.'], 3, '[source-unreadable]'],
    [['sqlite:text.txt'], 3, '[invalid-sqlite]: text.txt'],
    [['a.db', '--query', 'DELETE FROM runs'], 2, '[invalid-query]'],
    [['a.db', '--query', 'SELECT 1; SELECT 2'], 2, '[invalid-query]'],
    [['a.db', '--query', 'SELECT id, id FROM runs'], 3, '[duplicate-column]'],
    [['a.db#runs', '--table', 'runs'], 2, '[invalid-argument]'],
    [['a.db', '--types', 'guessed'], 2, '[invalid-argument]'],
    [['a.db', '--busy-timeout', 'long'], 2, '[invalid-argument]'],
    [['a.db', '--format', 'csv'], 2, '[invalid-argument]'],
    [['text.txt', '--table', 'runs'], 2, '[invalid-argument]'],
    [['a.db', 'sqlite:a.db'], 2, '[invalid-location]'],
    [['a.db', '--columns', 'nope'], 2, '[unknown-column]'],
  ])('%j', async (parameters, code, message) => {
    make('a.db', tables);
    workplace.write({ 'text.txt': 'no database\n' });
    const before = statSync(join(workplace.path, 'a.db')).mtimeMs;
    const outcome = await workplace.run(['fingerprint', ...parameters]);
    expect({ ...outcome, stderr: '' }).toEqual({ code, stdout: '', stderr: '' });
    expect(outcome.stderr).toContain(message);
    expect(workplace.list()).toEqual(['a.db', 'text.txt']);
    expect(statSync(join(workplace.path, 'a.db')).mtimeMs).toBe(before);
  });
});

const many = `CREATE TABLE t (id INTEGER PRIMARY KEY, text TEXT);
  WITH n(i) AS (SELECT 0 UNION ALL SELECT i + 1 FROM n WHERE i < 999999) INSERT INTO t SELECT i, 'some text of a row some text of a row ' || i FROM n`;

describe('a large table', () => {
  it('is interrupted within a second, and goes on where it stopped', async () => {
    make('large.db', many);
    const child = workplace.start(['fingerprint', 'large.db', '--resume', '--threads', '1']);
    const outcome = outcomeOf(child);
    const folder = join(workplace.path, '.datasig-state');
    const checkpoints = (): string[] => (statSync(folder, { throwIfNoEntry: false }) === undefined ? [] : readdirSync(folder, { recursive: true }).map(String).filter((name) => name.endsWith('.json')));
    while (checkpoints().length < 1) await new Promise((resolve) => setTimeout(resolve, 20));
    child.kill('SIGINT');
    expect(await outcome).toMatchObject({ code: 130, stdout: '', stderr: expect.stringContaining('[cancelled]') as string });
    expect(workplace.list()).toEqual(['.datasig-state', 'large.db']);
    expect(await workplace.json(['fingerprint', 'large.db', '--resume', '--threads', '2', '-o', 'resumed.datasig.json'])).toMatchObject({
      recordCount: '1000000',
      run: { resumedShardCount: expect.toSatisfy((count: number) => count >= 1) as number, threadCount: 2 },
    });
    await workplace.json(['fingerprint', 'large.db', '-o', 'whole.datasig.json']);
    expect(workplace.read('resumed.datasig.json')).toBe(workplace.read('whole.datasig.json'));
  });
});
