/** Formats by name and by option, and what cannot be one dataset. */
import { describe, expect, test } from 'vitest';
import { failureOf, gzip, idxPair, summarize, uidOf, useFolder, zstd } from '../test/dataset.ts';
import type { FormatName } from './index.ts';

const folder = useFolder();

describe('formats', () => {
  test.each([
    ['a.csv', 'csv'], ['a.CSV', 'csv'], ['a.tsv', 'tsv'], ['a.tab', 'tsv'], ['a.json', 'json'], ['a.jsonl', 'jsonl'], ['a.ndjson', 'jsonl'], ['a.txt', 'text'], ['a.text', 'text'],
  ])('%s is %s, compressed too', async (name, format) => {
    await folder.write({ [name]: '{}\n', [`${name}.gz`]: gzip('{}\n'), [`${name}.zst`]: zstd('{}\n') });
    for (const [ending, compression] of [['', null], ['.gz', 'gzip'], ['.zst', 'zstd']]) {
      expect((await folder.open(name + ending).shards())[0]!.descriptor).toMatchObject({ format, files: [{ compression }] });
    }
  });

  test('the same rows are the same dataset, plain or compressed', async () => {
    const csv = 'a,b\n1,"2\n3"\n4,5\n';
    await folder.write({ 'a.csv': csv, 'b.csv.gz': gzip(csv), 'c.csv.zst': zstd(csv), 'd.tsv': csv.replaceAll(',', '\t') });
    const uids = await Promise.all(['a.csv', 'b.csv.gz', 'c.csv.zst', 'd.tsv'].map((name) => uidOf(folder.open(name))));
    expect(new Set(uids).size).toBe(1);
  });

  test('what is given wins over the name', async () => {
    await folder.write({ 'a.csv': 'x\n1\n', 'b.log.gz': gzip('x\n1\n') });
    expect((await summarize(folder.open('a.csv', { format: 'text' }))).records.count).toBe(2n);
    expect((await summarize(folder.open('b.log.gz', { format: 'csv' }))).records.count).toBe(1n);
  });

  test('in a folder it picks the files of that format, or else those of none', async () => {
    await folder.write({ 'd/a.csv': 'x\n1\n', 'd/b.json': '[1]', 'd/part-0': 'x\n2\n', 'd/part-1': 'x\n3\n' });
    expect((await folder.open('d', { format: 'csv' }).shards()).map((shard) => shard.id)).toEqual(['a.csv']);
    expect((await folder.open('d', { format: 'text' }).shards()).map((shard) => shard.id)).toEqual(['part-0', 'part-1']);
  });
});

describe('refused', () => {
  test.each<[string, Readonly<Record<string, string>>, string | readonly string[], string, RegExp]>([
    ['a missing file', {}, 'a.csv', 'source-not-found', /^a\.csv: no such file/],
    ['a file below a file', { 'a.csv': 'x\n' }, 'a.csv/b.csv', 'source-not-found', /b\.csv/],
    ['a name that tells no format', { 'a.dat': '1' }, 'a.dat', 'unknown-format', /^a\.dat: .*\.csv.*--format/],
    ['such a name in a glob', { 'a.dat': '1', 'a.csv': 'x\n' }, 'a.*', 'unknown-format', /^a\.dat/],
    ['a folder without known files', { 'd/a.md': '1' }, 'd', 'unknown-format', /^d: .*\.jsonl/],
    ['an empty folder', { 'd/.keep': '' }, 'd', 'unknown-format', /^d: /],
    ['two formats in a folder', { 'd/a.csv': 'x\n', 'd/b.json': '[]' }, 'd', 'mixed-formats', /a\.csv is csv and .*b\.json is json.*--format csv/],
    ['two formats by name', { 'a.csv': 'x\n', 'b.tsv': 'x\n' }, ['a.csv', 'b.tsv'], 'mixed-formats', /\*\.csv/],
    ['an empty CSV', { 'a.csv': '' }, 'a.csv', 'empty-file', /^a\.csv/],
    ['two columns of one name', { 'a.csv': 'x,x\n' }, 'a.csv', 'duplicate-column', /^a\.csv/],
  ])('%s', async (_, contents, locations, code, message) => {
    await folder.write(contents);
    expect(await failureOf(folder.open(locations).describe())).toMatchObject({ code, message: expect.stringMatching(message) });
  });

  test('a device', async () => {
    expect(await failureOf(folder.open('/dev/null', { format: 'csv' }).describe())).toMatchObject({ code: 'source-unreadable' });
  });

  test.each([[{ format: 'xml' }], [{ format: 1 }], [{ perFile: 'yes' }], [{ name: '' }], [{ colour: true }]])('the options %o', (options) => {
    expect(() => folder.open('a.csv', options as unknown as { readonly format: FormatName })).toThrow(/option "/);
  });
});

describe('columns', () => {
  test('may stand in another order in another file', async () => {
    await folder.write({ 'd/a.csv': 'x,y\n1,2\n', 'd/b.csv': 'y,x\n4,3\n', 'whole.csv': 'x,y\n1,2\n3,4\n' });
    expect(await uidOf(folder.open('d'))).toBe(await uidOf(folder.open('whole.csv')));
    expect((await folder.open('d').describe()).schema).toHaveLength(2);
  });

  test.each([['x\n1\n'], ['x,z\n1,2\n'], ['x,y,z\n1,2,3\n']])('must be the same: %j is refused beside x,y', async (other) => {
    await folder.write({ 'd/a.csv': 'x,y\n1,2\n', 'd/b.csv': other });
    const error = await failureOf(folder.open('d').describe());
    expect(error).toMatchObject({ code: 'invalid-schema', context: { files: ['d/a.csv', 'd/b.csv'] } });
    expect(error.message).toMatch(/"[yz]".*--per-file/);
  });

  test('may differ between parts', async () => {
    await folder.write({ 'd/a.csv': 'x,y\n1,2\n', 'd/e/b.csv.gz': gzip('z\n1\n') });
    const source = folder.open('d', { perFile: true });
    expect((await source.shards()).map((shard) => shard.part)).toEqual(['a', 'e/b']);
    expect((await source.describe()).schema).toBeUndefined();
  });

  test('are declared where all parts agree', async () => {
    await folder.write({ 'd/a.csv': 'x\n1\n', 'd/b.csv': 'x\n' });
    expect((await folder.open('d', { perFile: true }).describe()).schema).toEqual([{ name: 'x', type: { type: 'text' } }]);
  });

  test('of JSON are declared by nobody', async () => {
    await folder.write({ 'd/a.jsonl': '{"x":1}\n', 'd/b.jsonl': '{"y":1}\n' });
    const description = await folder.open('d').describe();
    expect(description.schema).toBeUndefined();
    expect(description.capabilities).toEqual({ reopenable: true, columnSelection: false, untypedText: false });
  });
});

test('two files cannot be one part', async () => {
  await folder.write({ 'd/a.csv': 'x\n1\n', 'd/a.csv.gz': gzip('x\n1\n') });
  expect(await failureOf(folder.open('d', { perFile: true }).shards())).toMatchObject({ code: 'invalid-location', context: { part: 'a' } });
});

test('IDX is told by its name, images before labels', async () => {
  const { images, labels } = idxPair(3);
  await folder.write({ 'train-images-idx3-ubyte': images, 'train-labels-idx1-ubyte': labels });
  expect((await folder.open('.').shards())[0]!.descriptor).toMatchObject({ format: 'idx', files: [{ name: 'train-images-idx3-ubyte' }, { name: 'train-labels-idx1-ubyte' }] });
});
