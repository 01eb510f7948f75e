/** What a run over a dataset of the Hub tells while it goes on. */
import type { Progress } from '@datasig/runner';
import { describeProgress } from '@datasig/runner/terminal';
import { expect, it } from 'vitest';
import { huggingface } from '../src/index.ts';
import { run, serve } from './dataset/served.ts';
import { csvOf, parquetOf, rowsFrom } from './dataset/tables.ts';

it.each([['csv', { 'train.csv': csvOf(rowsFrom(0, 3000)), 'test.csv': csvOf(rowsFrom(3000, 100)) }], ['parquet', { 'train.parquet': parquetOf(rowsFrom(0, 3000)), 'test.parquet': parquetOf(rowsFrom(3000, 100)) }]])('%s: bytes, rows and files, to the end', async (_, files) => {
  await serve({ name: 'owner/data', files, lfs: { thresholdBytes: 1000 } });
  const reports: Progress[] = [];
  const { statistics } = await run(huggingface({ dataset: 'owner/data' }), { threads: 1, onProgress: (progress) => reports.push(progress) });
  const byteLength = Object.values(files).reduce((sum, content) => sum + Buffer.byteLength(content), 0);
  expect(statistics).toMatchObject({ recordCount: 3100, byteLength });
  expect(reports.at(-1)).toMatchObject({ recordCount: 3100, byteLength, totalByteLength: byteLength });
  expect(describeProgress(reports.at(-1)!)).toMatch(/3,100 records .* left  2\/2$/);
});

it('tells of each wait before a request is sent again', async () => {
  const hub = await serve({ name: 'owner/data', files: { 'train.csv': csvOf(rowsFrom(0, 10)) } });
  hub.setFaults([{ on: { nth: 1 }, fault: { kind: 'status', status: 503 } }]);
  const waits: string[] = [];
  await run(huggingface({ dataset: 'owner/data', onRetry: ({ subject, reason, failures }) => waits.push(`${subject}: ${reason.replace(/127\.0\.0\.1:\d+/, 'HOST')}, ${failures}`) }));
  expect(waits).toEqual(['owner/data: HOST answers with status 503, 1']);
});
