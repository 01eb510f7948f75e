/** Databases that other programs wrote: the UIDs that an independent implementation gives their tables. */
import { copyFileSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { fingerprint } from '@datasig/runner';
import { afterAll, describe, expect, it } from 'vitest';
import { uidOf } from '../test/database.ts';
import { sqlite } from './index.ts';

interface Index {
  readonly databases: readonly { readonly file: string; readonly tool: string; readonly uid: string; readonly tables: readonly { readonly name: string; readonly rows: number; readonly uid: string }[] }[];
}

const vectors = fileURLToPath(new URL('../../../vectors/formats/sqlite', import.meta.url));
const { databases } = JSON.parse(readFileSync(join(vectors, 'index.json'), 'utf8')) as Index;
const folder = mkdtempSync(join(tmpdir(), 'datasig-sqlite-'));
afterAll(() => rmSync(folder, { recursive: true }));

describe.each(databases)('$file by $tool', ({ file, uid, tables }) => {
  const path = join(folder, file);
  copyFileSync(join(vectors, file), path);

  it('as a whole, a part for each table', async () => {
    const source = sqlite({ path });
    const { fingerprint: made } = await fingerprint(source);
    await source.close?.();
    expect(made.identity!.uid).toBe(uid);
    expect(made.parts.map(({ name, identity, records }) => ({ name, rows: Number(records.count), uid: identity!.uid }))).toEqual(tables.map(({ name, rows, uid: own }) => ({ name, rows, uid: own })));
  });

  it.each(tables)('table $name', async ({ name, uid: own }) => {
    expect(await uidOf(sqlite({ path, table: name }))).toBe(own);
    expect(await uidOf(sqlite({ path, query: `SELECT * FROM "${name.replaceAll('"', '""')}"` }))).toBe(own);
  });

  it('stays as it is', () => {
    expect(readFileSync(path).equals(readFileSync(join(vectors, file)))).toBe(true);
    expect(readdirSync(folder).sort()).toEqual(databases.map((each) => each.file).sort());
  });
});
