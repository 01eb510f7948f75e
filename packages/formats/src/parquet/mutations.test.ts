import { InvalidDataError } from '@datasig/core';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { corpusFile, corpusFiles } from '../../test/corpus.ts';
import { mutate, seededRandom } from '../../test/mutate.ts';
import { deltaBytes, deltaLengths, deltaPacked, hybrid, plain, plainBytes } from '../../test/parquet/encodings.ts';
import { type Chunk, CountingSource, type Element, parquetFile } from '../../test/parquet/file.ts';
import { codecs, dataPage, dictionaryPage, encodings, type PageStyle } from '../../test/parquet/page.ts';
import { elementOf, leavesOf, shapeAndRows, shred } from '../../test/parquet/shred.ts';
import { batchRowCount } from '../format.ts';
import { ParquetFile } from './file.ts';
import { readPageHeader } from './page.ts';
import { cutParquet, declareParquet, readParquet } from './read.ts';

const count = 40;
const indices = Array.from({ length: count }, (_, index) => index);
const strings = indices.map((index) => new TextEncoder().encode(`record number ${index % 7}`.repeat(1 + (index % 3))));
const definition = { levels: indices.map((index) => (index % 5 === 3 ? 0 : 1)), maximum: 1 };
const present = <T>(values: readonly T[]): T[] => values.filter((_, index) => index % 5 !== 3);

interface Column {
  readonly element: Element;
  readonly chunk: (style: PageStyle) => Chunk;
}

/** A column in two pages. */
function column(element: Element, encoding: number, encode: (from: number, to: number) => Iterable<number>): Column {
  const halves = [[0, 20], [20, count]] as const;
  return { element, chunk: (style) => ({ pages: halves.map(([from, to]) => dataPage({ ...style, entryCount: to - from, encoding, values: encode(from, to) })), valueCount: count, codec: style.codec ?? 0 }) };
}

const columns: readonly Column[] = [
  column({ name: 'delta', type: 2 }, encodings.delta, (from, to) => deltaPacked(indices.slice(from, to).map((index) => BigInt(index * index)), 64)),
  column({ name: 'text', type: 6, convertedType: 0 }, encodings.deltaBytes, (from, to) => deltaBytes(strings.slice(from, to))),
  column({ name: 'bytes', type: 6 }, encodings.deltaLengths, (from, to) => deltaLengths(strings.slice(from, to))),
  column({ name: 'plain', type: 6, logicalType: 1 }, encodings.plain, (from, to) => plainBytes(strings.slice(from, to))),
  column({ name: 'half', type: 7, typeLength: 2, logicalType: 15 }, encodings.split, (from, to) => indices.slice(from, to).flatMap((index) => [index, 0])),
  column({ name: 'flag', type: 0 }, encodings.rle, (from, to) => {
    const runs = hybrid(indices.slice(from, to).map((index) => index & 1), 1);
    return [runs.length, 0, 0, 0, ...runs];
  }),
  {
    element: { name: 'dictionary', type: 6, convertedType: 0, repetition: 1 },
    chunk: (style) => ({
      pages: [dictionaryPage(7, plainBytes(strings.slice(0, 7)), style), dataPage({ ...style, entryCount: count, definition, encoding: encodings.dictionary, values: [3, ...hybrid(present(indices).map((index) => index % 7), 3)] })],
      valueCount: count, codec: style.codec ?? 0, hasDictionary: true,
    }),
  },
];

function flatFile(style: PageStyle): Uint8Array {
  return parquetFile({ schema: columns.map(({ element }) => element), groups: [{ rowCount: count, chunks: columns.map(({ chunk }) => chunk(style)) }], keyValues: [['key', 'value']] });
}

function nestedFiles(style: PageStyle): Uint8Array[] {
  return fc.sample(shapeAndRows, { seed: 10, numRuns: 6 }).map(({ shape, rows }) => {
    const leaves = leavesOf(shape);
    const chunks = shred(shape, rows).map((entries, index): Chunk => {
      const { maximumDefinition, maximumRepetition } = leaves[index]!;
      const values = entries.flatMap(({ definition: level, value }) => (level === maximumDefinition ? [value!] : []));
      return {
        pages: [dataPage({
          ...style, entryCount: entries.length, values: plain(values, 'int32'),
          ...(maximumRepetition > 0 && { repetition: { levels: entries.map(({ repetition }) => repetition), maximum: maximumRepetition } }),
          ...(maximumDefinition > 0 && { definition: { levels: entries.map(({ definition: level }) => level), maximum: maximumDefinition } }),
        })],
        valueCount: entries.length, codec: style.codec ?? 0,
      };
    });
    return parquetFile({ schema: [elementOf(shape)], groups: [{ rowCount: rows.length, chunks }] });
  });
}

