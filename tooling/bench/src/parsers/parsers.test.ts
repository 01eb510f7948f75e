/** Every parser finds every record, so that a faster one is not one that reads less. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { writeLines } from '../table/lines.ts';
import { csvParsers } from './csv.ts';
import { jsonlParsers } from './jsonl.ts';

const rowCount = 5000;
const { signal } = new AbortController();
let folder: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'datasig-parsers-'));
  for (const kind of ['csv', 'jsonl'] as const) await writeLines(join(folder, `table.${kind}`), kind, rowCount, signal);
});

afterAll(() => rm(folder, { recursive: true }));

test.each(csvParsers)('$name counts the records of CSV', async ({ count }) => {
  expect(await count(join(folder, 'table.csv'))).toBe(rowCount);
});

test.each(jsonlParsers)('$name counts the records of JSON Lines', async ({ count }) => {
  expect(await count(join(folder, 'table.jsonl'))).toBe(rowCount);
});
