/** What a card says of the types of text, and of the number of records. */
import { readFileSync } from 'node:fs';
import { startHub, type TestHub } from '@datasig/hub-server';
import { fingerprint } from '@datasig/runner';
import { afterEach, expect, it } from 'vitest';
import { huggingface, type HuggingFaceOptions } from '../src/index.ts';

const card = (type: string): string => `---
dataset_info:
  features:
  - name: id
    dtype: ${type}
  - name: name
    dtype: string
  - name: seen
    dtype: timestamp[us]
  - name: kind
    dtype:
      class_label:
        names:
          '0': cat
          '1': dog
  splits:
  - name: train
    num_examples: 3
---
`;
const csv = 'id,name,seen,kind\n1,a,2024-05-01T08:00:00,0\n2,007,,1\n';
const jsonl = '{"id":1,"name":"a","seen":"2024-05-01T08:00:00","kind":"0"}\n{"id":2,"name":"007","seen":null,"kind":"1"}\n';

let hub: TestHub | undefined;
afterEach(async () => {
  await hub?.close();
  hub = undefined;
});

async function run(files: Readonly<Record<string, string | Uint8Array>>, options: Partial<HuggingFaceOptions> = {}): Promise<Awaited<ReturnType<typeof fingerprint>>> {
  await hub?.close();
  hub = await startHub({ repositories: [{ name: 'owner/data', files }] });
  const source = huggingface({ dataset: 'owner/data', endpoint: hub.endpoint, cacheFolder: null, token: null, ...options });
  try {
    return await fingerprint(source);
  } finally {
    await source.close?.();
  }
}

it('casts text to the features of the card when it is told to', async () => {
  const declared = await run({ 'README.md': card('int64'), 'train.csv': csv }, { types: 'declared' });
  expect(declared.fingerprint.schema.map(({ name, type }) => [name, type.type])).toEqual([['id', 'integer'], ['kind', 'text'], ['name', 'text'], ['seen', 'timestamp']]);
  expect(declared.fingerprint.dataset.transforms).toContainEqual({ id: 'cast-text/1', fields: { id: 'integer', seen: 'timestamp' } });
  expect(declared.warnings.map(({ message }) => message)).toContainEqual(expect.stringContaining('"kind"'));
  const stored = await run({ 'README.md': card('int64'), 'train.csv': csv });
  expect(stored.fingerprint.schema.map(({ type }) => type.type)).toEqual(['text', 'text', 'text', 'text']);
});

it('gives the UID of the same values with types of their own', async () => {
  const ofCsv = await run({ 'README.md': card('int64'), 'train.csv': csv }, { types: 'declared' });
  const ofJson = await run({ 'README.md': card('int64').replace(/ {2}- name: kind[\s\S]*(?= {2}splits)/, ''), 'train.jsonl': jsonl }, { types: 'declared' });
  expect(ofCsv.fingerprint.identity!.uid).toBe(ofJson.fingerprint.identity!.uid);
});

it('says so where the card declares nothing, or values are none of its types', async () => {
  await expect(run({ 'train.csv': csv }, { types: 'declared' })).rejects.toMatchObject({ code: 'invalid-argument', message: expect.stringContaining('no features') as string });
  await expect(run({ 'README.md': card('bool'), 'train.csv': csv }, { types: 'declared' })).rejects.toMatchObject({ code: 'cast-failed' });
});

it('warns of a card that counts other records than the files do', async () => {
  const parquet = readFileSync(new URL('../../../vectors/formats/bool/pyarrow-none.parquet', import.meta.url));
  const warnings = async (count: number): Promise<readonly string[]> => (await run({ 'README.md': `---\ndataset_info:\n  splits:\n  - name: train\n    num_examples: ${count}\n---\n`, 'train.parquet': parquet })).warnings.map(({ message }) => message);
  expect(await warnings(11)).toEqual([]);
  expect(await warnings(12)).toEqual(['the card says that there are 12 records; the files have 11']);
});
