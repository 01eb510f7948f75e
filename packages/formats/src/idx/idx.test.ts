import { InvalidDataError } from '@datasig/core';
import type { ColumnBatch } from '@datasig/core/spec';
import { describe, expect, it } from 'vitest';
import { chunked } from '../../test/read.ts';
import { idxByteRange, looksLikeIdx, parseIdxName, readIdx, readIdxHeader, readIdxRows } from '../index.ts';

/** An IDX file. */
function idx(type: number, shape: readonly number[], data: readonly number[]): Uint8Array {
  const bytes = new Uint8Array(4 + 4 * shape.length + data.length);
  bytes.set([0, 0, type, shape.length]);
  shape.forEach((dimension, axis) => new DataView(bytes.buffer).setUint32(4 + 4 * axis, dimension));
  bytes.set(data, 4 + 4 * shape.length);
  return bytes;
}

const images = idx(8, [3, 2, 2], [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12]);
const labels = idx(8, [3], [7, 8, 9]);

async function read(imageBytes: Uint8Array, labelBytes?: Uint8Array, length = 5): Promise<ColumnBatch[]> {
  const batches: ColumnBatch[] = [];
  const streams = { images: chunked(imageBytes, [length]), ...(labelBytes !== undefined && { labels: chunked(labelBytes, [length]) }) };
  for await (const batch of readIdx(streams)) batches.push(batch as ColumnBatch);
  return batches;
}

async function codeOf(imageBytes: Uint8Array, labelBytes?: Uint8Array): Promise<string> {
  try {
    await read(imageBytes, labelBytes);
    return 'none';
  } catch (error) {
    if (error instanceof InvalidDataError) return error.code;
    throw error;
  }
}

describe('pairs', () => {
  it('gives images and labels together', async () => {
    const [batch] = await read(images, labels);
    expect(batch).toMatchObject({
      rowCount: 3,
      columns: [
        { type: 'tensor', name: 'image', dtype: 'uint8', shape: [2, 2], data: Uint8Array.from([1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12]) },
        { type: 'number', name: 'label', values: Uint8Array.from([7, 8, 9]) },
      ],
      places: { byteOffsets: Float64Array.of(16, 20, 24) },
    });
  });

  it('gives images alone', async () => {
    expect((await read(images))[0]!.columns.map(({ name }) => name)).toEqual(['image']);
  });

  it('gives a range of rows', async () => {
    const headers = { images: readIdxHeader(images), labels: readIdxHeader(labels) };
    const slice = (bytes: Uint8Array, header: typeof headers.images): AsyncIterable<Uint8Array> => {
      const { start, end } = idxByteRange(header, { start: 1, end: 3 });
      return chunked(bytes.slice(start, end), [3]);
    };
    const batches: ColumnBatch[] = [];
    for await (const batch of readIdxRows({ images: slice(images, headers.images), labels: slice(labels, headers.labels) }, headers, 2)) batches.push(batch as ColumnBatch);
    expect(batches[0]!.columns).toMatchObject([{ data: Uint8Array.from([5, 6, 7, 8, 9, 10, 11, 12]) }, { values: Uint8Array.from([8, 9]) }]);
  });

  it.each<[number, string, number[], number[]]>([
    [0x09, 'int8', [255, 1], [255, 1]],
    [0x0b, 'int16', [1, 2, 3, 4], [2, 1, 4, 3]],
    [0x0c, 'int32', [1, 2, 3, 4, 5, 6, 7, 8], [4, 3, 2, 1, 8, 7, 6, 5]],
    [0x0d, 'float32', [0x3f, 0x80, 0, 0, 0, 0, 0, 0], [0, 0, 0x80, 0x3f, 0, 0, 0, 0]],
    [0x0e, 'float64', [0x3f, 0xf0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1], [0, 0, 0, 0, 0, 0, 0xf0, 0x3f, 1, 0, 0, 0, 0, 0, 0, 0]],
  ])('turns type %i into little-endian %s', async (type, dtype, data, expected) => {
    const [batch] = await read(idx(type, [1, 2], data));
    expect(batch!.columns).toMatchObject([{ dtype, shape: [2], data: Uint8Array.from(expected) }]);
  });

  it('reads labels of other types as numbers', async () => {
    const [batch] = await read(idx(8, [2, 1], [0, 0]), idx(0x0c, [2], [255, 255, 255, 254, 0, 0, 1, 0]));
    expect(batch!.columns[1]).toMatchObject({ values: Int32Array.from([-2, 256]) });
  });

  it('is a valid dataset without records', async () => {
    expect(await read(idx(8, [0, 2, 2], []), idx(8, [0], []))).toEqual([]);
  });
});

describe('errors', () => {
  it.each<[string, Uint8Array, Uint8Array | undefined, string]>([
    ['counts that differ', images, idx(8, [2], [1, 2]), 'count-mismatch'],
    ['images cut off', images.slice(0, -1), labels, 'truncated'],
    ['labels cut off', images, labels.slice(0, -1), 'truncated'],
    ['a header cut off', images.slice(0, 9), labels, 'truncated'],
    ['a zero-byte file', new Uint8Array(0), labels, 'truncated'],
    ['bytes too many', Uint8Array.from([...images, 0]), labels, 'invalid-idx'],
    ['another magic', Uint8Array.from([1, ...images.slice(1)]), labels, 'invalid-idx'],
    ['an unknown type', idx(7, [3], [1, 2, 3]), labels, 'invalid-idx'],
    ['labels that are images', images, images, 'invalid-idx'],
    ['a record beyond the limit', idx(8, [1, 0x1000, 0x10001], []), undefined, 'record-too-large'],
    ['absurd dimensions', idx(8, [0xffffffff, 0xffffffff, 0xffffffff], []), undefined, 'invalid-idx'],
  ])('%s', async (_, imageBytes, labelBytes, code) => {
    expect(await codeOf(imageBytes, labelBytes)).toBe(code);
  });
});

describe('names', () => {
  it.each([
    ['train-images-idx3-ubyte', 'train', 'images', 'train-labels-idx1-ubyte'],
    ['t10k-labels-idx1-ubyte', 't10k', 'labels', 't10k-images-idx3-ubyte'],
    ['train-images.idx3-ubyte', 'train', 'images', 'train-labels.idx1-ubyte'],
    ['emnist-digits-test-images-idx3-ubyte', 'emnist-digits-test', 'images', 'emnist-digits-test-labels-idx1-ubyte'],
  ])('%s', (name, part, role, counterpart) => {
    expect(parseIdxName(name)).toEqual({ part, role, counterpart, ...(role === 'images' && { otherCounterpart: counterpart.replace(/idx1-.*/, 'idx2-int') }) });
  });

  it('leaves other names alone', () => {
    expect(parseIdxName('train-images.csv')).toBeUndefined();
    expect(looksLikeIdx(images)).toBe(true);
    expect(looksLikeIdx(new TextEncoder().encode('a,b,c'))).toBe(false);
  });
});
