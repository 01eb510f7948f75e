import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { zstdCompressSync } from 'node:zlib';
import { type Fingerprint, preparationLike } from '@datasig/core';
import { files } from '@datasig/files';
import { fingerprint, type RunOptions } from '@datasig/runner';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

const folder = mkdtempSync(join(tmpdir(), 'datasig-peers-'));
let reference: Fingerprint;

async function run(name: string | readonly string[], options: RunOptions = {}): Promise<Fingerprint> {
  const source = files({ locations: (typeof name === 'string' ? [name] : name).map((each) => join(folder, each)) });
  try {
    return (await fingerprint(source, options)).fingerprint;
  } finally {
    await source.close?.();
  }
}

/** Empty cells are Python's way of writing None. */
const like = (): RunOptions => ({ preparation: preparationLike(reference, { nullTokens: [''] }) });

beforeAll(async () => {
  execFileSync('python3', [fileURLToPath(new URL('../write_rows.py', import.meta.url)), folder], { stdio: 'inherit' });
  for (const name of ['rows.csv', 'rows.jsonl']) writeFileSync(join(folder, `packed-${name}.zst`), zstdCompressSync(readFileSync(join(folder, name))));
  reference = await run('rows.jsonl');
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function expectSame(other: Fingerprint): void {
  expect(other.identity!.uid).toBe(reference.identity!.uid);
  expect(other.sketches).toEqual(reference.sketches);
  expect(other.records).toEqual(reference.records);
}

it('knows the rows', () => {
  expect(reference.records.count).toBe(3000n);
  expect(Object.fromEntries(reference.schema.map(({ name, type }) => [name, type.type]))).toEqual({
    big: 'integer', id: 'integer', name: 'text', note: 'text', 'odd, "name"': 'integer', ok: 'bool', score: 'float64',
  });
});

describe('the same rows as JSON', () => {
  it.each(['raw-utf8.jsonl', 'reordered.ndjson', 'without-nulls.jsonl', 'rows.json', 'indented.json', 'zipped-rows.jsonl.gz', 'packed-rows.jsonl.zst'])('%s', async (name) => {
    expectSame(await run(name));
  });

  it.each([700, 5000, 100_000])('cut into pieces of %i bytes', async (shardByteLength) => {
    expectSame(await run('rows.jsonl', { shardByteLength }));
  });
});

describe('the same rows as CSV, like the JSON', () => {
  it.each(['rows.csv', 'shuffled.csv', 'quoted.csv', 'marked.csv', 'rows.tsv', 'zipped-rows.csv.gz', 'packed-rows.csv.zst'])('%s', async (name) => {
    expectSame(await run(name, like()));
  });

  it.each([700, 5000, 100_000])('cut into pieces of %i bytes', async (shardByteLength) => {
    expectSame(await run('quoted.csv', { ...like(), shardByteLength }));
  });
});

it('is another dataset without the types', async () => {
  expect((await run('rows.csv')).identity!.uid).not.toBe(reference.identity!.uid);
});
