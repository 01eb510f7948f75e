/** `verify: 'full'`: each file is fetched once, whatever is read of it, and nothing stays behind. */
import { readdirSync } from 'node:fs';
import { zipSync } from 'fflate';
import { expect, it, vi } from 'vitest';
import { huggingface } from '../src/index.ts';
import { folderOf, run, serve } from './dataset/served.ts';
import { csvOf, parquetOf, rowsFrom } from './dataset/tables.ts';

const images = Object.fromEntries(Array.from({ length: 50 }, (_, index) => [`train/${index % 2 === 0 ? 'cat' : 'dog'}/${index}.jpg`, new TextEncoder().encode(`image ${index}`)]));

it.each<[name: string, files: Readonly<Record<string, Uint8Array>>, recordCount: bigint]>([
  ['images in an archive', { 'train.zip': zipSync(images) }, 50n],
  ['tables in archives', { 'train.zip': zipSync({ 'a.csv': Buffer.from(csvOf(rowsFrom(0, 300))), 'b.csv': Buffer.from(csvOf(rowsFrom(300, 300))) }), 'test.zip': zipSync({ 'c.csv': Buffer.from(csvOf(rowsFrom(600, 300))) }) }, 900n],
  ['row groups', { 'train.parquet': parquetOf(rowsFrom(0, 9000), 1000) }, 9000n],
])('%s', async (_, files, recordCount) => {
  const temporary = await folderOf({});
  vi.stubEnv('TMPDIR', temporary);
  const hub = await serve({ name: 'owner/data', files, lfs: { thresholdBytes: 0 } });
  const inPieces = await run(huggingface({ dataset: 'owner/data' }), { threads: 1 });
  hub.forgetRequests();
  const whole = await run(huggingface({ dataset: 'owner/data', verify: 'full' }), { threads: 1, shardByteLength: 1000 });
  expect([whole.verified, inPieces.verified]).toEqual(['full', 'structural']);
  expect(whole.fingerprint.records.count).toBe(recordCount);
  expect(whole.fingerprint.identity!.uid).toBe(inPieces.fingerprint.identity!.uid);
  const byteLength = Object.values(files).reduce((sum, { length }) => sum + length, 0);
  // The directories and indexes are looked at before.
  expect(hub.requests.filter(({ origin }) => origin === 'cdn').reduce((sum, request) => sum + request.byteLength, 0)).toBeLessThan(4 * byteLength);
  expect(readdirSync(temporary)).toEqual([]);
});
