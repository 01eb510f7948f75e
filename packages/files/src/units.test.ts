/** IDX pairs: which files belong together, which parts they are, and what is refused. */
import { describe, expect, test } from 'vitest';
import { failureOf, firstPlace, gzip, idx, idxPair, summarize, uidOf, useFolder, zstd } from '../test/dataset.ts';

const folder = useFolder();
const train = idxPair(20);
const test10 = idxPair(10, 100);

describe('a pair', () => {
  test('is found by its images file, whatever the spelling and compression', async () => {
    await folder.write({
      'a/train-images-idx3-ubyte': train.images, 'a/train-labels-idx1-ubyte': train.labels,
      'b/train-images.idx3-ubyte': train.images, 'b/train-labels.idx1-ubyte': train.labels,
      'c/train-images-idx3-ubyte.gz': gzip(train.images), 'c/train-labels-idx1-ubyte.gz': gzip(train.labels),
      'd/train-images-idx3-ubyte.zst': zstd(train.images), 'd/train-labels-idx1-ubyte': train.labels,
    });
    const locations = ['a/train-images-idx3-ubyte', 'b/train-images.idx3-ubyte', 'c/train-images-idx3-ubyte.gz', 'd/train-images-idx3-ubyte.zst', 'd'];
    const uids = await Promise.all(locations.map((location) => uidOf(folder.open(location))));
    expect(new Set(uids).size).toBe(1);
  });

  test('describes itself before it is read', async () => {
    await folder.write({ 'train-images-idx3-ubyte': train.images, 'train-labels-idx1-ubyte': train.labels });
    expect(await folder.open('train-images-idx3-ubyte').describe()).toEqual({
      name: 'train', connector: 'files', location: 'train-images-idx3-ubyte', recordCount: 20, byteLength: train.images.length + train.labels.length,
      schema: [{ name: 'image', type: { type: 'tensor', dtype: 'uint8', shape: [2, 3] } }, { name: 'label', type: { type: 'integer' } }],
      capabilities: { reopenable: true, columnSelection: false, untypedText: false },
    });
  });

  test('has no parts, unless they are asked for', async () => {
    await folder.write({ 'train-images-idx3-ubyte': train.images, 'train-labels-idx1-ubyte': train.labels });
    expect((await folder.open('.').shards()).map((shard) => shard.part)).toEqual([undefined]);
    expect((await folder.open('.', { perFile: true }).shards()).map((shard) => shard.part)).toEqual(['train']);
  });

  test('takes the labels of its own compression first', async () => {
    await folder.write({ 'x-images-idx3-ubyte.gz': gzip(train.images), 'x-labels-idx1-ubyte.gz': gzip(train.labels), 'x-labels-idx1-ubyte': idx([20], new Uint8Array(20)) });
    expect((await folder.open('x-images-idx3-ubyte.gz').shards())[0]!.descriptor).toMatchObject({ files: [{}, { name: 'x-labels-idx1-ubyte.gz' }] });
  });
});

test('several pairs are one dataset with a part each', async () => {
  await folder.write({
    'train-images-idx3-ubyte': train.images, 'train-labels-idx1-ubyte': train.labels,
    't10k-images-idx3-ubyte.gz': gzip(test10.images), 't10k-labels-idx1-ubyte.gz': gzip(test10.labels),
  });
  const source = folder.open('.');
  expect((await source.shards()).map((shard) => [shard.part, shard.recordCount])).toEqual([['t10k', 10], ['train', 20]]);
  expect((await summarize(source)).records.count).toBe(30n);
});

