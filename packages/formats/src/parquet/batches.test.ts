import type { ColumnBatch } from '@datasig/core/spec';
import { describe, expect, it } from 'vitest';
import { hybrid, plain, plainBytes, repeatedRun } from '../../test/parquet/encodings.ts';
import { type Chunk, CountingSource, type Element, parquetFile } from '../../test/parquet/file.ts';
import { codecs, dataPage, dictionaryPage, encodings } from '../../test/parquet/page.ts';
import { columnsOf, errorOf, valueAt } from '../../test/parquet/read.ts';
import { varint } from '../../test/parquet/thrift.ts';
import { batchByteLength, batchRowCount } from '../format.ts';
import { readParquet } from './read.ts';

/** The first batches of a file, each looked at when it comes. */
async function eachBatch(bytes: Uint8Array, most: number, look: (batch: ColumnBatch) => void): Promise<void> {
  let count = 0;
  for await (const batch of readParquet(new CountingSource(bytes), {})) {
    look(batch as ColumnBatch);
    if (++count === most) return;
  }
}

function textByteLength({ columns }: ColumnBatch): number {
  return columns.reduce((sum, column) => sum + (column.type === 'text' ? column.offsets.at(-1)! - column.offsets[0]! : 0), 0);
}

const text = (name: string): Element => ({ name, type: 6, logicalType: 1 });

/** Texts of a dictionary, `indices` as encoded runs. */
function texts(entries: readonly string[], valueCount: number, width: number, indices: readonly number[]): Chunk {
  return { pages: [dictionaryPage(entries.length, plainBytes(entries)), dataPage({ entryCount: valueCount, encoding: encodings.dictionary, values: [width, ...indices] })], valueCount, hasDictionary: true };
}

describe('batches', () => {
  it('hold about a mebibyte of texts, however long a dictionary makes them', async () => {
    const [long, half, short] = ['a'.repeat(1 << 20), 'b'.repeat(1 << 19), 'c'];
    const count = 100_000;
    const indices = Array.from({ length: count }, (_, index) => (index < 50 ? index % 3 : 2));
    const bytes = parquetFile({ schema: [text('x')], groups: [{ rowCount: count, chunks: [texts([long, half, short], count, 2, hybrid(indices, 2))] }] });
    let [rowCount, batchCount] = [0, 0];
    await eachBatch(bytes, Number.POSITIVE_INFINITY, (batch) => {
      const byteLength = textByteLength(batch);
      expect(byteLength <= batchByteLength || batch.rowCount === 1).toBe(true);
      if (rowCount < 60) for (let row = 0; row < batch.rowCount; row++) expect(valueAt(batch.columns[0]!, row) === [long, half, short][indices[rowCount + row]!]).toBe(true);
      rowCount += batch.rowCount;
      batchCount++;
    });
    expect(rowCount).toBe(count);
    expect(batchCount).toBeLessThan(100);
  });

  it('hold about a mebibyte of all columns together', async () => {
    const columns = Array.from({ length: 1000 }, (_, index) => `c${index}`);
    const chunk = texts(['x'.repeat(300)], 400, 1, repeatedRun(0, 400, 1));
    const bytes = parquetFile({ schema: columns.map(text), groups: [{ rowCount: 400, chunks: columns.map(() => chunk) }] });
    let rowCount = 0;
    await eachBatch(bytes, Number.POSITIVE_INFINITY, (batch) => {
      expect(batch.columns).toHaveLength(1000);
      expect(textByteLength(batch)).toBeLessThanOrEqual(batchByteLength);
      rowCount += batch.rowCount;
    });
    expect(rowCount).toBe(400);
  });

  it('of wide tables have few rows', async () => {
    const columns = Array.from({ length: 1000 }, (_, index): Element => ({ name: `c${index}`, type: 2, repetition: 1 }));
    const pages = [dictionaryPage(1, plain([7], 'int64')), dataPage({ entryCount: 5000, definition: { levels: [], maximum: 1, bytes: repeatedRun(1, 5000, 1) }, encoding: encodings.dictionary, values: [0] })];
    const bytes = parquetFile({ schema: columns, groups: [{ rowCount: 5000, chunks: columns.map(() => ({ pages, valueCount: 5000 })) }] });
    const rowCounts: number[] = [];
    await eachBatch(bytes, Number.POSITIVE_INFINITY, ({ rowCount }) => rowCounts.push(rowCount));
    expect(Math.max(...rowCounts)).toBeLessThanOrEqual(1048);
    expect(rowCounts.reduce((sum, count) => sum + count)).toBe(5000);
  });

  it('are decoded only as they are asked for, of pages that claim any number of values', async () => {
    const count = 0x7fff_ffff;
    const definition = (level: number) => ({ levels: [], maximum: 1, bytes: repeatedRun(level, count, 1) });
    const schema: Element[] = [{ name: 'nulls', type: 1, repetition: 1 }, { name: 'ones', type: 2, repetition: 1 }, { name: 'flags', type: 0 }];
    const chunks: Chunk[] = [
      { pages: [dataPage({ entryCount: count, definition: definition(0), values: [] })], valueCount: count },
      { pages: [dictionaryPage(1, plain([1], 'int64')), dataPage({ entryCount: count, definition: definition(1), encoding: encodings.dictionary, values: [1, ...repeatedRun(0, count, 1)] })], valueCount: count },
      { pages: [dataPage({ entryCount: count, encoding: encodings.rle, values: [6, 0, 0, 0, ...repeatedRun(1, count, 1)] })], valueCount: count },
    ];
    let batchCount = 0;
    await eachBatch(parquetFile({ schema, groups: [{ rowCount: count, chunks }] }), 20, (batch) => {
      expect(batch.rowCount).toBeLessThanOrEqual(batchRowCount);
      expect(batch.columns.map((column) => valueAt(column, batch.rowCount - 1))).toEqual([null, 1n, true]);
      batchCount++;
    });
    expect(batchCount).toBe(20);
  });

  it('are cut where any page ends, and whole again', async () => {
    const values = Array.from({ length: 3000 }, (_, index) => index);
    const paged = (length: number): Chunk => ({
      pages: Array.from({ length: Math.ceil(values.length / length) }, (_, page) => values.slice(page * length, (page + 1) * length)).map((each) => dataPage({ entryCount: each.length, values: plain(each, 'int32') })),
      valueCount: values.length,
    });
    const bytes = parquetFile({ schema: ['a', 'b', 'c'].map((name) => ({ name, type: 1 })), groups: [{ rowCount: values.length, chunks: [paged(7), paged(1000), paged(1)] }] });
    expect(await columnsOf(bytes)).toEqual({ a: values, b: values, c: values });
  });
});

