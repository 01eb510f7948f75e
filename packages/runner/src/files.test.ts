/** Runs over real files: cutting, compression, parts, places of errors, cancelling. */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync, zstdCompressSync } from 'node:zlib';
import { mergeSummaries, type Preparation, writeFingerprint } from '@datasig/core';
import type { Source } from '@datasig/core/spec';
import { files, type FilesOptions } from '@datasig/files';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { fingerprint } from './run.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'datasig-runner-files-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const header = 'id,note,day\n';
const csv = `${header}${Array.from({ length: 3000 }, (_, id) => `${id},"note ""${id}""\nand more",2024-01-${`${(id % 28) + 1}`.padStart(2, '0')}\n`).join('')}`;
const preparation = { casts: { id: { to: 'integer' }, day: { to: 'date' } } } as const;

function write(contents: Readonly<Record<string, string | Uint8Array>>): void {
  for (const [name, content] of Object.entries(contents)) writeFileSync(join(folder, name), content);
}

const vector = (name: string): Uint8Array => readFileSync(new URL(`../../../vectors/formats/${name}`, import.meta.url));
const open = (locations: string | readonly string[], options: Omit<FilesOptions, 'locations'> = {}): Source => files({ locations, workingDirectory: folder, ...options });

describe('a fingerprint of files', () => {
  it('has the same bytes however the file is cut, checkpointed or not', async () => {
    write({ 'a.csv': csv });
    const whole = writeFingerprint((await fingerprint(open('a.csv'), { preparation })).fingerprint);
    for (const shardByteLength of [500, 9999, 50_000]) {
      for (const stateFolder of [undefined, join(folder, 'state')]) {
        const { fingerprint: cut, statistics, discardCheckpoints } = await fingerprint(open('a.csv'), { preparation, shardByteLength, ...(stateFolder !== undefined && { stateFolder }) });
        await discardCheckpoints();
        expect(writeFingerprint(cut)).toBe(whole);
        expect(statistics.shardCount).toBeGreaterThan(1);
      }
    }
  });

  it('has one UID for the rows, however they are stored and ordered', async () => {
    const rows = csv.slice(header.length).split(/(?<=\d\n)/);
    const halves = [rows.slice(0, 1000), rows.slice(1000).reverse()].map((half) => header + half.join(''));
    write({ 'a.csv': csv, 'b.csv.gz': gzipSync(csv), 'c.csv.zst': zstdCompressSync(csv), 'd1.csv': halves[0]!, 'd2.csv.gz': gzipSync(halves[1]!) });
    const uids = await Promise.all(['a.csv', 'b.csv.gz', 'c.csv.zst', 'd*'].map(async (location) => (await fingerprint(open(location))).fingerprint.identity!.uid));
    expect(new Set(uids).size).toBe(1);
  });

  it('has parts that merge to the whole', async () => {
    write({ 'a.csv': 'x,y\n1,2\n', 'b.csv': 'x\n1\n', 'c.csv': 'x\n' });
    const { fingerprint: whole } = await fingerprint(open('.', { perFile: true }));
    expect(whole.parts.map((part) => [part.name, part.records.count])).toEqual([['a', 1n], ['b', 1n], ['c', 0n]]);
    const { canonicalization } = whole;
    expect(mergeSummaries(whole.parts.map((part) => ({ canonicalization, ...part }))).identity!.uid).toBe(whole.identity!.uid);
  });

  it('keeps the types that each part declares, where parts differ', async () => {
    write({ 'a.parquet': vector('floats/pyarrow-none.parquet'), 'b.parquet': vector('decimals/pyarrow-none.parquet') });
    const alone = await Promise.all(['a.parquet', 'b.parquet'].map(async (name) => (await fingerprint(open(name))).fingerprint.schema));
    for (const shardByteLength of [1, undefined]) {
      const { fingerprint: whole } = await fingerprint(open('*', { perFile: true }), { ...(shardByteLength !== undefined && { shardByteLength }) });
      expect(whole.parts.map(({ schema }) => schema)).toEqual(alone);
      expect(whole.schema).toEqual([...alone[1]!, ...alone[0]!]);
    }
  });

  it('takes the names of columns that some part declares, and refuses others', async () => {
    write({ 'a.parquet': vector('floats/pyarrow-none.parquet'), 'b.parquet': vector('decimals/pyarrow-none.parquet') });
    const parts = (prepared: Preparation): ReturnType<typeof fingerprint> => fingerprint(open('*', { perFile: true }), { preparation: prepared });
    const { fingerprint: selected, warnings } = await parts({ columns: ['single', 'd9_2'], rename: { single: 'd9_2' } });
    expect(warnings).toEqual([]);
    expect(selected.parts.map(({ schema, records }) => [schema.map(({ name, type }) => [name, type.type]), records.count])).toEqual([[[['d9_2', 'float32']], 16n], [[['d9_2', 'decimal']], 10n]]);
    await expect(parts({ columns: ['single', 'zz'] })).rejects.toMatchObject({ code: 'unknown-column', message: expect.stringContaining('no column "zz"; its columns are "half", "single"') as string });
    await expect(parts({ rename: { single: 'half' } })).rejects.toMatchObject({ code: 'duplicate-column' });
    write({ 'c.arrow.gz': gzipSync(vector('floats/pyarrow-none.arrow')) });
    await expect(fingerprint(open('c.arrow.gz'), { preparation: { columns: ['zz'] } })).rejects.toMatchObject({ code: 'unknown-column' });
  });

  it('of a header alone is valid, with its columns', async () => {
    write({ 'a.csv': 'x,y\n' });
    const { fingerprint: empty, warnings } = await fingerprint(open('a.csv'));
    expect(empty.schema.map((field) => field.name)).toEqual(['x', 'y']);
    expect(warnings.map(({ code }) => code)).toEqual(['no-records']);
  });
});

it('tells errors with the place in the file, rows counted over all shards', async () => {
  write({ 'a.csv': `${csv}7,secret-text\n`, 'b.csv': `${csv}x7,secret,2024-01-01\n` });
  for (const shardByteLength of [undefined, 1000]) {
    const options = { preparation, ...(shardByteLength !== undefined && { shardByteLength }) };
    await expect(fingerprint(open('a.csv'), options)).rejects.toMatchObject({ code: 'ragged-row', position: { file: 'a.csv', line: 6002, row: 3001, byteOffset: csv.length } });
    const failed = fingerprint(open('b.csv'), options);
    await expect(failed).rejects.toMatchObject({ code: 'cast-failed', position: { file: 'b.csv', line: 6002, row: 3001, column: 'id' } });
    await expect(failed).rejects.not.toThrow(/secret|x7/);
  }
});

it('is cancelled while the file is being cut, too', async () => {
  write({ 'a.csv': csv });
  const source = open('a.csv');
  await source.describe();
  const controller = new AbortController();
  const run = fingerprint(source, { shardByteLength: 100, signal: controller.signal });
  controller.abort(new Error('enough'));
  await expect(run).rejects.toMatchObject({ code: 'cancelled', cause: new Error('enough') });
});

it('refuses a column that the files do not have, before it reads them', async () => {
  write({ 'a.csv': csv });
  await expect(fingerprint(open('a.csv'), { preparation: { columns: ['id', 'nite'] } })).rejects.toMatchObject({ code: 'unknown-column', message: expect.stringContaining('"note"') as string });
});
