/** Datasets of a test Hub, read in a page and in Node. */
import { writeFingerprint } from '@datasig/core';
import { type HubOptions, startHub, type TestHub } from '@datasig/hub-server';
import { huggingface } from '@datasig/huggingface';
import { fingerprint } from '@datasig/runner';
import { csvOf, parquetOf, rowsFrom } from '../../../packages/huggingface/test/dataset/tables.ts';

const card = '---\nconfigs:\n- config_name: all\n  data_files: data/*\n---\n';
const rows = rowsFrom(0, 20_000);

/** A table in large files and in small ones, from the Hub itself and from its CDN; one that is gated. */
const repositories: HubOptions['repositories'] = [
  { name: 'owner/parquet', files: { 'README.md': card, 'data/a.parquet': parquetOf(rows, 4000), 'data/b.parquet': parquetOf(rowsFrom(20_000, 50)) }, lfs: { patterns: ['*.parquet'] } },
  { name: 'owner/csv', files: { 'train.csv': csvOf(rows), 'test #1?.csv': csvOf(rowsFrom(20_000, 50)) }, resolveCache: true },
  { name: 'owner/gated', files: { 'train.parquet': parquetOf(rows) }, gated: true, lfs: { thresholdBytes: 0 } },
];

/** Starts the Hub with the datasets. */
export function startTestHub(): Promise<TestHub> {
  return startHub({ repositories });
}

/** The fingerprint file that Node makes. */
export async function fingerprintInNode(dataset: string, { endpoint, token }: TestHub): Promise<string> {
  const source = huggingface({ dataset, endpoint, token, cacheFolder: null });
  const { fingerprint: made } = await fingerprint(source);
  await source.close?.();
  return writeFingerprint(made);
}
