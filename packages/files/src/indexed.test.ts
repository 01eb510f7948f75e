/** Files that are entered through an index: what they declare, what of them is read, and what is refused. */
import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { failureOf, gzip, summarize, uidOf, useFolder } from '../test/dataset.ts';

const folder = useFolder();
const vector = (name: string): Uint8Array => readFileSync(new URL(`../../../vectors/formats/${name}`, import.meta.url));

describe('a Parquet file', () => {
  test('declares its columns and counts its rows', async () => {
    await folder.write({ 'a.parquet': vector('many-pages/pyarrow-v1-snappy.parquet') });
    const { schema, recordCount, capabilities } = await folder.open('a.parquet').describe();
    expect(schema!.map(({ name }) => name).sort()).toEqual((await summarize(folder.open('a.parquet'))).schema.map(({ name }) => name));
    expect([recordCount, capabilities]).toEqual([1500, { reopenable: true, columnSelection: true, untypedText: false }]);
  });

  test('is the same cut at row groups, and with others as one dataset', async () => {
    const group = vector('integers/pyarrow-row-groups.parquet');
    await folder.write({ 'd/a.parquet': group, 'd/b.pq': group, 'e.parquet': group });
    const source = folder.open('e.parquet');
    const shards = await source.shards({ shardByteLength: 1 });
    expect(shards.length).toBeGreaterThan(1);
    expect(shards.reduce((sum, shard) => sum + shard.recordCount!, 0)).toBe(13);
    expect((await summarize(source, shards)).identity!.uid).toBe(await uidOf(folder.open('e.parquet')));
    expect((await summarize(folder.open('d'))).records.count).toBe(26n);
  });

  test('hands over the columns that are selected', async () => {
    await folder.write({ 'a.parquet': vector('many-pages/pyarrow-v1-snappy.parquet') });
    const source = folder.open('a.parquet');
    const [shard] = await source.shards();
    const [{ name }] = (await source.describe()).schema as unknown as readonly [{ readonly name: string }];
    const names = new Set<string>();
    for await (const batch of source.read(shard!, { columns: [name] })) if (batch.kind === 'columns') for (const column of batch.columns) names.add(column.name);
    expect([...names]).toEqual([name]);
  });

  test('is an error with the column and its place', async () => {
    await folder.write({ 'a.parquet': vector('refused/pyarrow-invalid-utf8.parquet'), 'b.parquet': vector('refused/pyarrow-crc-v2.parquet'), 'c.parquet': vector('refused/duckdb-interval.parquet') });
    expect(await failureOf(summarize(folder.open('b.parquet')))).toMatchObject({ code: 'checksum-mismatch', position: { column: 'number', byteOffset: 4 } });
    expect(await failureOf(summarize(folder.open('a.parquet')))).toMatchObject({ code: 'invalid-utf8', position: { column: 'text', row: 2 } });
    // What cannot be read is an error only where it is wanted.
    const source = folder.open('c.parquet');
    expect(await source.describe()).toMatchObject({ schema: [{ name: 'every', type: { type: 'null' } }] });
    expect(await failureOf(summarize(source))).toMatchObject({ code: 'unsupported-value', position: { column: 'every' } });
  });
});

