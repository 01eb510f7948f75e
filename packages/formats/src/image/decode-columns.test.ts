import { InvalidDataError, Tensor } from '@datasig/core';
import type { Batch, BytesColumn, ColumnBatch } from '@datasig/core/spec';
import { describe, expect, it } from 'vitest';
import { imageBytes } from '../../test/images.ts';
import { pngData, pngFile, pngHeader } from '../../test/png.ts';
import { decodeImageColumns } from './decode-columns.ts';

function bytesColumn(name: string, values: readonly Uint8Array[]): BytesColumn {
  const offsets = Uint32Array.from([0, ...values.map((_, index) => values.slice(0, index + 1).reduce((sum, { length }) => sum + length, 0))]);
  return { type: 'bytes', name, offsets, bytes: Uint8Array.from(Buffer.concat(values)) };
}

/** A greyscale PNG of one value. */
function flat(width: number, height: number, value: number): Uint8Array {
  const scanlines = new Uint8Array(height * (width + 1)).fill(value);
  for (let row = 0; row < height; row++) scanlines[row * (width + 1)] = 0;
  return pngFile(pngHeader({ width, height }), pngData(scanlines));
}

async function* stream(batches: readonly Batch[]): AsyncIterable<Batch> {
  yield* batches;
}

async function decode(...batches: readonly Batch[]): Promise<ColumnBatch[]> {
  const decoded: ColumnBatch[] = [];
  for await (const batch of decodeImageColumns(stream(batches), (field) => field === 'image')) decoded.push(batch as ColumnBatch);
  return decoded;
}

async function errorOf(...batches: readonly Batch[]): Promise<InvalidDataError> {
  return decode(...batches).then(() => { throw new Error('no error'); }, (error: unknown) => error as InvalidDataError);
}

