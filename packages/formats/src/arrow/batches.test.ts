import { type Float64, Int32, makeVector, Table, tableToIPC, Utf8, type Vector, vectorFromArray } from 'apache-arrow';
import type { Column, ColumnBatch } from '@datasig/core/spec';
import { describe, expect, it } from 'vitest';
import { byteSource } from '../../test/read.ts';
import { uidOfBatches } from '../../test/uid.ts';
import { batchByteLength, batchRowCount } from '../format.ts';
import type { IndexedReadOptions } from '../index.ts';
import { corpusFile } from '../../test/corpus.ts';
import { arrow } from './index.ts';
import { readArrowSchema } from './schema.ts';

async function batchesOf(bytes: Uint8Array, options: IndexedReadOptions = {}): Promise<ColumnBatch[]> {
  const batches: ColumnBatch[] = [];
  for await (const batch of arrow.read(byteSource(bytes, 65_536), options)) batches.push(batch as ColumnBatch);
  return batches;
}

function textsOf({ rowCount, columns }: ColumnBatch, name: string): string[] {
  const column = columns.find((each) => each.name === name) as Column & { readonly type: 'text' };
  return Array.from({ length: rowCount }, (_, row) => new TextDecoder().decode(column.bytes.slice(column.offsets[row], column.offsets[row + 1])));
}

describe('sizes of batches', () => {
  it('many rows', async () => {
    const numbers = Array.from({ length: 10_000 }, (_, index) => index);
    const batches = await batchesOf(tableToIPC(new Table({ number: vectorFromArray(numbers, new Int32()) }), 'file'));
    expect(batches.every(({ rowCount }) => rowCount <= batchRowCount)).toBe(true);
    expect(batches.flatMap(({ columns: [column] }) => Array.from((column as Column & { readonly type: 'number' }).values))).toEqual(numbers);
  });

  it('long texts', async () => {
    const texts = Array.from({ length: 300 }, (_, index) => String.fromCodePoint(0x61 + (index % 26)).repeat(index * 50));
    const batches = await batchesOf(tableToIPC(new Table({ text: vectorFromArray(texts, new Utf8()) }), 'stream'));
    expect(batches.length).toBeGreaterThan(1);
    for (const batch of batches) {
      const [column] = batch.columns as readonly [Column & { readonly type: 'text' }];
      expect(column.offsets[batch.rowCount]! - column.offsets[0]!).toBeLessThanOrEqual(batchByteLength);
    }
    expect(batches.flatMap((batch) => textsOf(batch, 'text'))).toEqual(texts);
  });

  it('rows of a batch that is too long to hold', async () => {
    // 40 MB in one batch: read range by range.
    const length = 1_700_000;
    // Vectors of their own: the writer writes shared buffers once, and says that they are there twice.
    const doubles = (): Vector<Float64> => makeVector(Float64Array.from({ length }, (_, index) => index / 2));
    const table = new Table({ double: doubles(), other: doubles(), third: doubles() });
    const file = tableToIPC(table, 'file');
    let largest = 0;
    const bytes = { ...byteSource(file, 65_536), slice: async (start: number, end: number) => ((largest = Math.max(largest, end - start)), file.slice(start, end)) };
    let row = 0;
    for await (const batch of arrow.read(bytes)) {
      const { values } = (batch as ColumnBatch).columns[0] as Column & { readonly type: 'number' };
      expect(values[0]).toBe(row / 2);
      row += (batch as ColumnBatch).rowCount;
    }
    expect(row).toBe(length);
    expect(largest).toBeLessThan(4 * 1024 * 1024);
  });
});

describe('selection', () => {
  it('leaves other columns alone, even damaged ones', async () => {
    const { bytes } = corpusFile('text-and-bytes/pyarrow-large-lz4.arrow');
    const damaged = bytes.slice();
    const magic = [0x04, 0x22, 0x4d, 0x18];
    const frames = Array.from(damaged.keys()).filter((index) => magic.every((byte, offset) => damaged[index + offset] === byte));
    damaged[frames.at(-1)!] = 0;
    expect(await uidOfBatches(arrow.read(byteSource(damaged)))).toBe('corrupt-compression');
    const names = (await arrow.declare(byteSource(damaged))).schema.map(({ name }) => name);
    const columns = names.slice(0, -1);
    expect(columns.length).toBeGreaterThan(0);
    expect((await batchesOf(damaged, { columns })).map((batch) => batch.columns.map(({ name }) => name))).toEqual([columns]);
    expect(await uidOfBatches(arrow.read(byteSource(damaged), { columns }))).toBe(await uidOfBatches(arrow.read(byteSource(bytes), { columns })));
  });

  it('of no column', async () => {
    const batches = await batchesOf(tableToIPC(new Table({ text: vectorFromArray(['a', null, 'c'], new Utf8()) }), 'stream'), { columns: [] });
    expect(batches).toEqual([{ kind: 'columns', rowCount: 3, columns: [] }]);
  });
});

describe('pieces', () => {
  it('are whole batches, counted', async () => {
    const { bytes, recordCount } = corpusFile('integers/pyarrow-zstd-batches.arrow');
    const pieces = await arrow.cut(byteSource(bytes), 1);
    expect(pieces.length).toBeGreaterThan(1);
    expect(pieces.reduce((sum, piece) => sum + piece.recordCount!, 0)).toBe(recordCount);
    expect(pieces.map(({ start }) => start)).toEqual([0, ...pieces.slice(0, -1).map(({ end }) => end)]);
    expect(await arrow.cut(byteSource(bytes), 1 << 20)).toHaveLength(1);
  });

  it('of a stream are one', async () => {
    const { bytes } = corpusFile('integers/pyarrow-lz4.arrows');
    expect(await arrow.cut(byteSource(bytes), 1)).toEqual([{ start: 0, end: 1, byteLength: bytes.length }]);
  });
});

it('schemas as Parquet files hold them', () => {
  const stream = tableToIPC(new Table({ text: vectorFromArray(['a'], new Utf8()), number: vectorFromArray([1], new Int32()) }), 'stream');
  const { fields } = readArrowSchema(stream);
  expect(fields.map(({ name, type }) => [name, type])).toEqual([['text', { kind: 'text', layout: 'small' }], ['number', { kind: 'integer', bitWidth: 32, signed: true }]]);
  expect(() => readArrowSchema(stream.slice(0, 20))).toThrow(/ends too early/);
  expect(() => readArrowSchema(new Uint8Array(3))).toThrow(/no message/);
});

it('a cancelled reading ends', async () => {
  const { bytes } = corpusFile('many-pages/pyarrow-zstd.arrow');
  await expect(batchesOf(bytes, { signal: AbortSignal.abort() })).rejects.toThrow(/abort/i);
});