describe('rows', () => {
  const list: Element = { name: 'x', repetition: 1, logicalType: 3, children: [{ name: 'list', repetition: 2, children: [{ name: 'element', type: 1 }] }] };
  /** Pages of 100,000 elements or fewer; the first one begins the row. */
  const row = (elementCount: number, pageLength: number): Chunk => {
    const pages = Array.from({ length: Math.ceil(elementCount / pageLength) }, (_, page) => {
      const count = Math.min(pageLength, elementCount - page * pageLength);
      const repetition = page === 0 ? [...repeatedRun(0, 1, 1), ...repeatedRun(1, count - 1, 1)] : repeatedRun(1, count, 1);
      return dataPage({ entryCount: count, repetition: { levels: [], maximum: 1, bytes: repetition }, definition: { levels: [], maximum: 2, bytes: repeatedRun(2, count, 2) }, encoding: encodings.delta, values: [...varint(1024), 1, ...varint(count), 2, ...Array.from({ length: Math.ceil(count / 1024) }, () => [0, 0]).flat()], codec: codecs.gzip });
    });
    return { pages, valueCount: elementCount, codec: codecs.gzip };
  };

  it('may have millions of elements, over many pages', async () => {
    const bytes = parquetFile({ schema: [list], groups: [{ rowCount: 1, chunks: [row(5_000_000, 100_000)] }] });
    const elements = (await columnsOf(bytes))['x']![0] as readonly number[];
    expect(elements).toHaveLength(5_000_000);
    expect(elements.every((element) => element === 1)).toBe(true);
  });

  it('that no record has room for are refused before they are put together', async () => {
    const bytes = parquetFile({ schema: [list], groups: [{ rowCount: 1, chunks: [row(40_000_000, 40_000_000)] }] });
    expect(await errorOf(bytes)).toMatch(/^record-too-large: column "x.list.element": .*more than 33554432 values/);
  });

  it('of few but long texts are refused before they are put together', async () => {
    const listOfTexts: Element = { ...list, children: [{ name: 'list', repetition: 2, children: [text('element')] }] };
    const count = 5000;
    const pages = [
      dictionaryPage(1, plainBytes(['x'.repeat(1 << 20)])),
      dataPage({ entryCount: count, repetition: { levels: [0, ...Array<number>(count - 1).fill(1)], maximum: 1 }, definition: { levels: Array<number>(count).fill(2), maximum: 2 }, encoding: encodings.dictionary, values: [1, ...repeatedRun(0, count, 1)] }),
    ];
    expect(await errorOf(parquetFile({ schema: [listOfTexts], groups: [{ rowCount: 1, chunks: [{ pages, valueCount: count }] }] }))).toMatch(/^record-too-large: .*a row takes 5242920000 bytes/);
  });
});
