/** Folders that the library `datasets` loads: the same records as in the Parquet files that it writes of them. */
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { parseCast } from '@datasig/core';
import { summarize } from '@datasig/core/testing';
import { describe, expect, test } from 'vitest';
import { files } from './index.ts';

interface Index {
  readonly folders: readonly { readonly name: string; readonly rows: number; readonly uid: string; readonly casts?: Readonly<Record<string, string>> }[];
}

const workingDirectory = fileURLToPath(new URL('../../../vectors/formats/folders/', import.meta.url));
const { folders } = JSON.parse(readFileSync(`${workingDirectory}index.json`, 'utf8')) as Index;

describe.each(folders)('$name', ({ name, rows, uid, casts = {} }) => {
  const preparation = { casts: Object.fromEntries(Object.entries(casts).map(([column, cast]) => [column, parseCast(cast)])) };

  test.each([name, `${name}.zip`, `${name}.parquet`])('%s', async (locations) => {
    const source = files({ locations, workingDirectory });
    const { records, identity } = await summarize(source, undefined, locations.endsWith('.parquet') ? {} : preparation);
    expect([Number(records.count), identity!.uid]).toEqual([rows, uid]);
    expect((await source.describe()).recordCount).toBe(rows);
  });

  test.each([[1, ''], [200, ''], [1, '.zip'], [200, '.zip']] as const)('cut into pieces of %i bytes%s', async (shardByteLength, ending) => {
    const source = files({ locations: name + ending, workingDirectory });
    const shards = await source.shards({ shardByteLength });
    expect(shards.length).toBeGreaterThanOrEqual(shardByteLength === 1 && ending === '' ? 2 : 1);
    expect((await summarize(source, shards, preparation)).identity!.uid).toBe(uid);
  });
});
