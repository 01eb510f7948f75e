/** What does not pass ends a run with its own error, in as many requests as it takes to know. */
import type { FaultRule, RepositoryOptions } from '@datasig/hub-server';
import { describe, expect, it, vi } from 'vitest';
import { openImpatiently } from './dataset/impatient-connector.ts';
import { run, serve } from './dataset/served.ts';
import { csvOf, parquetOf, rowsFrom } from './dataset/tables.ts';

const [data, more] = [rowsFrom(0, 500), rowsFrom(500, 50)];
const table: RepositoryOptions = {
  name: 'owner/table',
  files: { 'README.md': '---\nlicense: mit\n---\n', 'data/train-00000-of-00001.parquet': parquetOf(data, 100), 'data/test-00000-of-00001.parquet': parquetOf(more) },
  lfs: { patterns: ['*.parquet'] },
};
/** Too large to be read at once. */
const one: RepositoryOptions = { name: 'owner/table', files: { 'train.parquet': parquetOf(rowsFrom(0, 8000), 2000) }, lfs: { thresholdBytes: 0 } };
const lines: RepositoryOptions = { name: 'owner/lines', files: { 'train.csv': csvOf(data) } };
const repositoryOf = (files: Readonly<Record<string, string | Uint8Array>>): RepositoryOptions => ({ name: 'owner/own', files });
const cardOf = (front: string): string => `---\n${front}\n---\n`;

interface Case {
  readonly name: string;
  readonly repository?: RepositoryOptions;
  readonly location?: string;
  readonly options?: Readonly<Record<string, string>>;
  readonly environment?: Readonly<Record<string, string>>;
  readonly rule?: FaultRule;
  readonly code: string;
  readonly text: RegExp;
  /** To the Hub and to its CDN. */
  readonly requests: readonly [hub: number, cdn: number];
}