describe('files of one dataset', () => {
  test('may lack a type where a column is always null', async () => {
    await folder.write({ 'd/a.parquet': vector('null-columns/pyarrow-none.parquet'), 'd/b.parquet': vector('null-columns/duckdb-snappy.parquet') });
    expect((await summarize(folder.open('d'))).records.count).toBe(10n);
  });

  test('have equal columns otherwise: the error says where they differ', async () => {
    await folder.write({ 'd/a.parquet': vector('decimals/pyarrow-none.parquet'), 'd/b.parquet': vector('integers/pyarrow-none.parquet') });
    expect(await failureOf(folder.open('d').describe())).toMatchObject({
      code: 'invalid-schema',
      message: expect.stringMatching(/^d\/b\.parquet has no column "d9_2", which d\/a\.parquet has; .*name fewer files, or .*--per-file/),
      context: { files: ['d/a.parquet', 'd/b.parquet'], column: 'd9_2' },
    });
    const arff = (type: string): string => `@relation r\n@attribute x ${type}\n@data\n`;
    await folder.write({ 'e/a.arff': arff('numeric'), 'e/b.arff': arff('string') });
    expect((await failureOf(folder.open('e').describe())).message).toMatch(/^the column "x" is float64 in e\/a\.arff and text in e\/b\.arff; /);
  });

  test('each declare their own as parts: shards have it where parts differ, and only there', async () => {
    const [floats, decimals] = [vector('floats/pyarrow-none.parquet'), vector('decimals/pyarrow-none.parquet')];
    await folder.write({ 'd/a.parquet': floats, 'd/b.parquet': decimals, 'e/a.parquet': floats, 'e/b.parquet': floats });
    const source = folder.open('d', { perFile: true });
    const alone = await Promise.all(['d/a.parquet', 'd/b.parquet'].map(async (name) => (await summarize(folder.open(name))).schema));
    const shards = await source.shards();
    expect(await Promise.all(shards.map(async (shard) => (await summarize(source, [shard])).schema))).toEqual(alone);
    expect((await source.describe()).schema).toBeUndefined();
    expect((await summarize(source)).schema).toEqual([...alone[1]!, ...alone[0]!]);
    expect((await folder.open('e', { perFile: true }).shards()).map(({ schema }) => schema)).toEqual([undefined, undefined]);
    expect((await folder.open('d/a.parquet').shards()).map(({ schema }) => schema)).toEqual([undefined]);
    await folder.write({ 'f/a.csv': 'x,y\n', 'f/b.csv': 'x\n1\n' });
    expect((await folder.open('f', { perFile: true }).shards()).map(({ schema }) => schema)).toEqual([undefined, undefined]);
  });
});

describe('what is not at rest', () => {
  test('is refused for Parquet, saying what to do', async () => {
    await folder.write({ 'a.parquet.gz': gzip(vector('integers/pyarrow-none.parquet')) });
    expect(await failureOf(folder.open('a.parquet.gz').describe())).toMatchObject({ code: 'source-unreadable', message: expect.stringMatching(/^a\.parquet\.gz: .*decompress/) });
    expect(await failureOf(folder.open('-', { format: 'parquet' }).describe())).toMatchObject({ code: 'source-unreadable', message: expect.stringMatching(/^standard input: .*save the stream/) });
  });

  test('declares as much, of Arrow, as a file at rest, and is one dataset with it', async () => {
    const file = vector('floats/pyarrow-none.arrow');
    await folder.write({ 'd/a.arrow': file, 'd/b.arrow.gz': gzip(file), 'e.arrow': file });
    const { schema } = await folder.open('e.arrow').describe();
    expect(schema).toContainEqual(expect.objectContaining({ type: { type: 'float32' } }));
    expect((await folder.open('d/b.arrow.gz').describe()).schema).toEqual(schema);
    expect(await uidOf(folder.open('d/b.arrow.gz'))).toBe(await uidOf(folder.open('e.arrow')));
    expect((await folder.open('d').describe()).schema).toEqual(schema);
    const { schema: found } = await summarize(folder.open('e.arrow'));
    for (const location of ['d', 'd/b.arrow.gz']) expect((await summarize(folder.open(location))).schema).toEqual(found);
    await folder.write({ 'f/a.arrow.gz': gzip(file), 'f/b.arrow.gz': gzip(vector('decimals/pyarrow-narrow-lz4.arrow')) });
    expect(await failureOf(folder.open('f').describe())).toMatchObject({ code: 'invalid-schema', message: expect.stringContaining('f/b.arrow.gz has no column "half"') });
    expect(await failureOf(folder.open('d/b.arrow.gz', { pixels: true }).describe())).toMatchObject({ code: 'invalid-argument' });
  });

  test('declares nothing, of Arrow, where only the end tells', async () => {
    await folder.write({ 'a.arrow.gz': gzip(vector('floats/polars-lz4.arrow')) });
    expect((await folder.open('a.arrow.gz').describe()).schema).toBeUndefined();
    await folder.write({ 'b.arrow': vector('floats/pyarrow-none.arrow') });
    const both = ['a.arrow.gz', 'b.arrow'];
    expect(await failureOf(folder.open(both).describe())).toMatchObject({ code: 'invalid-schema', message: expect.stringMatching(/^b\.arrow declares its columns .* a\.arrow\.gz does not: decompress it, or/) });
    expect((await folder.open(both, { perFile: true }).shards()).map(({ schema }) => schema?.length)).toEqual([undefined, 4]);
  });

  test('is refused where its columns of images are not declared', async () => {
    await folder.write({ 'a.parquet': vector('integers/pyarrow-none.parquet') });
    expect(await failureOf(folder.open('a.parquet', { pixels: true }).describe())).toMatchObject({ code: 'invalid-argument' });
  });
});
