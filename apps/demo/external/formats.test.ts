/** Every format, picked in the page, gives the bytes that the command writes. */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync, zstdCompressSync } from 'node:zlib';
import { writeFingerprint } from '@datasig/core';
import { fingerprint } from '@datasig/runner';
import { sqlite } from '@datasig/sqlite';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { DemoPage, fingerprintInNode, vectors } from './demo-page.ts';

let demo: DemoPage;
let folder: string;
beforeAll(async () => {
  demo = await DemoPage.open();
  folder = mkdtempSync(join(tmpdir(), 'datasig-demo-'));
  const csv = readFileSync(join(vectors, 'released/1.0/data/table.csv'));
  writeFileSync(join(folder, 'table.csv.gz'), gzipSync(csv));
  writeFileSync(join(folder, 'table.csv.zst'), zstdCompressSync(csv));
  writeFileSync(join(folder, 'rows.tsv'), 'id\tname\n1\ta\n2\tb\n');
  writeFileSync(join(folder, 'rows.json'), '[{"id":1,"tags":["a"]},{"id":2,"tags":[]}]');
});
afterAll(async () => {
  await demo.close();
  rmSync(folder, { recursive: true });
});

describe('a file', () => {
  it.each([
    'released/1.0/data/table.csv',
    'released/1.0/data/nested.jsonl',
    'released/1.0/data/lines.txt',
    'released/1.0/data/empty.csv',
    'released/1.0/data/columns.parquet',
    'formats/nested/duckdb-v2-zstd.parquet',
    'formats/nested/duckdb-snappy.parquet',
    'formats/decimals/pyarrow-256-zstd.arrows',
    'formats/nested/polars-views-lz4.arrow',
    'formats/arff/by-hand.arff',
    'formats/tar/webdataset.tar',
    'formats/tfds/plain.tfrecord',
    'formats/folders/image-csv.zip',
    'formats/folders/audio-labels.zip',
  ])('%s', async (file) => {
    const path = join(vectors, file);
    await demo.choose('A', path);
    expect(await demo.fingerprint('A')).toBe(await fingerprintInNode({ locations: path }));
  });

  it.each(['table.csv.gz', 'table.csv.zst', 'rows.tsv', 'rows.json'])('%s', async (name) => {
    const path = join(folder, name);
    await demo.choose('A', path);
    expect(await demo.fingerprint('A')).toBe(await fingerprintInNode({ locations: path }));
  });
});

it('a pair of IDX files', async () => {
  const digits = join(vectors, 'released/1.0/data/digits');
  const images = join(digits, 'train-images-idx3-ubyte');
  await demo.choose('A', [join(digits, 'train-labels-idx1-ubyte'), images]);
  expect(await demo.fingerprint('A')).toBe(await fingerprintInNode({ locations: images }));
});

it.each(['formats/folders/image-labels', 'formats/folders/audio-jsonl', 'formats/tfds/points'])('the folder %s', async (name) => {
  const path = join(vectors, name);
  await demo.choose('A', path, 'folder');
  expect(await demo.fingerprint('A')).toBe(await fingerprintInNode({ locations: path }));
});

it.each(['python', 'sqlite-utils', 'coverage'])('the database %s.db, whose copy is removed', async (name) => {
  const path = join(vectors, 'formats/sqlite', `${name}.db`);
  await demo.choose('A', path);
  const source = sqlite({ path });
  const { fingerprint: made } = await fingerprint(source);
  await source.close?.();
  expect(await demo.fingerprint('A')).toBe(writeFingerprint(made));
  const left = await demo.page.evaluate(async () => {
    const names: string[] = [];
    for await (const each of (await navigator.storage.getDirectory()).keys()) names.push(each);
    return names;
  });
  expect(left).toEqual([]);
});

it('files that are dropped', async () => {
  const transfer = await demo.page.evaluateHandle(() => {
    const data = new DataTransfer();
    data.items.add(new File(['x,y\n1,2\n3,4\n'], 'dropped.csv'));
    return data;
  });
  await demo.side('B').locator('.drop-zone').dispatchEvent('drop', { dataTransfer: transfer });
  await demo.settled('B');
  writeFileSync(join(folder, 'dropped.csv'), 'x,y\n1,2\n3,4\n');
  expect(await demo.fingerprint('B')).toBe(await fingerprintInNode({ locations: join(folder, 'dropped.csv') }));
});

it('casts, columns and nulls that are set', async () => {
  await demo.give('A', { 'typed.csv': 'id,name,note\n1,a,NA\n2,b,x\n' });
  const side = demo.side('A');
  await side.getByText('Fields and types').click();
  await side.getByLabel('Compare name of dataset A').uncheck();
  await side.getByLabel('Read id of dataset A as').selectOption('integer');
  await side.getByLabel(/Texts that mean/).fill('NA');
  await side.getByRole('button', { name: 'Read again' }).click();
  await side.getByText('Prepared:').waitFor();
  writeFileSync(join(folder, 'typed.csv'), 'id,name,note\n1,a,NA\n2,b,x\n');
  const expected = await fingerprintInNode({ locations: join(folder, 'typed.csv') }, { preparation: { columns: ['id', 'note'], nullTokens: ['NA'], casts: { id: { to: 'integer' } } } });
  expect(await demo.fingerprint('A')).toBe(expected);
});

it('asked for nothing but the page, and raised nothing', () => {
  expect(demo.requests.length).toBeGreaterThan(10);
  expect(demo.requests.filter((address) => !address.startsWith(demo.server.url) && !/^(?:blob|data):/.test(address))).toEqual([]);
  expect(demo.faults).toEqual([]);
});
