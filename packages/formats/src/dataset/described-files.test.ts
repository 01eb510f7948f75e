/** Metadata files beside images and audio: what their rows mean, and what does not fit. */
import { readFileSync } from 'node:fs';
import { failureOf, summarize } from '@datasig/core/testing';
import { describe, expect, it } from 'vitest';
import { MemoryStore } from '../../test/memory-store.ts';

const vector = (name: string): Uint8Array => readFileSync(new URL(`../../../../vectors/formats/${name}`, import.meta.url));
const jsonl = (...rows: readonly unknown[]): string => rows.map((row) => `${JSON.stringify(row)}\n`).join('');

describe('a metadata file', () => {
  it('gives a record a row, in its order, and takes the place of labels', async () => {
    const store = new MemoryStore({ 'd/cat/1.png': 'one', 'd/dog/2.png': 'two', 'd/metadata.csv': 'text,file_name\nb,dog/2.png\na,cat/1.png\nc,\n' });
    const dataset = store.dataset();
    expect(await dataset.describe()).toEqual({
      schema: [{ name: 'text', type: { type: 'text' } }, { name: 'image', type: { type: 'bytes' } }],
      recordCount: 3, byteLength: 6 + store.files.get('d/metadata.csv')!.bytes.length,
      capabilities: { reopenable: true, columnSelection: false, untypedText: true },
    });
    expect((await dataset.files()).map(({ name }) => name)).toEqual(['d/metadata.csv', 'd/dog/2.png', 'd/cat/1.png']);
    const same = new MemoryStore({ 'a.jsonl': jsonl({ text: 'b', image: '74776f' }, { text: 'a', image: '6f6e65' }, { text: 'c', image: null }) }).dataset();
    expect((await summarize(dataset)).identity).toEqual((await summarize(same, undefined, { casts: { image: { to: 'bytes:hex' } } })).identity);
    expect(store.openCount).toBe(0);
  });

  it('is a table where it is named alone, beside other tables, or asked for', async () => {
    const contents = { 'd/1.png': 'one', 'd/metadata.csv': 'file_name\n1.png\n' };
    expect((await new MemoryStore(contents).dataset({}, ['d/metadata.csv']).describe()).schema).toEqual([{ name: 'file_name', type: { type: 'text' } }]);
    expect((await new MemoryStore(contents).dataset({ format: 'csv' }).files()).map(({ name }) => name)).toEqual(['d/metadata.csv']);
    expect((await new MemoryStore({ ...contents, 'd/a.csv': 'file_name\nx\n' }).dataset().files()).map(({ name }) => name)).toEqual(['d/metadata.csv', 'd/a.csv']);
  });

  it('finds files whose names tell no format, and reads a file as often as it is named', async () => {
    const store = new MemoryStore({ 'd/1.png': 'one', 'd/x.blp': 'two', 'd/metadata.jsonl': jsonl({ file_name: 'x.blp' }, { file_name: '1.png' }, { file_name: './/1.png' }, { file_name: 'sub/../1.png' }) });
    expect(await store.dataset().describe()).toMatchObject({ recordCount: 4, byteLength: 12 + store.files.get('d/metadata.jsonl')!.bytes.length });
    const read: number[] = [];
    const dataset = store.dataset();
    for (const shard of await dataset.shards({ shardByteLength: 1 })) for await (const _ of dataset.read(shard, { onBytes: (byteLength) => read.push(byteLength) }));
    expect(read.reduce((sum, byteLength) => sum + byteLength, 0)).toBe((await dataset.describe()).byteLength);
  });

  it('is checked before it is looked at, and its files before they are read', async () => {
    const store = new MemoryStore({ 'd/1.png': 'one', 'd/metadata.jsonl': jsonl({ file_name: '1.png' }) });
    const checked: string[][] = [];
    const { FileDataset } = await import('./file-dataset.ts');
    const dataset = new FileDataset({ store, options: {}, where: 'memory', list: async () => [...store.files.values()], check: async (files) => void checked.push(files.map(({ name }) => name)) });
    await dataset.describe();
    expect(checked).toEqual([['d/metadata.jsonl'], ['d/1.png']]);
  });

  it('of a part describes that part', async () => {
    const part = (name: string): { readonly content: string; readonly part: string } => ({ content: jsonl({ file_name: '1.png', x: name }), part: name });
    const store = new MemoryStore({ 'a/1.png': { content: 'one', part: 'a' }, 'a/metadata.jsonl': part('a'), 'b/1.png': { content: 'two', part: 'b' }, 'b/metadata.jsonl': part('b') });
    expect((await store.dataset().shards()).map(({ id, part: own, recordCount }) => [id, own, recordCount])).toEqual([['a/metadata.jsonl', 'a', 1], ['b/metadata.jsonl', 'b', 1]]);
  });

  it('of Parquet gives the columns that are asked for, and opens no image for others', async () => {
    const names = ['one/1.png', 'one/2.png', 'one/metadata.parquet', 'two/1.png', 'two/metadata.parquet'];
    const store = new MemoryStore(Object.fromEntries(names.map((name) => [name, vector(`folders/image-parquet/${name}`)])));
    const dataset = store.dataset();
    expect((await dataset.describe()).capabilities.columnSelection).toBe(true);
    const shards = await dataset.shards();
    for (const [columns, opened] of [[['small'], 1], [['image'], 3], [['image', 'day'], 3]] as const) {
      store.openedCount = 0;
      for await (const batch of dataset.read(shards[0]!, { columns })) expect(batch.kind === 'columns' && batch.columns.map(({ name }) => name).sort()).toEqual(columns.toSorted());
      expect(store.openedCount).toBe(opened);
    }
  });

  it('has its images decoded, lists of them too', async () => {
    const png = vector('images/png-grey-8.png');
    const store = new MemoryStore({ '1.png': png, 'metadata.jsonl': jsonl({ file_name: '1.png', more_file_names: ['1.png', null] }) });
    const { schema } = await summarize(store.dataset({ pixels: true }));
    expect(schema.map(({ name, type }) => [name, type.type])).toEqual([['image', 'tensor'], ['more', 'list']]);
    expect((await store.dataset({ pixels: true }).describe()).transforms).toEqual([{ id: 'pixels/1' }]);
  });
});

