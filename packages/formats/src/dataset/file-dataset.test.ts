/** Datasets of files that are in no folder: parts that are given, orders that are kept, and what files have to agree on. */
import { readFileSync } from 'node:fs';
import type { SchemaField, Shard } from '@datasig/core/spec';
import { failureOf, summarize } from '@datasig/core/testing';
import { describe, expect, it } from 'vitest';
import { gzip, MemoryStore } from '../../test/memory-store.ts';
import { findCommonSchema } from './common-schema.ts';

const vector = (name: string): Uint8Array => readFileSync(new URL(`../../../../vectors/formats/${name}`, import.meta.url));
const [csv, otherCsv] = ['x,y\n1,2\n', 'y,x\n4,3\n'];

describe('files', () => {
  it('keep the order that they come in', async () => {
    const store = new MemoryStore({ 'b.csv': csv, 'a.csv': csv, 'c/a.csv.gz': gzip(otherCsv) });
    expect((await store.dataset().shards()).map(({ id }) => id)).toEqual(['b.csv', 'a.csv', 'c/a.csv.gz']);
    expect((await store.dataset().files()).map(({ name, compression }) => [name, compression])).toEqual([['b.csv', null], ['a.csv', null], ['c/a.csv.gz', 'gzip']]);
  });

  it('are read from descriptors alone, and closed', async () => {
    const store = new MemoryStore({ 'a.csv': `x\n${'1\n'.repeat(1000)}`, 'b.csv.gz': gzip('x\n2\n') });
    const shards = JSON.parse(JSON.stringify(await store.dataset().shards({ shardByteLength: 300 }))) as Shard[];
    expect(shards.length).toBeGreaterThan(5);
    expect((await summarize(store.dataset(), shards)).identity).toEqual((await summarize(store.dataset())).identity);
    expect(store.openCount).toBe(0);
  });

  it.each<[string, Readonly<Record<string, string | Uint8Array>>, string]>([
    ['CSV', { 'a.csv': `x\n${'1\n'.repeat(1000)}` }, 'a.csv'],
    ['IDX', { 'a-images-idx1-ubyte': Uint8Array.from([0, 0, 8, 1, 0, 0, 1, 0, ...Array.from({ length: 256 }, (_, index) => index)]), 'a-labels-idx1-ubyte': Uint8Array.from([0, 0, 8, 1, 0, 0, 1, 0, ...new Uint8Array(256)]) }, 'a-images-idx1-ubyte'],
    ['images', Object.fromEntries(Array.from({ length: 40 }, (_, index) => [`${index}.png`, `image ${index}`])), ''],
  ])('of %s are cut into fewer shards for several readers', async (_, contents, name) => {
    const dataset = new MemoryStore(contents).dataset({}, name === '' ? undefined : [name]);
    const shardByteLength = 20;
    const [equal, guided] = [await dataset.shards({ shardByteLength }), await dataset.shards({ shardByteLength, readerCount: 2 })];
    const byteLengthsOf = (shards: readonly Shard[]): number[] => shards.map(({ byteLength }) => byteLength!);
    expect(guided.length).toBeLessThan(equal.length);
    expect(byteLengthsOf(guided).reduce((sum, length) => sum + length)).toBe(byteLengthsOf(equal).reduce((sum, length) => sum + length));
    expect(guided[0]!.byteLength).toBe(Math.max(...byteLengthsOf(guided)));
    expect((await summarize(dataset, guided)).identity).toEqual((await summarize(dataset)).identity);
  });

  it('are looked at some at a time, and the first with an error tells of it', async () => {
    const store = new MemoryStore(Object.fromEntries(Array.from({ length: 20 }, (_, index) => [`${index}.csv`, index < 9 ? csv : 'x,x\n'])), 4);
    expect(await failureOf(store.dataset().describe())).toMatchObject({ code: 'duplicate-column', position: { file: 'memory/9.csv' } });
    expect([store.mostOpenCount, store.openedCount, store.openCount]).toEqual([4, 12, 0]);
  });

  it('that changed are not read', async () => {
    const store = new MemoryStore({ 'a.csv': csv });
    const dataset = store.dataset();
    const shards = await dataset.shards();
    store.put('a.csv', `${csv}5,6\n`);
    expect(await failureOf(summarize(dataset, shards))).toMatchObject({ code: 'source-changed' });
  });

  it('are checked before they are looked at', async () => {
    const store = new MemoryStore({ 'a-images-idx3-ubyte': Uint8Array.from([0, 0, 8, 3, 0, 0, 0, 1, 0, 0, 0, 1, 0, 0, 0, 1, 7]), 'a-labels-idx1-ubyte': Uint8Array.from([0, 0, 8, 1, 0, 0, 0, 1, 5]) });
    const dataset = store.dataset({}, ['a-images-idx3-ubyte']);
    expect((await dataset.describe()).recordCount).toBe(1);
    expect((await dataset.files()).map(({ name }) => name)).toEqual(['a-images-idx3-ubyte', 'a-labels-idx1-ubyte']);
  });
});

