/** SQLite's WebAssembly build gives the fingerprints that better-sqlite3 gives. */
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { fileURLToPath } from 'node:url';
import { writeFingerprint } from '@datasig/core';
import { fingerprint } from '@datasig/runner';
import sqlite3InitModule from '@sqlite.org/sqlite-wasm';
import { beforeAll, describe, expect, it } from 'vitest';
import { sqlite } from '../index.ts';
import { checkHeader, headerByteLength, type SqliteModule, webSqlite, type WebSqliteOptions } from './index.ts';

type Module = Awaited<ReturnType<typeof sqlite3InitModule>>;

const folder = fileURLToPath(new URL('../../../../vectors/formats/sqlite/', import.meta.url));
const { databases } = JSON.parse(readFileSync(`${folder}index.json`, 'utf8')) as { readonly databases: readonly { readonly file: string; readonly uid?: string }[] };
let module: Module;
beforeAll(async () => { module = await sqlite3InitModule(); });

/** The database in memory; WAL mode, which memory has not, is turned off as it is where a page makes its copy. */
function open(bytes: Uint8Array): InstanceType<Module['oo1']['DB']> {
  const content = Uint8Array.from(bytes);
  content.set([1, 1], 18);
  const database = new module.oo1.DB();
  const pointer = module.wasm.allocFromTypedArray(content);
  const { SQLITE_DESERIALIZE_FREEONCLOSE, SQLITE_DESERIALIZE_READONLY } = module.capi;
  database.checkRc(module.capi.sqlite3_deserialize(database.pointer!, 'main', pointer, content.length, content.length, SQLITE_DESERIALIZE_FREEONCLOSE | SQLITE_DESERIALIZE_READONLY));
  return database;
}

async function fingerprintOf(database: InstanceType<Module['oo1']['DB']>, fileName: string, options: Partial<WebSqliteOptions> = {}): Promise<string> {
  const source = webSqlite({ sqlite: module as unknown as SqliteModule, database, fileName, ...options });
  try {
    return writeFingerprint((await fingerprint(source)).fingerprint);
  } finally {
    await source.close?.();
  }
}

const isUtf16 = ({ file }: { readonly file: string }): boolean => file.includes('utf16');

it.each(databases.filter(isUtf16))('$file is refused: this build of SQLite has no UTF-16', ({ file }) => {
  const bytes = readFileSync(`${folder}${file}`);
  expect(() => checkHeader(bytes.subarray(0, headerByteLength), bytes.length, file)).toThrow(expect.objectContaining({ code: 'unsupported-codec' }));
});

it.each(databases.filter((each) => !isUtf16(each)))('$file gives the same bytes', async ({ file }) => {
  const bytes = readFileSync(`${folder}${file}`);
  checkHeader(bytes.subarray(0, headerByteLength), bytes.length, file);
  const source = sqlite({ path: `${folder}${file}` });
  const expected = writeFingerprint((await fingerprint(source)).fingerprint);
  await source.close?.();
  expect(await fingerprintOf(open(bytes), file)).toBe(expected);
});

describe('values', () => {
  it('are exact: text with NUL, BOM and no characters, large integers, blobs', async () => {
    const statements = "CREATE TABLE t(a, b); INSERT INTO t VALUES (char(97, 0, 98), 9007199254740993), (char(65279, 120), -9223372036854775808), ('', x''), (x'00ff', 0.1), (NULL, 1e300)";
    const database = new module.oo1.DB();
    database.exec(statements);
    const path = join(mkdtempSync(join(tmpdir(), 'datasig-sqlite-')), 'values.db');
    const stored = new DatabaseSync(path);
    stored.exec(statements);
    stored.close();
    const source = sqlite({ path });
    const { fingerprint: expected } = await fingerprint(source);
    await source.close?.();
    rmSync(dirname(path), { recursive: true });
    const made = JSON.parse(await fingerprintOf(database, 'values.db')) as { readonly identity: { readonly uid: string } };
    expect(made.identity.uid).toBe(expected.identity!.uid);
  });

  it('that are no text are an error with its place', async () => {
    const database = new module.oo1.DB();
    database.exec("CREATE TABLE t(a); INSERT INTO t VALUES ('fine'), (CAST(x'ff' AS TEXT))");
    await expect(fingerprintOf(database, 'bad.db')).rejects.toMatchObject({ code: 'invalid-utf8', position: { column: 'a', row: 2 } });
  });
});

it.each([
  ['invalid-sqlite', Buffer.alloc(100), 512],
  ['truncated', Buffer.from('SQLite format 3\0'), 16],
  ['truncated', readFileSync(`${folder}python.db`).subarray(0, 100), 1024],
])('a header is refused with %s', (code, header, byteLength) => {
  expect(() => checkHeader(header, byteLength, 'a.db')).toThrow(expect.objectContaining({ code }));
});

describe('errors', () => {
  it('have the codes of Datasig', async () => {
    const database = new module.oo1.DB();
    database.exec('CREATE TABLE t(a)');
    await expect(fingerprintOf(database, 'a.db', { query: 'SELECT nonsense FROM t' })).rejects.toMatchObject({ code: 'invalid-query' });
    const other = new module.oo1.DB();
    other.exec('CREATE TABLE t(a)');
    await expect(fingerprintOf(other, 'a.db', { tables: ['u'] })).rejects.toMatchObject({ code: 'table-not-found' });
  });

  it('of a damaged database name it', async () => {
    const bytes = Uint8Array.from(readFileSync(`${folder}sqlite-utils.db`));
    bytes.fill(0xa5, bytes.length - 4096);
    await expect(fingerprintOf(open(bytes), 'damaged.db')).rejects.toMatchObject({ code: 'invalid-sqlite' });
  });
});
