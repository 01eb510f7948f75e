/** Archives as folders of a dataset: what is opened, how files in them are put together, and what is refused. */
import { readFileSync } from 'node:fs';
import { failureOf, summarize } from '@datasig/core/testing';
import { type Zippable, zipSync } from 'fflate';
import { describe, expect, it } from 'vitest';
import { gzip, MemoryStore } from '../../test/memory-store.ts';
import { toBytes } from '../../test/read.ts';
import { FileDataset } from './index.ts';

const vector = (name: string): Uint8Array => readFileSync(new URL(`../../../../vectors/formats/${name}`, import.meta.url));
const csv = `x,y\n${'1,2\n'.repeat(100)}`;

function zip(files: Readonly<Record<string, string | Uint8Array>>, level: 0 | 6 = 6): Uint8Array {
  const contents: Zippable = Object.fromEntries(Object.entries(files).map(([name, content]) => [name, [Uint8Array.from(toBytes(content)), { level, mtime: new Date(2020, 1, 1) }]]));
  return zipSync(contents);
}

const uidOf = async (dataset: FileDataset, shardByteLength?: number): Promise<string> =>
  (await summarize(dataset, await dataset.shards(shardByteLength === undefined ? {} : { shardByteLength }))).identity!.uid;

describe('an archive', () => {
  it.each([0, 6] as const)('is the dataset that a folder would be, at level %i', async (level) => {
    const png = vector('images/png-grey-8.png');
    const folders: readonly Readonly<Record<string, string | Uint8Array>>[] = [
      { 'b.csv': csv, 'a/c.csv.gz': gzip(csv) },
      { 'train-images-idx3-ubyte': Uint8Array.from([0, 0, 8, 3, 0, 0, 0, 2, 0, 0, 0, 1, 0, 0, 0, 1, 7, 8]), 'train-labels-idx1-ubyte': Uint8Array.from([0, 0, 8, 1, 0, 0, 0, 2, 5, 6]) },
      { 'cat/1.png': png, 'dog/2.png': png, '3.png': 'three' },
      { 'a.parquet': vector('integers/pyarrow-row-groups.parquet') },
      { 'a.arrow': vector('integers/pyarrow-zstd-batches.arrow') },
      { 'a.tar': vector('tar/ustar.tar') },
    ];
    for (const folder of folders) {
      const store = new MemoryStore({ 'd/x.zip': zip(folder, level) });
      const [whole, expected] = [await uidOf(store.dataset()), await uidOf(new MemoryStore(folder).dataset())];
      expect(whole).toBe(expected);
      expect(await uidOf(store.dataset(), 1)).toBe(expected);
      expect(store.openCount).toBe(0);
    }
  });

  it('is read from descriptors alone, and counts the bytes of its files', async () => {
    const store = new MemoryStore({ 'x.zip': zip({ 'cat/1.png': 'one', 'cat/2.png': 'three' }), 'y.zip': zip({ 'cat/1.png': 'four' }) });
    const shards = JSON.parse(JSON.stringify(await store.dataset().shards({ shardByteLength: 1 }))) as Awaited<ReturnType<FileDataset['shards']>>;
    expect(shards.map(({ id, byteLength }) => [id, byteLength])).toEqual([['images:0-1', 3], ['images:1-2', 5], ['images:2-3', 4]]);
    store.openedCount = 0;
    const read: number[] = [];
    const dataset = store.dataset();
    for (const shard of shards) for await (const _ of dataset.read(shard, { onBytes: (byteLength) => read.push(byteLength) }));
    expect([read, store.openedCount]).toEqual([[3, 5, 4], 3]);
  });

  it('gives its part to the files in it, and each of them a part where that is asked for', async () => {
    const store = new MemoryStore({ 'x.zip': { content: zip({ 'a.csv': csv, 'd/b.csv': csv }), part: 'train' } });
    expect((await store.dataset().shards()).map(({ id, part }) => [id, part])).toEqual([['x.zip/a.csv', 'train'], ['x.zip/d/b.csv', 'train']]);
    const alone = new MemoryStore({ 'x.zip': zip({ 'a.csv': csv, 'd/b.csv': csv }) }).dataset({ perFile: true });
    expect((await alone.shards()).map(({ part }) => part)).toEqual(['x.zip/a', 'x.zip/d/b']);
  });

  it('beside other data is opened only where it is named', async () => {
    const archive = zip({ 'b.csv': csv });
    const namesOf = async (dataset: FileDataset): Promise<readonly string[]> => (await dataset.files()).map(({ name }) => name);
    expect(await namesOf(new MemoryStore({ 'a.csv': csv, 'x.zip': archive }).dataset())).toEqual(['a.csv']);
    expect(await namesOf(new MemoryStore({ 'a.csv': csv, 'x.zip': { content: archive, named: true } }).dataset())).toEqual(['a.csv', 'x.zip/b.csv']);
    expect(await namesOf(new MemoryStore({ 'readme.md': '', 'X.ZIP': archive }).dataset())).toEqual(['X.ZIP/b.csv']);
    expect(await namesOf(new MemoryStore({ 'part-0': csv, 'x.zip': archive }).dataset({ format: 'csv' }))).toEqual(['part-0']);
    expect(await namesOf(new MemoryStore({ 'x.zip': zip({ 'part-0': csv, 'a.json': '1' }) }).dataset({ format: 'csv' }))).toEqual(['x.zip/part-0']);
  });

  it('is checked as a whole, before it is opened', async () => {
    const store = new MemoryStore({ 'x.zip': zip({ 'a.csv': csv }), 'y.zip': zip({ 'b.csv': csv }) });
    const checked: [readonly string[], number][] = [];
    const dataset = new FileDataset({ store, options: {}, where: 'memory', list: async () => [...store.files.values()], check: async (files) => void checked.push([files.map(({ name }) => name), store.openedCount]) });
    await dataset.describe();
    expect(checked).toEqual([[['x.zip'], 0], [['y.zip'], 0]]);
  });
});

describe('refused', () => {
  it('an archive that changed', async () => {
    const store = new MemoryStore({ 'x.zip': zip({ 'a.csv': csv }) });
    const dataset = store.dataset();
    const shards = await dataset.shards();
    store.put('x.zip', zip({ 'a.csv': `${csv}3,4\n` }));
    expect(await failureOf(summarize(dataset, shards))).toMatchObject({ code: 'source-changed' });
  });

  it('an archive that comes as a stream', async () => {
    const dataset = new FileDataset({ store: new MemoryStore({}), options: {}, where: 'memory', list: async () => [{ name: 'x.zip', shown: 'x.zip', named: true }] });
    expect(await failureOf(dataset.describe())).toMatchObject({ code: 'source-unreadable' });
  });

  it.each([
    ['mixed formats', { 'a.csv': csv, 'b.json': '[]' }, 'mixed-formats', /memory\/x\.zip\/a\.csv is csv/],
    ['columns that differ', { 'a.csv': csv, 'b.csv': 'x\n' }, 'invalid-schema', /memory\/x\.zip\/b\.csv/],
    ['a file that breaks its format', { 'a.csv': 'x,x\n' }, 'duplicate-column', /^memory\/x\.zip\/a\.csv/],
    ['Parquet with gzip', { 'a.parquet.gz': gzip('x') }, 'source-unreadable', /decompress the file first/],
  ])('%s', async (_, files, code, message) => {
    expect(await failureOf(new MemoryStore({ 'x.zip': zip(files) }).dataset().describe())).toMatchObject({ code, message: expect.stringMatching(message) });
  });
});