const listing = '/api/datasets/*/*/tree/**';
const cases: readonly Case[] = [
  { name: 'no such dataset', location: 'hf:owner/tabel', code: 'source-not-found', text: /no such dataset, or it is private/, requests: [1, 0] },
  { name: 'no such revision', options: { revision: 'v9' }, code: 'source-not-found', text: /no revision "v9"/, requests: [2, 0] },
  { name: 'no such path', location: 'hf:owner/table/data/*.csv', code: 'source-not-found', text: /no file of the repository matches/, requests: [3, 0] },
  { name: 'no such config', options: { config: 'other' }, code: 'unknown-config', text: /it has "default"/, requests: [3, 0] },
  { name: 'no such split', options: { split: 'validation' }, code: 'unknown-split', text: /the dataset has "train", "test"/, requests: [3, 0] },
  { name: 'another format than the files have', options: { format: 'csv' }, code: 'invalid-csv', text: /train-00000-of-00001\.parquet, line 1/, requests: [5, 2] },
  { name: 'private', repository: { ...table, private: true }, code: 'source-not-found', text: /HF_TOKEN/, requests: [1, 0] },
  { name: 'gated', repository: { ...table, gated: true }, code: 'hub-access-denied', text: /accept its conditions/, requests: [3, 0] },
  { name: 'several configs and no default', repository: repositoryOf({ 'README.md': cardOf('configs:\n- config_name: a\n  data_files: a.csv\n- config_name: b\n  data_files: b.csv'), 'a.csv': 'x\n1\n', 'b.csv': 'x\n2\n' }), location: 'hf:owner/own', code: 'unknown-config', text: /several configs and no default one/, requests: [3, 0] },
  { name: 'a card that names a file that is not there', repository: repositoryOf({ 'README.md': cardOf('configs:\n- config_name: a\n  data_files: b.csv'), 'a.csv': 'x\n1\n' }), location: 'hf:owner/own', code: 'source-not-found', text: /no file "b\.csv"/, requests: [3, 0] },
  { name: 'a card that is no YAML', repository: repositoryOf({ 'README.md': cardOf('configs: ['), 'a.csv': 'x\n1\n' }), location: 'hf:owner/own', code: 'invalid-repository', text: /line 1 of its YAML/, requests: [3, 0] },
  { name: 'a script and no data', repository: repositoryOf({ 'own.py': 'import datasets\n' }), location: 'hf:owner/own', code: 'unsupported-format', text: /made by a Python script, own\.py/, requests: [2, 0] },
  { name: 'formats that are not read', repository: repositoryOf({ 'train.pdf': '%PDF' }), location: 'hf:owner/own', code: 'unsupported-format', text: /refs\/convert\/parquet/, requests: [2, 0] },
  { name: 'a dataset that was never downloaded, offline', environment: { HF_HUB_OFFLINE: '1' }, code: 'offline-missing', text: /local cache does not hold/, requests: [0, 0] },
  { name: 'a Hub that fails', rule: { fault: { kind: 'status', status: 500, body: 'html' } }, code: 'hub-unreachable', text: /status 500 \(5 tries\)/, requests: [5, 0] },
  { name: 'a Hub that limits', rule: { fault: { kind: 'status', status: 429 } }, code: 'hub-rate-limited', text: /limits the rate/, requests: [5, 0] },
  { name: 'a Hub that resets', rule: { fault: { kind: 'reset' } }, code: 'hub-unreachable', text: /broke the connection/, requests: [5, 0] },
  { name: 'a Hub that says nothing', rule: { fault: { kind: 'stall' } }, code: 'hub-unreachable', text: /did not answer/, requests: [5, 0] },
  { name: 'a web page in place of the answer', rule: { fault: { kind: 'status', status: 200, body: 'html' } }, code: 'hub-unreachable', text: /a web page in place of JSON/, requests: [5, 0] },
  { name: 'redirects in a circle', rule: { fault: { kind: 'redirect-loop' } }, code: 'hub-unreachable', text: /in a circle/, requests: [1, 0] },
  { name: 'a list without end', rule: { match: listing, fault: { kind: 'looping-cursor' } }, code: 'hub-unreachable', text: /goes round in a circle/, requests: [2, 0] },
  { name: 'a list that is cut', rule: { match: listing, fault: { kind: 'short-body' } }, code: 'hub-unreachable', text: /not JSON/, requests: [6, 0] },
  { name: 'an access that is refused', repository: one, rule: { match: '/datasets/**', fault: { kind: 'status', status: 403 } }, code: 'hub-access-denied', text: /set HF_TOKEN/, requests: [3, 0] },
  { name: 'a file that is gone', repository: one, rule: { match: '/datasets/**/*.parquet', fault: { kind: 'status', status: 404, headers: { 'X-Error-Code': 'EntryNotFound' } } }, code: 'source-not-found', text: /no such file/, requests: [3, 0] },
  { name: 'other digests at the same commit', repository: one, rule: { match: '/datasets/**', fault: { kind: 'changed-object' } }, code: 'source-changed', text: /another digest/, requests: [3, 0] },
  { name: 'links that never work', repository: one, rule: { match: { origin: 'cdn' }, fault: { kind: 'status', status: 403 } }, code: 'hub-unreachable', text: /status 403 \(5 tries\)/, requests: [7, 5] },
  { name: 'a CDN that sends no ranges', repository: one, rule: { match: { origin: 'cdn' }, fault: { kind: 'ignored-range' } }, code: 'hub-unreachable', text: /something else/, requests: [5, 5] },
  { name: 'a CDN that sends other ranges', repository: one, rule: { match: { origin: 'cdn' }, fault: { kind: 'wrong-content-range' } }, code: 'hub-unreachable', text: /other bytes than were asked for/, requests: [5, 5] },
  { name: 'a CDN that has another file', repository: one, rule: { match: { origin: 'cdn' }, fault: { kind: 'wrong-content-range', total: 100 } }, code: 'source-changed', text: /has 100 bytes/, requests: [3, 2] },
  { name: 'a CDN that sends too little', repository: one, rule: { match: { origin: 'cdn' }, fault: { kind: 'short-body', after: 5 } }, code: 'hub-unreachable', text: /announces 5 bytes/, requests: [5, 5] },
  { name: 'a CDN that sends nothing', repository: one, rule: { match: { origin: 'cdn' }, fault: { kind: 'stall' } }, code: 'hub-unreachable', text: /did not answer/, requests: [5, 5] },
  { name: 'a CDN that compresses', repository: one, rule: { match: { origin: 'cdn' }, fault: { kind: 'gzip' } }, code: 'hub-unreachable', text: /encoding gzip/, requests: [5, 5] },
  { name: 'the pointer in place of the file', repository: one, rule: { match: { origin: 'cdn' }, fault: { kind: 'lfs-pointer' } }, code: 'source-unreadable', text: /Git LFS pointer/, requests: [3, 2] },
  { name: 'a damaged index', repository: one, rule: { match: { origin: 'cdn' }, fault: { kind: 'flipped-byte' } }, code: 'corrupt-compression', text: /the snappy data are damaged/, requests: [3, 3] },
  { name: 'a damaged file that is held against its digest', options: { verify: 'full' }, repository: one, rule: { match: { origin: 'cdn' }, fault: { kind: 'flipped-byte' } }, code: 'checksum-mismatch', text: /not those that the Hub lists/, requests: [3, 2] },
  { name: 'a damaged file that is read from front to back', repository: lines, location: 'hf:owner/lines', rule: { match: '/datasets/**/*.csv', fault: { kind: 'flipped-byte' } }, code: 'checksum-mismatch', text: /not those that the Hub lists/, requests: [3, 0] },
];

describe('ends in an error', () => {
  it.each(cases)('$name', async ({ repository = table, location = 'hf:owner/table', options = {}, environment = {}, rule, code, text, requests }) => {
    const hub = await serve(repository);
    for (const [variable, value] of Object.entries(environment)) vi.stubEnv(variable, value);
    if (rule !== undefined) hub.setFaults([rule]);
    const source = openImpatiently({ locations: [location], workingDirectory: '/', options });
    await expect(run(source, { threads: 1 })).rejects.toMatchObject({ code, message: expect.stringMatching(text) });
    const count = (wanted: string): number => hub.requests.filter(({ origin }) => origin === wanted).length;
    expect([count('hub'), count('cdn')]).toEqual(requests);
  });
});