describe('a part that is given', () => {
  it('has several files, which need not follow each other', async () => {
    const store = new MemoryStore({ 'a.csv': { content: csv, part: 'train' }, 'b.csv': { content: csv, part: 'test' }, 'c.csv': { content: otherCsv, part: 'train' } });
    const dataset = store.dataset();
    expect((await dataset.shards()).map(({ id, part }) => [id, part])).toEqual([['a.csv', 'train'], ['b.csv', 'test'], ['c.csv', 'train']]);
    expect((await dataset.describe()).schema).toHaveLength(2);
  });

  it('may declare other fields than another, each file of it the same', async () => {
    const [floats, decimals] = [vector('floats/pyarrow-none.parquet'), vector('decimals/pyarrow-none.parquet')];
    const contents = { 'a.parquet': { content: floats, part: 'train' }, 'b.parquet': { content: floats, part: 'train' }, 'c.parquet': { content: decimals, part: 'test' } };
    const dataset = new MemoryStore(contents).dataset();
    expect((await dataset.describe()).schema).toBeUndefined();
    const shards = await dataset.shards();
    expect(shards[0]!.schema).toEqual(shards[1]!.schema);
    expect(shards[2]!.schema).not.toEqual(shards[0]!.schema);
    for (const [index, name] of ['a.parquet', 'c.parquet'].entries()) {
      const alone = new MemoryStore({ [name]: index === 0 ? floats : decimals }).dataset();
      expect((await summarize(dataset, [shards[2 * index]!])).schema).toEqual((await summarize(alone)).schema);
    }
    const mixed = new MemoryStore({ ...contents, 'd.parquet': { content: floats, part: 'test' } }).dataset();
    const error = await failureOf(mixed.describe());
    expect(error).toMatchObject({ code: 'invalid-schema', context: { files: ['memory/c.parquet', 'memory/d.parquet'] } });
    expect(error.message).not.toContain('--per-file');
  });

  it('takes the type of a column that is always null from its other files', async () => {
    const [unknown, known] = [vector('null-columns/pyarrow-none.parquet'), vector('null-columns/duckdb-snappy.parquet')];
    const store = new MemoryStore({ 'a.parquet': { content: unknown, part: 'p' }, 'b.parquet': { content: known, part: 'p' }, 'c.parquet': { content: vector('integers/pyarrow-none.parquet'), part: 'q' } });
    const [a, b] = await store.dataset().shards();
    expect(a!.schema).toEqual(b!.schema);
    expect((await summarize(store.dataset(), [a!])).schema).toEqual((await summarize(store.dataset(), [b!])).schema);
  });

  it('of an IDX pair is that of its images, of image folders has the labels of all', async () => {
    const images = new MemoryStore({ 'train/cat/1.png': { content: 'a', part: 'train' }, 'train/dog/1.png': { content: 'b', part: 'train' }, 'test/dog/2.png': { content: 'c', part: 'test' } }).dataset();
    expect((await images.shards()).map(({ id, part, recordCount }) => [id, part, recordCount])).toEqual([['train/images', 'train', 2], ['test/images', 'test', 1]]);
    expect((await images.describe()).transforms).toEqual([{ id: 'folder-labels/1', names: ['cat', 'dog'] }]);
    expect((await images.shards({ shardByteLength: 1 })).map(({ descriptor }) => (descriptor as { readonly labels: unknown }).labels)).toEqual([[0], [1], [1]]);
    const idx = new MemoryStore({ 'a-images-idx3-ubyte': { content: Uint8Array.from([0, 0, 8, 3, 0, 0, 0, 1, 0, 0, 0, 1, 0, 0, 0, 1, 7]), part: 'train' }, 'a-labels-idx1-ubyte': Uint8Array.from([0, 0, 8, 1, 0, 0, 0, 1, 5]) });
    expect((await idx.dataset({}, ['a-images-idx3-ubyte']).shards()).map(({ part }) => part)).toEqual(['train']);
  });
});

it('two that agree with a third, which does not know, may differ', () => {
  const declaring = (shown: string, type: 'null' | 'integer' | 'text'): { readonly shown: string; readonly schema: readonly SchemaField[] } => ({ shown, schema: [{ name: 'x', type: { type } }] });
  expect(findCommonSchema([declaring('a', 'null'), declaring('b', 'integer'), declaring('c', 'text')], 'remedy')).toMatchObject({ error: { message: expect.stringContaining('integer in b and text in c') } });
  expect(findCommonSchema([declaring('a', 'null'), declaring('b', 'integer')], 'remedy')).toEqual({ schema: declaring('b', 'integer').schema });
});

it('a format that is given is that of all files that are named', async () => {
  const store = new MemoryStore({ 'data-0': { content: csv, named: true }, 'data-1.gz': { content: gzip(csv), named: true } });
  expect((await summarize(store.dataset({ format: 'csv' }))).records.count).toBe(2n);
  expect(await failureOf(store.dataset().describe())).toMatchObject({ code: 'unknown-format' });
});
