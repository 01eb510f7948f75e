/** The connector under the suite that every connector passes, once for each way in which files are read. */
import { readFileSync } from 'node:fs';
import { gzipSync } from 'node:zlib';
import { connectorConformance } from '@datasig/core/testing';
import { beforeEach, describe, test } from 'vitest';
import connector from '../src/index.ts';
import { serve } from './dataset/served.ts';
import { arrowOf, csvOf, jsonlOf, parquetOf, rowsFrom } from './dataset/tables.ts';

const rows = rowsFrom(0, 100);
const more = rowsFrom(100, 20);
const image = (name: string): Uint8Array => readFileSync(new URL(`../../../vectors/formats/images/${name}`, import.meta.url));

const cases = [
  { name: 'CSV, two files', files: { 'a.csv': csvOf(rows), 'b.csv': csvOf(more) }, recordCount: 120 },
  { name: 'JSON Lines with gzip', files: { 'data.jsonl.gz': gzipSync(jsonlOf(rows)) }, recordCount: 100 },
  { name: 'Parquet, two splits', files: { 'data/train-00000-of-00001.parquet': parquetOf(rows, 30), 'data/test-00000-of-00001.parquet': parquetOf(more) }, recordCount: 120, shardByteLength: 1 },
  { name: 'Arrow', files: { 'a.arrow': arrowOf(rows) }, recordCount: 100 },
  { name: 'text', files: { 'a.txt': rows.map(({ id }) => `line ${id}\n`).join('') }, recordCount: 100 },
  { name: 'an image folder', files: { 'train/a/1.png': image('png-grey-8.png'), 'train/b/1.png': image('png-rgb-8.png'), 'train/b/2.png': image('png-rgba-8.png') }, recordCount: 3, shardByteLength: 1 },
];

describe.each(cases)('$name', ({ files, name: _, ...expected }) => {
  beforeEach(async () => void (await serve({ name: 'owner/data', files, lfs: { thresholdBytes: 1000 } })));
  const open = async () => connector.open({ locations: ['hf:owner/data'], workingDirectory: '/', options: {} });
  test.each(connectorConformance({ open, ...expected }))('$name', ({ run }) => run());
});
