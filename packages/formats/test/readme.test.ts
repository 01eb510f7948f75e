/** The code of the package's page, run over the vectors. */
import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import type { Batch } from '@datasig/core/spec';
import { Fingerprinter } from '@datasig/core';
import { decompress } from '../src/decompress.ts';
import { type ByteSource, formatOfName } from '../src/index.ts';

function inMemory(bytes: Uint8Array): ByteSource {
  return {
    byteLength: bytes.length,
    slice: async (start, end) => bytes.slice(start, end),
    async *stream(start, end) {
      yield bytes.subarray(start, end);
    },
  };
}

async function* readBatches(path: string, columns?: readonly string[]): AsyncIterable<Batch> {
  const known = formatOfName(path);
  if (known === undefined) throw new TypeError(`${path}: the name does not tell a format`);
  const bytes = inMemory(await readFile(path));
  const options = { ...(columns !== undefined && { columns }) };
  const { format, compression } = known;
  if (format.access === 'indexed') yield* format.read(bytes, options);
  else yield* format.read(compression === null ? bytes.stream() : decompress(bytes.stream(), compression), options);
}

const vector = (name: string): string => fileURLToPath(new URL(`../../../vectors/formats/${name}`, import.meta.url));

test('reads a file of any format', async () => {
  const uids = new Set<string>();
  for (const name of ['required/pyarrow-none.parquet', 'required/pyarrow-none.arrow']) {
    const fingerprinter = new Fingerprinter();
    for await (const batch of readBatches(vector(name))) fingerprinter.add(batch);
    uids.add(fingerprinter.finish().identity!.uid);
  }
  expect(uids.size).toBe(1);
});

test('reads some columns, and streams', async () => {
  for await (const batch of readBatches(vector('required/pyarrow-none.parquet'), ['id'])) {
    expect(batch.kind === 'columns' && batch.columns.map(({ name }) => name)).toEqual(['id']);
  }
  for await (const batch of readBatches(vector('empty-groups/python-blank-lines.jsonl'))) expect(batch.kind).toBe('columns');
  await expect(readBatches('a.xyz')[Symbol.asyncIterator]().next()).rejects.toThrow('format');
});
