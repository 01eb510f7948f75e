/** Every file of `vectors/formats` that an outside tool wrote gives the UID of its table, or is refused. */
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { DatasigError } from '@datasig/core';
import { describe, expect, it } from 'vitest';
import { fingerprintOf, like } from './tables.ts';

interface File {
  readonly file: string;
  readonly like?: string;
  readonly nullTokens?: readonly string[];
}

interface Index {
  readonly tables: readonly { readonly name: string; readonly rows: number; readonly uid: string; readonly files: readonly File[] }[];
  readonly refused: readonly { readonly file: string; readonly code: string }[];
}

const folder = new URL('../../../vectors/formats/', import.meta.url);
const { tables, refused } = JSON.parse(readFileSync(new URL('index.json', folder), 'utf8')) as Index;
const pathOf = (file: string): string => fileURLToPath(new URL(file, folder));

describe.each(tables)('$name', ({ rows, uid, files }) => {
  it.each(files)('$file', async ({ file, like: reference, nullTokens }) => {
    const preparation = reference === undefined ? {} : like(await fingerprintOf([pathOf(reference)]), {}, nullTokens);
    const found = await fingerprintOf([pathOf(file)], preparation);
    expect([found.records.count, found.identity!.uid]).toEqual([BigInt(rows), uid]);
    // Cut as small as the format allows.
    expect((await fingerprintOf([pathOf(file)], preparation, 1)).identity!.uid).toBe(uid);
  });
});

describe('refused', () => {
  it.each(refused)('$file', async ({ file, code }) => {
    const outcome = await fingerprintOf([pathOf(file)]).then(() => 'read', (error: unknown) => (DatasigError.is(error) ? error.code : error));
    expect(outcome).toBe(code);
  });
});