describe('columns', () => {
  it('become one tensor column where all images are alike', async () => {
    const label = { type: 'number', name: 'label', values: Uint8Array.of(3, 4) } as const;
    const batch: Batch = { kind: 'columns', rowCount: 2, columns: [bytesColumn('image', [flat(2, 1, 7), flat(2, 1, 8)]), label], places: { lines: [5, 6] } };
    expect(await decode(batch)).toEqual([{
      kind: 'columns', rowCount: 2, places: { lines: [5, 6] },
      columns: [{ type: 'tensor', name: 'image', dtype: 'uint8', shape: [1, 2], data: Uint8Array.of(7, 7, 8, 8) }, label],
    }]);
  });

  it('keep nulls', async () => {
    const column = { ...bytesColumn('image', [flat(1, 2, 7), new Uint8Array(0)]), valid: Uint8Array.of(1, 0) };
    const [batch] = await decode({ kind: 'columns', rowCount: 2, columns: [column] });
    expect(batch!.columns).toEqual([{ type: 'tensor', name: 'image', dtype: 'uint8', shape: [2, 1], data: Uint8Array.of(7, 7, 0, 0), valid: Uint8Array.of(1, 0) }]);
  });

  it('become values where images differ in shape', async () => {
    const values = [flat(1, 1, 7), null, flat(1, 2, 8)];
    const [batch] = await decode({ kind: 'columns', rowCount: 3, columns: [{ type: 'values', name: 'image', values }] });
    expect(batch!.columns).toEqual([{ type: 'values', name: 'image', values: [new Tensor('uint8', [1, 1], Uint8Array.of(7)), null, new Tensor('uint8', [2, 1], Uint8Array.of(8, 8))] }]);
  });

  it('stay where they are no images, tensors already, or all null', async () => {
    const other = bytesColumn('other', [Uint8Array.of(1)]);
    const tensors = { type: 'tensor', name: 'image', dtype: 'uint8', shape: [1], data: Uint8Array.of(1) } as const;
    const batch: Batch = { kind: 'columns', rowCount: 1, columns: [other, tensors] };
    expect((await decode(batch))[0]).toBe(batch);
    expect((await decode({ kind: 'columns', rowCount: 1, columns: [{ type: 'values', name: 'image', values: [null] }] }))[0]!.columns).toEqual([{ type: 'values', name: 'image', values: [null] }]);
  });

  it('are handed over in parts of about 32 MiB, all columns alike', async () => {
    const large = flat(4096, 4096, 1);
    const columns: ColumnBatch['columns'] = [
      bytesColumn('image', [large, large, large]),
      bytesColumn('bytes', [Uint8Array.of(1), Uint8Array.of(2), Uint8Array.of(3)]),
      { type: 'bool', name: 'bool', values: Uint8Array.of(0, 1, 1), valid: Uint8Array.of(1, 1, 0) },
      { type: 'uuid', name: 'uuid', bytes: Uint8Array.from({ length: 48 }, (_, index) => index) },
      { type: 'tensor', name: 'tensor', dtype: 'uint16', shape: [1], data: Uint8Array.of(1, 0, 2, 0, 3, 0) },
      { type: 'values', name: 'values', values: [1n, 2n, 3n] },
      { type: 'date', name: 'date', unit: 'd', values: Int32Array.of(1, 2, 3) },
    ];
    const decoded = await decode({ kind: 'columns', rowCount: 3, columns, places: { file: 'f', byteOffsets: [10, 20, 30] } });
    expect(decoded.map(({ rowCount, places }) => ({ rowCount, places }))).toEqual([
      { rowCount: 2, places: { file: 'f', byteOffsets: [10, 20] } },
      { rowCount: 1, places: { file: 'f', byteOffsets: [30] } },
    ]);
    const [image, bytes, ...others] = decoded[1]!.columns;
    expect(image).toMatchObject({ type: 'tensor', shape: [4096, 4096] });
    const { offsets, bytes: contents } = bytes as BytesColumn;
    expect(contents.subarray(offsets[0], offsets[1])).toEqual(Uint8Array.of(3));
    expect(others).toEqual([
      { type: 'bool', name: 'bool', values: Uint8Array.of(1), valid: Uint8Array.of(0) },
      { type: 'uuid', name: 'uuid', bytes: Uint8Array.from({ length: 16 }, (_, index) => 32 + index) },
      { type: 'tensor', name: 'tensor', dtype: 'uint16', shape: [1], data: Uint8Array.of(3, 0) },
      { type: 'values', name: 'values', values: [3n] },
      { type: 'date', name: 'date', unit: 'd', values: Int32Array.of(3) },
    ]);
  });
});

describe('errors', () => {
  const good: Batch = { kind: 'columns', rowCount: 2, columns: [bytesColumn('image', [flat(1, 1, 1), flat(1, 1, 2)])] };

  it('name column, row and place', async () => {
    const bad: Batch = { kind: 'columns', rowCount: 2, columns: [bytesColumn('image', [flat(1, 1, 1), imageBytes('jpeg.jpg')])], places: { file: 'f.tar', byteOffsets: [0, 512] } };
    const error = await errorOf(good, bad);
    expect(error).toMatchObject({ code: 'unsupported-image', position: { file: 'f.tar', byteOffset: 512, row: 4, column: 'image' } });
    expect(error.message).toBe('f.tar, row 4, column "image", byte 512: the image is a JPEG, which is lossy, and decoders differ in its pixels');
  });

  it('for fields without bytes', async () => {
    expect(await errorOf({ kind: 'columns', rowCount: 1, columns: [{ type: 'values', name: 'image', values: ['text'] }] })).toMatchObject({ code: 'unsupported-image', position: { row: 1, column: 'image' } });
    expect(await errorOf({ kind: 'columns', rowCount: 1, columns: [{ type: 'number', name: 'image', values: Uint8Array.of(1) }] })).toMatchObject({ code: 'unsupported-image', position: { column: 'image' } });
  });
});