describe('refused', () => {
  test.each<[string, Readonly<Record<string, Uint8Array>>, string, string, RegExp]>([
    ['images without labels', { 'train-images-idx3-ubyte': train.images }, 'train-images-idx3-ubyte', 'source-not-found', /^train-labels-idx1-ubyte: no such file/],
    ['compressed images without labels', { 'train-images.idx3-ubyte.gz': gzip(train.images) }, '.', 'source-not-found', /^train-labels\.idx1-ubyte\.gz: no such file/],
    ['labels alone', { 'train-labels-idx1-ubyte': train.labels }, 'train-labels-idx1-ubyte', 'source-not-found', /train-images-idx3-ubyte/],
    ['counts that differ', { 'train-images-idx3-ubyte': train.images, 'train-labels-idx1-ubyte': test10.labels }, '.', 'count-mismatch', /^train-images-idx3-ubyte.*20 images and 10 labels/],
    ['images that end too early', { 'x-images-idx3-ubyte': train.images.subarray(0, -1), 'x-labels-idx1-ubyte': train.labels }, '.', 'truncated', /^x-images-idx3-ubyte, byte 135: .*135 bytes.*136/],
    ['images that go on', { 'x-images-idx3-ubyte': Uint8Array.from([...train.images, 0]), 'x-labels-idx1-ubyte': train.labels }, '.', 'invalid-idx', /^x-images-idx3-ubyte/],
    ['labels that end too early', { 'x-images-idx3-ubyte': train.images, 'x-labels-idx1-ubyte': train.labels.subarray(0, -1) }, '.', 'truncated', /^x-labels-idx1-ubyte/],
    ['compressed labels that end too early', { 'x-images-idx3-ubyte': train.images, 'x-labels-idx1-ubyte.gz': gzip(train.labels).subarray(0, -9) }, '.', 'truncated', /^x-labels-idx1-ubyte\.gz/],
    ['a header cut short', { 'train-images-idx3-ubyte': train.images.subarray(0, 9), 'train-labels-idx1-ubyte': train.labels }, '.', 'truncated', /^train-images/],
    ['labels that are no IDX file', { 'train-images-idx3-ubyte': train.images, 'train-labels-idx1-ubyte': Uint8Array.from([1, 2, 3, 4]) }, '.', 'invalid-idx', /^train-labels/],
    ['two pairs of one name', { 'x-images-idx3-ubyte': train.images, 'x-labels-idx1-ubyte': train.labels, 'x-images-idx3-ubyte.gz': gzip(train.images), 'x-labels-idx1-ubyte.gz': gzip(train.labels) }, '.', 'invalid-location', /the part "x"/],
    ['pairs of different shape', { 'x-images-idx3-ubyte': train.images, 'x-labels-idx1-ubyte': train.labels, 'y-images-idx3-ubyte': idx([1, 4, 4], new Uint8Array(16)), 'y-labels-idx1-ubyte': idx([1], new Uint8Array(1)) }, '.', 'invalid-schema', /"image"/],
  ])('%s', async (_, contents, location, code, message) => {
    await folder.write(contents);
    expect(await failureOf(folder.open(location).describe())).toMatchObject({ code, message: expect.stringMatching(message) });
  });

  test('names that do not tell images from labels', async () => {
    await folder.write({ 'pixels.bin': train.images });
    expect(await failureOf(folder.open('pixels.bin', { format: 'idx' }).describe())).toMatchObject({ code: 'unknown-format', message: expect.stringMatching(/^pixels\.bin/) });
  });

  test.each([
    ['images that end too early', { 'x-images-idx3-ubyte': gzip(idx([20, 2, 3], new Uint8Array(119))), 'x-labels-idx1-ubyte': gzip(train.labels) }, 'truncated'],
    ['images that go on', { 'x-images-idx3-ubyte': gzip(idx([20, 2, 3], new Uint8Array(121))), 'x-labels-idx1-ubyte': gzip(train.labels) }, 'invalid-idx'],
  ])('compressed %s, when they are read', async (_, contents, code) => {
    await folder.write(Object.fromEntries(Object.entries(contents).map(([name, bytes]) => [`${name}.gz`, bytes])));
    const source = folder.open('.');
    expect(await firstPlace(source, await source.shards())).toMatchObject({ code, position: { file: 'x-images-idx3-ubyte.gz' } });
  });

  test('labels whose compression breaks off in the middle, under their own name', async () => {
    const labels = idx([400_000], Uint8Array.from({ length: 400_000 }, (_, index) => (index * index) % 251));
    await folder.write({ 'x-images-idx3-ubyte': idx([400_000, 1, 1], new Uint8Array(400_000)), 'x-labels-idx1-ubyte.gz': gzip(labels).subarray(0, -9) });
    const source = folder.open('.');
    expect(await firstPlace(source, await source.shards())).toMatchObject({ code: 'truncated', position: { file: 'x-labels-idx1-ubyte.gz' } });
  });
});
