/** Generated tables: the same every time and in every format, about 100 bytes a row where they are text. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { files } from '@datasig/files';
import { fingerprint } from '@datasig/runner';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { datasets } from './datasets.ts';
import { type LineFormat, tableLines } from './lines.ts';

const { signal } = new AbortController();
let folder: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'datasig-table-'));
});

afterAll(() => rm(folder, { recursive: true }));

test.each<LineFormat>(['csv', 'tsv', 'text', 'arff'])('rows as %s are the same every time and about 100 bytes long', (format) => {
  const lines = [...tableLines(format, 2000)];
  expect([...tableLines(format, 2000)]).toEqual(lines);
  const meanByteLength = lines.reduce((sum, line) => sum + Buffer.byteLength(line), 0) / lines.length;
  expect(meanByteLength).toBeGreaterThan(90);
  expect(meanByteLength).toBeLessThan(115);
});

test('lines of JSON are JSON, and together a document', () => {
  const rows = [...tableLines('jsonl', 100)].map((line) => JSON.parse(line) as { id: number });
  expect(rows.map(({ id }) => id)).toEqual(Array.from({ length: 100 }, (_, id) => id));
  expect(JSON.parse([...tableLines('json', 100)].join(''))).toEqual(rows);
});

test('formats of the same types hold the same records', async () => {
  const rowCount = 3000;
  const identities = new Map<string, Set<string>>([['text', new Set()], ['json', new Set()], ['typed', new Set()]]);
  const kinds: Readonly<Record<string, string>> = { csv: 'text', tsv: 'text', json: 'json', jsonl: 'json', 'parquet, snappy': 'typed', 'parquet, zstd': 'typed', 'arrow file': 'typed', 'arrow stream, zstd': 'typed' };
  for (const { name, files: names, share, write } of datasets) {
    await write(folder, rowCount * share, signal);
    const { fingerprint: made, statistics } = await fingerprint(files({ locations: names.map((file) => join(folder, file)) }), {});
    expect([name, statistics.recordCount]).toEqual([name, rowCount * share]);
    identities.get(kinds[name]!)?.add(made.identity!.uid);
  }
  expect([...identities.values()].map(({ size }) => size)).toEqual([1, 1, 1]);
});
