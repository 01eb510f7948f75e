/** Image folders: labels, shards, pixels, and what is refused. */
import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { failureOf, idxPair, summarize, uidOf, useFolder } from '../test/dataset.ts';
import { pngCopies } from '../test/png-copies.ts';

const folder = useFolder();
const vector = (name: string): Uint8Array => readFileSync(new URL(`../../../vectors/formats/images/${name}`, import.meta.url));
const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);

describe('a folder of images', () => {
  test('is records of bytes and the numbers of their folders', async () => {
    await folder.write({ 'd/cat/1.png': bytes('a'), 'd/cat/2.JPG': bytes('b'), 'd/train/ant/1.webp': bytes('c'), 'd/über/x.gif': bytes('d'), 'd/cat/.hidden.png': bytes('e') });
    const source = folder.open('d');
    expect(await source.describe()).toEqual({
      name: 'd', connector: 'files', location: 'd', recordCount: 4, byteLength: 4,
      schema: [{ name: 'image', type: { type: 'bytes' } }, { name: 'label', type: { type: 'integer' } }],
      transforms: [{ id: 'folder-labels/1', names: ['ant', 'cat', 'über'] }],
      capabilities: { reopenable: true, columnSelection: false, untypedText: false },
    });
    const rows = [['a', 1], ['b', 1], ['c', 0], ['d', 2]];
    const csv = `image,label\n${rows.map(([text, label]) => `${Buffer.from(String(text)).toString('hex')},${label}`).join('\n')}\n`;
    await folder.write({ 'e.csv': csv });
    expect(await uidOf(source)).toBe((await summarize(folder.open('e.csv'), undefined, { casts: { image: { to: 'bytes:hex' }, label: { to: 'integer' } } })).identity!.uid);
  });

  test('has no labels without folders, and none for an image beside them', async () => {
    await folder.write({ 'a/1.png': bytes('a'), 'b/1.png': bytes('a'), 'b/c/2.png': bytes('b') });
    expect((await folder.open('a').describe()).schema).toEqual([{ name: 'image', type: { type: 'bytes' } }]);
    expect((await folder.open('a/1.png').describe()).recordCount).toBe(1);
    expect((await summarize(folder.open('b'))).records.fields!.fields.map(({ name, kinds }) => [name, kinds])).toEqual([['image', { bytes: 2n }], ['label', { integer: 1n }]]);
  });

  test('is the same cut into any shards', async () => {
    await folder.write(Object.fromEntries(Array.from({ length: 40 }, (_, index) => [`d/${index % 3}/${index}.png`, bytes('x'.repeat(index))])));
    const whole = await uidOf(folder.open('d'));
    for (const shardByteLength of [1, 100, 1e9]) {
      const source = folder.open('d');
      const shards = await source.shards({ shardByteLength });
      expect(shards.reduce((sum, shard) => sum + shard.recordCount!, 0)).toBe(40);
      expect((await summarize(source, shards)).identity!.uid).toBe(whole);
    }
  });

  test('decoded, PNG copies are the IDX files', async () => {
    const pair = idxPair(30);
    await folder.write({ ...pngCopies(pair), 'idx/train-images-idx3-ubyte': pair.images, 'idx/train-labels-idx1-ubyte': pair.labels });
    const source = folder.open('png', { pixels: true });
    expect(await uidOf(source)).toBe(await uidOf(folder.open('idx')));
    expect((await source.describe()).transforms!.map(({ id }) => id)).toEqual(['folder-labels/1', 'pixels/1']);
    expect((await summarize(source)).schema[0]).toEqual({ name: 'image', type: { type: 'tensor', dtype: 'uint8', shape: [2, 3] } });
    expect(await uidOf(folder.open('png'))).not.toBe(await uidOf(source));
    const [images, none] = ['png', 'idx'].map((location) => folder.open(location, { pixels: 'where-images' }));
    expect(await uidOf(images!)).toBe(await uidOf(none!));
    expect([await images!.describe(), await none!.describe()].map(({ transforms }) => transforms?.at(-1)?.id)).toEqual(['pixels/1', undefined]);
    expect(await failureOf(folder.open('idx', { pixels: true }).describe())).toMatchObject({ code: 'invalid-argument' });
  });

  test('beside other data they are pictures, unless they are asked for', async () => {
    await folder.write({ 'd/a.csv': 'x\n1\n', 'd/chart.png': bytes('p'), 'd/b/photo.png': bytes('q') });
    expect((await folder.open('d').shards()).map(({ id }) => id)).toEqual(['a.csv']);
    expect((await folder.open('d', { format: 'images' }).describe()).recordCount).toBe(2);
  });
});

describe('refused', () => {
  test('an image that does not decode, by its name', async () => {
    await folder.write({ 'd/a/1.png': vector('png-grey-8.png'), 'd/a/2.png': vector('png-grey-8.png').subarray(0, 60), 'd/b/3.jpg': vector('jpeg.jpg') });
    expect(await failureOf(summarize(folder.open('d', { pixels: true })))).toMatchObject({ code: 'invalid-image', message: expect.stringMatching(/^d\/a\/2\.png: /) });
    expect(await failureOf(summarize(folder.open('d/b', { pixels: true })))).toMatchObject({ code: 'unsupported-image', message: expect.stringMatching(/^d\/b\/3\.jpg: .*JPEG/) });
  });

  test.each([
    ['parts', { 'a.png': 'x' }, 'a.png', { perFile: true }, 'invalid-argument'],
    ['pixels of a table', { 'a.csv': 'x\n1\n' }, 'a.csv', { pixels: true }, 'invalid-argument'],
    ['images beside a table by name', { 'a.csv': 'x\n1\n', 'b.png': 'x' }, ['a.csv', 'b.png'], {}, 'mixed-formats'],
    ['a compressed image', { 'a.png.gz': 'x' }, 'a.png.gz', { format: 'images' as const }, 'invalid-location'],
  ])('%s', async (_, contents, locations, options, code) => {
    await folder.write(contents);
    expect(await failureOf(folder.open(locations, options).describe())).toMatchObject({ code });
  });
});