describe('refused', () => {
  const [one, rows] = [{ 'd/1.png': 'one' }, (...names: readonly unknown[]): Record<string, string> => ({ 'd/metadata.jsonl': jsonl(...names.map((name) => ({ file_name: name }))) })];
  it.each<[string, Record<string, string>, string, Record<string, unknown>]>([
    ['a file that is not there', { ...one, ...rows('1.png', '2.png') }, 'invalid-metadata', { file: 'memory/d/metadata.jsonl', line: 2, column: 'file_name' }],
    ['a file that no row names', { ...one, 'e/2.png': 'two', ...rows('1.png') }, 'invalid-metadata', { file: 'memory/e/2.png' }],
    ['no column that names files', { ...one, 'd/metadata.csv': 'name\n1.png\n' }, 'invalid-metadata', { file: 'memory/d/metadata.csv' }],
    ['a name that is a number', { ...one, ...rows(7) }, 'invalid-metadata', { line: 1, column: 'file_name' }],
    ['an empty name', { ...one, ...rows('') }, 'unsafe-path', { line: 1, column: 'file_name' }],
    ['a folder', { ...one, ...rows('.') }, 'unsafe-path', {}],
    ['a path that leads out', { ...one, 'x.png': '', ...rows('../x.png') }, 'unsafe-path', {}],
    ['a path that leads out and in again', { ...one, ...rows('../d/1.png') }, 'unsafe-path', {}],
    ['a path that leads out with backslashes', { ...one, ...rows('..\\..\\x.png') }, 'unsafe-path', {}],
    ['an absolute path', { ...one, ...rows('/etc/passwd') }, 'unsafe-path', {}],
    ['a URL', { ...one, ...rows('file://etc/passwd') }, 'unsafe-path', {}],
    ['a path with a NUL', { ...one, ...rows('1.png\0') }, 'unsafe-path', {}],
    ['two columns that become one field', { ...one, 'd/metadata.csv': 'file_name,image\n1.png,x\n' }, 'duplicate-column', { column: 'image' }],
    ['two such columns of JSON', { ...one, 'd/metadata.jsonl': jsonl({ file_name: '1.png', image: 1 }) }, 'duplicate-column', {}],
    ['rows that break their format', { ...one, 'd/metadata.csv': 'file_name,x\n1.png\n' }, 'ragged-row', { file: 'memory/d/metadata.csv' }],
    ['metadata of audio beside images', { ...one, 'd/1.wav': 'x', ...rows('1.png', '1.wav') }, 'mixed-formats', {}],
    ['metadata files of two formats', { ...one, ...rows('1.png'), 'd/metadata.csv': 'file_name\n1.png\n' }, 'mixed-formats', {}],
  ])('%s', async (_, contents, code, position) => {
    const store = new MemoryStore(contents);
    const error = await failureOf(store.dataset().describe());
    expect({ code: error.code, context: error.context }).toMatchObject({ code, context: position });
    expect(error.message).not.toContain('passwd');
    expect(store.openCount).toBe(0);
  });

  it('pixels of audio, and parts of media', async () => {
    expect(await failureOf(new MemoryStore({ '1.wav': 'x' }).dataset({ pixels: true }).describe())).toMatchObject({ code: 'invalid-argument' });
    expect((await new MemoryStore({ '1.wav': 'x' }).dataset({ pixels: 'where-images' }).describe()).schema).toEqual([{ name: 'audio', type: { type: 'bytes' } }]);
    expect(await failureOf(new MemoryStore({ '1.wav': 'x' }).dataset({ perFile: true }).describe())).toMatchObject({ code: 'invalid-argument' });
  });

  it('files that changed, and metadata that names others than it did', async () => {
    const store = new MemoryStore({ '1.png': 'one', '2.png': 'two', 'metadata.jsonl': jsonl({ file_name: '1.png' }, { file_name: '2.png' }) });
    const dataset = store.dataset();
    const shards = await dataset.shards();
    store.put('2.png', 'three');
    expect(await failureOf(summarize(dataset, shards))).toMatchObject({ code: 'source-changed' });
  });
});