/** Reads everything; anything but records and errors about the data is a defect. */
async function outcome(bytes: Uint8Array): Promise<string> {
  const source = new CountingSource(bytes);
  try {
    await declareParquet(source, {});
    await cutParquet(source, 100);
    for await (const batch of readParquet(source, {})) {
      if (batch.kind !== 'columns') throw new Error('columns are expected');
      expect(batch.rowCount).toBeGreaterThan(0);
      expect(batch.rowCount).toBeLessThanOrEqual(batchRowCount);
    }
    return 'records';
  } catch (error) {
    if (!(error instanceof InvalidDataError)) throw error;
    return error.code;
  }
}

/** The offsets of all bytes in pages, headers left out. */
async function pageBytes(bytes: Uint8Array): Promise<number[]> {
  const { metadata } = await ParquetFile.open(new CountingSource(bytes));
  return metadata.groups.flatMap(({ chunks }) => chunks).flatMap(({ start, end }) => {
    const places: number[] = [];
    for (let position = start; position < end; ) {
      const { headerLength, compressedLength } = readPageHeader(bytes.subarray(position, end))!;
      places.push(...Array.from({ length: compressedLength }, (_, offset) => position + headerLength + offset));
      position += headerLength + compressedLength;
    }
    return places;
  });
}

describe('damage anywhere', () => {
  const styles: readonly PageStyle[] = [
    {}, { version: 2 }, { crc: true }, { codec: codecs.snappy }, { codec: codecs.gzip, version: 2, crc: true }, { codec: codecs.zstd }, { codec: codecs.brotli, version: 2 }, { codec: codecs.hadoopLz4 }, { codec: codecs.lz4, version: 2 },
  ];

  it('gives records or an error about the data, and nothing else', async () => {
    const random = seededRandom(11);
    const files = styles.flatMap((style) => [flatFile(style), ...nestedFiles(style)]);
    for (const file of files) expect(await outcome(file)).toBe('records');
    const outcomes = new Map<string, number>();
    for (let index = 0; index < 2000; index++) {
      const code = await outcome(mutate(files[index % files.length]!, random));
      outcomes.set(code, (outcomes.get(code) ?? 0) + 1);
    }
    expect([...outcomes.keys()]).toEqual(expect.arrayContaining(['records', 'invalid-parquet', 'truncated', 'corrupt-compression', 'checksum-mismatch']));
  });

  it('of files that other tools wrote gives records or an error about the data', async () => {
    const random = seededRandom(13);
    const files = corpusFiles('.parquet').filter(({ uid }) => uid !== undefined);
    expect(files.length).toBeGreaterThan(100);
    const outcomes = new Set<string>();
    for (let index = 0; index < 2000; index++) outcomes.add(await outcome(mutate(files[index % files.length]!.bytes, random)));
    expect([...outcomes]).toEqual(expect.arrayContaining(['records', 'invalid-parquet', 'truncated', 'corrupt-compression', 'checksum-mismatch']));
  });

  it('in pages that another tool wrote is found by their checksums', async () => {
    const random = seededRandom(14);
    const { bytes } = corpusFile('nested/pyarrow-tiny-pages-v2.parquet');
    const places = await pageBytes(bytes);
    expect(places.length).toBeGreaterThan(500);
    for (let index = 0; index < 300; index++) {
      const damaged = Uint8Array.from(bytes);
      damaged[places[Math.floor(random() * places.length)]!]! ^= 1 + Math.floor(random() * 255);
      expect(await outcome(damaged)).toBe('checksum-mismatch');
    }
  });

  it('in the pages is found by their checksums', async () => {
    const random = seededRandom(12);
    for (const style of styles.map((each) => ({ ...each, crc: true }))) {
      const element = columns[3]!.element;
      const page = columns[3]!.chunk(style).pages[0]!;
      const { length } = page;
      const stored = parquetFile({ schema: [element], groups: [{ rowCount: 20, chunks: [{ pages: [page], valueCount: 20, codec: style.codec ?? 0 }] }] });
      expect(await outcome(stored)).toBe('records');
      for (let index = 0; index < 50; index++) {
        const damaged = Uint8Array.from(stored);
        // The last bytes of the page are data, whatever its header takes.
        const at = 4 + length - 1 - Math.floor(random() * 60);
        damaged[at]! ^= 1 + Math.floor(random() * 255);
        expect(await outcome(damaged)).toBe('checksum-mismatch');
      }
    }
  });
});
