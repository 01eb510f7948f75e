/** IDX slicing, on small files and on the real ones. */
import { expect, test } from 'vitest';
import { idxRecords, readIdxLayout, takeIdxItems } from './idx.ts';
import { mnistFolder, readPair } from './real-data.ts';

/** Three images of 1 × 2 pixels. */
const images = Uint8Array.of(0, 0, 8, 3, 0, 0, 0, 3, 0, 0, 0, 1, 0, 0, 0, 2, 10, 11, 20, 21, 30, 31);
const labels = Uint8Array.of(0, 0, 8, 1, 0, 0, 0, 3, 7, 8, 9);

test('the layout is read from the header', () => {
  expect(readIdxLayout(images)).toEqual({ itemCount: 3, headerByteLength: 16, itemByteLength: 2 });
  expect(readIdxLayout(labels)).toEqual({ itemCount: 3, headerByteLength: 8, itemByteLength: 1 });
});

test('other files are refused', () => {
  expect(() => readIdxLayout(Uint8Array.of(0, 0, 13, 1, 0, 0, 0, 0))).toThrow('not an IDX file');
});

test('the first items make a complete file of their own', () => {
  expect(takeIdxItems(images, 2)).toEqual(Uint8Array.of(0, 0, 8, 3, 0, 0, 0, 2, 0, 0, 0, 1, 0, 0, 0, 2, 10, 11, 20, 21));
});

test('taking items leaves the original as it was, also where it is a Buffer', () => {
  const original = Buffer.from(labels);
  takeIdxItems(original, 1);
  expect([...original]).toEqual([...labels]);
});

test('a record is an image and its label', () => {
  const records = Array.from(idxRecords(images, labels), (record) => [...record]);
  expect(records).toEqual([[10, 11, 7], [20, 21, 8], [30, 31, 9]]);
});

test('the package carries all of MNIST', async () => {
  for (const [prefix, itemCount] of [['train', 60_000], ['t10k', 10_000]] as const) {
    const pair = await readPair(mnistFolder, prefix);
    expect(readIdxLayout(pair.images)).toEqual({ itemCount, headerByteLength: 16, itemByteLength: 28 * 28 });
    expect(pair.images.length).toBe(16 + itemCount * 28 * 28);
    expect(pair.labels.length).toBe(8 + itemCount);
  }
});
