/** Whatever passes on the way, a run ends with the bytes of an undisturbed one. */
import type { Fault, TestHub } from '@datasig/hub-server';
import { writeFingerprint } from '@datasig/core';
import { beforeEach, describe, expect, it } from 'vitest';
import { openImpatiently } from './dataset/impatient-connector.ts';
import { run, serve } from './dataset/served.ts';
import { csvOf, jsonlOf, parquetOf, rowsFrom } from './dataset/tables.ts';

const everyTenth: readonly Fault[] = [
  { kind: 'ignored-range' },
  { kind: 'wrong-content-range' },
  { kind: 'short-body' },
  { kind: 'long-body' },
  { kind: 'cut-body' },
  { kind: 'cut-body', after: 10 },
  { kind: 'reset' },
  { kind: 'reset', after: 1000 },
  { kind: 'stall' },
  { kind: 'stall', after: 100 },
  { kind: 'delay', milliseconds: 100 },
  { kind: 'status', status: 408 },
  { kind: 'status', status: 429 },
  { kind: 'status', status: 429, body: 'html', rateLimit: null, retryAfter: 2 },
  { kind: 'status', status: 500, body: 'html' },
  { kind: 'status', status: 502, body: { text: 'Bad Gateway' } },
  { kind: 'status', status: 503, retryAfter: 3 },
  { kind: 'status', status: 504 },
  { kind: 'gzip' },
  { kind: 'expiring-link', uses: 1 },
  { kind: 'foreign-redirect' },
  { kind: 'moved-branch', repository: 'owner/table', to: { files: { 'train.csv': 'other\n1\n' } } },
];

const fileCount = 12;
const filesOf = (extension: string, write: (rows: ReturnType<typeof rowsFrom>) => string | Uint8Array): Record<string, string | Uint8Array> =>
  Object.fromEntries(Array.from({ length: fileCount }, (_, index) => [`data/train-${String(index).padStart(5, '0')}-of-000${fileCount}.${extension}`, write(rowsFrom(index * 1500, 1500))]));
const tables = { parquet: filesOf('parquet', (rows) => parquetOf(rows, 300)), csv: filesOf('csv', csvOf), jsonl: filesOf('jsonl', jsonlOf) };

let hub: TestHub;

async function textOf(threads: number, options: Readonly<Record<string, string>> = {}): Promise<string> {
  const source = openImpatiently({ locations: ['hf:owner/table'], workingDirectory: '/', options });
  const { fingerprint, statistics } = await run(source, { threads, shardByteLength: 10_000 });
  expect(statistics.threadCount).toBe(threads);
  return writeFingerprint(fingerprint);
}

describe.each(Object.entries(tables))('%s', (_, files) => {
  beforeEach(async () => {
    hub = await serve({ name: 'owner/table', files, lfs: { thresholdBytes: 0 } });
  });

  it.each([1, 2].flatMap((threads) => [1, 2].map((seed) => [threads, seed] as const)))('on %s threads, every tenth request meeting any fault (seed %s)', async (threads, seed) => {
    const undisturbed = await textOf(threads);
    hub.setFaults([{ on: { every: 10 }, fault: everyTenth, seed }]);
    expect(await textOf(threads)).toBe(undisturbed);
    expect(hub.faults[0]!.fired).toBeGreaterThanOrEqual(2);
  });
});

describe('a small dataset', () => {
  const files = { 'train.parquet': parquetOf(rowsFrom(0, 2000), 1000), 'test.parquet': parquetOf(rowsFrom(2000, 100)), 'README.md': '---\nlicense: mit\n---\n' };

  it.each(everyTenth)('with %j at any one of its requests', async (fault) => {
    hub = await serve({ name: 'owner/table', files, lfs: { patterns: ['*.parquet'] } });
    const sha = await hub.repository('owner/table').sha();
    hub.forgetRequests();
    const undisturbed = await textOf(1, { revision: sha });
    const requestCount = hub.requests.length;
    for (let nth = 1; nth <= requestCount; nth++) {
      hub.setFaults([{ on: { nth }, fault }]);
      expect(await textOf(1, { revision: sha }), `request ${nth}`).toBe(undisturbed);
    }
  });
});
