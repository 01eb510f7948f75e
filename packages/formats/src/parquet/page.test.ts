import { describe, expect, it } from 'vitest';
import { hybrid, plain } from '../../test/parquet/encodings.ts';
import { type Chunk, CountingSource, type Element, parquetFile } from '../../test/parquet/file.ts';
import { codecs, compress, dataPage, type DataPageContents, dictionaryPage, encodings, joined, littleEndian, withHeader } from '../../test/parquet/page.ts';
import { columnsOf, errorOf } from '../../test/parquet/read.ts';
import { binary, bool, i32, i64, struct } from '../../test/parquet/thrift.ts';
import { freeByteLength } from '../codecs/inflation.ts';
import { ChunkReader } from './chunk-reader.ts';
import { decompressPage } from './compression.ts';
import { ParquetFile } from './file.ts';
import { readPageHeader } from './page.ts';
import { noPage, PageRoom } from './page-room.ts';

const required: Element = { name: 'x', type: 1 };
const optional: Element = { ...required, repetition: 1 };

function file(schema: Element, rowCount: number, chunk: Chunk): Uint8Array {
  return parquetFile({ schema: [schema], groups: [{ rowCount, chunks: [chunk] }] });
}

function chunkOf(valueCount: number, ...pages: readonly Uint8Array[]): Chunk {
  return { pages, valueCount };
}

const numbers = (...values: readonly number[]): Pick<DataPageContents, 'entryCount' | 'values'> => ({ entryCount: values.length, values: plain(values, 'int32') });

describe('headers', () => {
  it('are read past statistics of any length', async () => {
    const header = struct({ 1: i32(2), 2: i32(0), 3: i32(3), 4: i32(3), 5: struct({ 1: binary('z'.repeat(100_000)), 2: binary('a'.repeat(100_000)), 3: i64(0) }) });
    const page = withHeader(0, 8, plain([1, 2], 'int32'), {}, { 5: header });
    expect(await columnsOf(file(required, 4, chunkOf(4, page, page)))).toEqual({ x: [1, 2, 1, 2] });
  });

  it('are asked for again where they go on', () => {
    const page = dataPage(numbers(1));
    for (let length = 0; length < page.length - 4; length++) expect(readPageHeader(page.slice(0, length))).toBeUndefined();
    expect(readPageHeader(page)?.headerLength).toBe(page.length - 4);
  });

  it.each<[string, Chunk, RegExp]>([
    ['an endless header', chunkOf(1, joined([0x18, 0x80, 0x80, 0x80, 0x08], new Uint8Array(2_000_000))), /^record-too-large: .*a page header takes more/],
    ['a header that is cut off', chunkOf(1, dataPage(numbers(1)).slice(0, 9)), /inside a page header/],
    ['no page', chunkOf(1), /inside a page header/],
    ['a page that is cut off', chunkOf(1, dataPage(numbers(1)).slice(0, -1)), /a page takes 4 bytes; its column has 3 left/],
    ['no header', chunkOf(1, new Uint8Array(300).fill(0xff)), /a page header cannot be read/],
    ['an unknown kind of page', chunkOf(1, dataPage({ ...numbers(1), header: { 1: i32(4) } })), /a page is of type 4/],
    ['a negative length', chunkOf(1, dataPage({ ...numbers(1), header: { 3: i32(-5) } })), /negative length/],
    ['a huge length', chunkOf(1, dataPage({ ...numbers(1), header: { 2: i32(0x7fff_ffff) } })), /^record-too-large: .*a page takes 2147483647 bytes/],
    ['a huge length as it is stored', chunkOf(1, dataPage({ ...numbers(1), header: { 3: i32(0x7fff_ffff) } })), /^record-too-large: .*a page takes 2147483647 bytes/],
    ['another length of an uncompressed page', chunkOf(1, dataPage({ ...numbers(1), version: 2, isCompressed: false, header: { 2: i32(5) } })), /^corrupt-compression: .*takes 4 bytes; its header says 5/],
    ['another length', chunkOf(1, dataPage({ ...numbers(1), header: { 2: i32(5) } })), /^corrupt-compression: .*takes 4 bytes; its header says 5/],
    ['no header of its kind', chunkOf(1, withHeader(0, 4, plain([1], 'int32'), {}, {})), /PageHeader: field 5 is missing/],
    ['a negative number of values', chunkOf(1, dataPage({ ...numbers(1), entryCount: -1 })), /a page holds -1 values/],
    ['more values than the column', chunkOf(1, dataPage(numbers(1, 2))), /a page holds 2 values; its column has 1 left/],
    ['two dictionaries', chunkOf(1, dictionaryPage(1, plain([1], 'int32')), dictionaryPage(1, plain([1], 'int32'))), /two dictionaries/],
    ['a negative dictionary', chunkOf(1, dictionaryPage(-1, plain([1], 'int32'))), /a page holds -1 values/],
    ['a dictionary that is too short', chunkOf(1, dictionaryPage(3, plain([1], 'int32'))), /before its last value/],
    ['an index into no dictionary', chunkOf(1, dataPage({ entryCount: 1, encoding: encodings.dictionary, values: [1, ...hybrid([0], 1)] })), /does not have/],
  ])('refuse %s', async (_, chunk, message) => {
    expect(await errorOf(file(required, 1, chunk))).toMatch(message);
  });
});

describe('pages', () => {
  it('may be empty, hold no value, or be for an index', async () => {
    const nulls = (version: 1 | 2): Uint8Array => dataPage({ version, definition: { levels: [0, 0], maximum: 1 }, encoding: encodings.dictionary, values: [] });
    const empty = (version: 1 | 2): Uint8Array => dataPage({ version, definition: { levels: [], maximum: 1 }, values: [] });
    const index = withHeader(1, 3, Uint8Array.of(1, 2, 3), {}, {});
    const one = dataPage({ definition: { levels: [1], maximum: 1 }, ...numbers(8) });
    const dictionary = dictionaryPage(0, new Uint8Array(0));
    expect(await columnsOf(file(optional, 5, chunkOf(5, dictionary, empty(1), nulls(1), index, empty(2), nulls(2), one)))).toEqual({ x: [null, null, null, null, 8] });
  });

  it('may hold none of all values', async () => {
    expect(await columnsOf(file(optional, 3, chunkOf(3, dataPage({ version: 2, codec: 0, definition: { levels: [0, 0, 0], maximum: 1 }, values: [] }))))).toEqual({ x: [null, null, null] });
  });

  it.each([codecs.none, codecs.snappy, codecs.gzip, codecs.brotli, codecs.hadoopLz4, codecs.zstd, codecs.lz4])('of codec %d are decompressed', async (codec) => {
    for (const version of [1, 2] as const) {
      const style = { version, codec, definition: { levels: [1, 0, 1], maximum: 1 } };
      const pages = [dataPage({ ...style, ...numbers(5, 6), entryCount: 3 }), dataPage({ ...style, definition: { levels: [0, 0], maximum: 1 }, values: [] })];
      expect(await columnsOf(file(optional, 5, { ...chunkOf(5, ...pages), codec }))).toEqual({ x: [5, null, 6, null, null] });
    }
  });

  it('of the second version may be left uncompressed', async () => {
    const page = dataPage({ ...numbers(5, 6), version: 2, codec: codecs.zstd, isCompressed: false });
    expect(await columnsOf(file(required, 2, { ...chunkOf(2, page), codec: codecs.zstd }))).toEqual({ x: [5, 6] });
  });

  it('of the second version are compressed unless they say otherwise', async () => {
    const values = compress(plain([5, 6], 'int32'), codecs.gzip);
    const page = withHeader(3, 8, values, {}, { 8: struct({ 1: i32(2), 2: i32(0), 3: i32(2), 4: i32(0), 5: i32(0), 6: i32(0) }) });
    expect(await columnsOf(file(required, 2, { ...chunkOf(2, page), codec: codecs.gzip }))).toEqual({ x: [5, 6] });
  });

  it('may begin with a dictionary that the footer does not tell of', async () => {
    const pages = [dictionaryPage(2, plain([10, 20], 'int32')), dataPage({ entryCount: 3, encoding: encodings.dictionary, values: [1, ...hybrid([1, 0, 1], 1)] })];
    for (const metadata of [{}, { 11: i64(0) }, { 11: i64(4) }]) {
      expect(await columnsOf(file(required, 3, { ...chunkOf(3, ...pages), metadata }))).toEqual({ x: [20, 10, 20] });
    }
    expect(await columnsOf(file(required, 3, { ...chunkOf(3, ...pages), hasDictionary: true }))).toEqual({ x: [20, 10, 20] });
  });

  it('of booleans may be runs', async () => {
    const runs = hybrid([1, 0, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1], 1);
    for (const version of [1, 2] as const) {
      const page = dataPage({ version, entryCount: 12, encoding: encodings.rle, values: [...littleEndian(runs.length), ...runs] });
      expect((await columnsOf(file({ name: 'x', type: 0 }, 12, chunkOf(12, page))))['x']).toEqual([true, false, ...Array<boolean>(10).fill(true)]);
    }
  });

  it.each<[string, Uint8Array, RegExp]>([
    ['levels longer than the page', withHeader(0, 4, Uint8Array.of(9, 0, 0, 0), {}, { 5: struct({ 1: i32(1), 2: i32(0), 3: i32(3), 4: i32(3) }) }), /before its last value/],
    ['levels without their length', withHeader(0, 2, Uint8Array.of(9, 0), {}, { 5: struct({ 1: i32(1), 2: i32(0), 3: i32(3), 4: i32(3) }) }), /before its last value/],
    ['bit-packed levels', withHeader(0, 2, Uint8Array.of(9, 0), {}, { 5: struct({ 1: i32(1), 2: i32(0), 3: i32(4), 4: i32(4) }) }), /^unsupported-codec: .*BIT_PACKED/],
    ['too few levels', dataPage({ entryCount: 1, definition: { levels: [], maximum: 1 }, values: [] }), /before its last value/],
    ['negative levels', withHeader(3, 4, new Uint8Array(4), {}, { 8: struct({ 1: i32(1), 4: i32(0), 5: i32(-4), 6: i32(4), 7: bool(false) }) }), /the levels of a page take more/],
    ['levels of the second version beyond the page', withHeader(3, 4, new Uint8Array(4), {}, { 8: struct({ 1: i32(1), 4: i32(0), 5: i32(5), 6: i32(0), 7: bool(false) }) }), /the levels of a page take more/],
    ['levels that repeat a value of more bits', dataPage({ entryCount: 1, definition: { levels: [], maximum: 1, bytes: [2, 2] }, values: [] }), /more than 1 bits/],
  ])('with %s are refused', async (_, page, message) => {
    expect(await errorOf(file(optional, 1, chunkOf(1, page)))).toMatch(message);
  });
});

describe('row groups', () => {
  it('may have no rows, with pages and without', async () => {
    const groups = [
      { rowCount: 0, chunks: [chunkOf(0)] },
      { rowCount: 2, chunks: [chunkOf(2, dataPage(numbers(1, 2)))] },
      { rowCount: 0, chunks: [chunkOf(0, dataPage(numbers()))] },
    ];
    expect(await columnsOf(parquetFile({ schema: [required], groups }))).toEqual({ x: [1, 2] });
  });
});

describe('checksums', () => {
  it('find every damaged byte of a page', async () => {
    const page = dataPage({ ...numbers(1, 2, 3), crc: true });
    const start = page.length - 12;
    expect(await columnsOf(file(required, 3, chunkOf(3, page)))).toEqual({ x: [1, 2, 3] });
    for (let at = start; at < page.length; at++) {
      const damaged = Uint8Array.from(page);
      damaged[at]! ^= 1;
      expect(await errorOf(file(required, 3, chunkOf(3, damaged)))).toMatch(/^checksum-mismatch: column "x", byte 4/);
    }
  });
});

describe('compressions', () => {
  it.each([[codecs.lzo, 'LZO'], [8, 'codec number 8'], [-1, 'codec number -1']])('of number %d are refused by name', async (codec, name) => {
    expect(await errorOf(file(required, 1, { ...chunkOf(1, dataPage(numbers(1))), codec }))).toMatch(new RegExp(`^unsupported-codec: column "x".*compressed with ${name};`));
  });

  it('of Hadoop may have several frames, or none', async () => {
    const frame = (values: readonly number[]): Uint8Array => compress(plain(values, 'int32'), codecs.hadoopLz4);
    const header = struct({ 1: i32(3), 2: i32(0), 3: i32(3), 4: i32(3) });
    const framed = withHeader(0, 12, joined(frame([1]), frame([2, 3])), {}, { 5: header });
    const bare = withHeader(0, 12, compress(plain([4, 5, 6], 'int32'), codecs.lz4), {}, { 5: header });
    expect(await columnsOf(file(required, 6, { ...chunkOf(6, framed, bare), codec: codecs.hadoopLz4 }))).toEqual({ x: [1, 2, 3, 4, 5, 6] });
  });

  it('must give the length that the header says', async () => {
    for (const codec of [codecs.snappy, codecs.gzip, codecs.brotli, codecs.hadoopLz4, codecs.zstd, codecs.lz4]) {
      for (const length of [7, 9]) {
        const page = dataPage({ ...numbers(1, 2), codec, header: { 2: i32(length) } });
        expect(await errorOf(file(required, 2, { ...chunkOf(2, page), codec }))).toMatch(/^corrupt-compression/);
      }
    }
    expect(() => decompressPage(new Uint8Array(3), 4, codecs.none, { decompress: () => new Uint8Array(0) })).toThrow(/takes 3 bytes; its header says 4/);
  });
});

describe('open pages', () => {
  it('have room together', () => {
    const room = new PageRoom();
    const page = { stored: 0, inflated: freeByteLength };
    for (let count = 0; count < 100; count++) room.replace(count === 0 ? noPage : page, page);
    expect(() => room.replace(noPage, { stored: 0, inflated: 1 })).toThrow(/read fewer columns/);
  });

  it('of five thousand columns that compress as data do have room', () => {
    const room = new PageRoom();
    for (let column = 0; column < 5000; column++) room.replace(noPage, { stored: 350_000, inflated: 1 << 20 });
    expect(() => room.replace(noPage, { stored: 1000, inflated: 1 << 30 })).not.toThrow();
  });

  it('are refused before they are decompressed when few bytes stand for them', async () => {
    const entryCount = 6_000_000;
    const chunk = { ...chunkOf(entryCount, dataPage({ entryCount, values: new Uint8Array(4 * entryCount), encoding: encodings.plain, codec: codecs.zstd })), codec: codecs.zstd };
    const columns = Array.from({ length: 12 }, (_, index) => ({ ...required, name: `c${index}` }));
    const bytes = parquetFile({ schema: columns, groups: [{ rowCount: entryCount, chunks: columns.map(() => chunk) }] });
    expect(await errorOf(bytes)).toMatch(/^record-too-large.*288000000 bytes decompressed/);
    await expect(ParquetFile.open(new CountingSource(bytes)).then((opened) => opened.readGroup(0, opened.schema.fields)[Symbol.asyncIterator]().next())).rejects.toMatchObject({ position: { column: 'c11' } });
  });

  it('have none when others have taken it', async () => {
    const source = new CountingSource(file(required, 4, { ...chunkOf(4, dictionaryPage(1, plain([7], 'int32')), dataPage(numbers(1, 2)), dataPage(numbers(3, 4))) }));
    const { metadata, schema } = await ParquetFile.open(source);
    const context = { leaf: schema.leaves[0]!, codec: codecs.none, codecs: { decompress: (): never => { throw new Error('nothing is compressed'); } } };
    const read = async (left: number): Promise<number> => {
      const room = new PageRoom();
      room.replace(noPage, { stored: 0, inflated: freeByteLength - left });
      const reader = new ChunkReader(source, metadata.groups[0]!.chunks[0]!, context, 100, room);
      let count = 0;
      for (let page = await reader.next(undefined); page !== undefined; page = await reader.next(undefined)) count += page.remaining;
      return count;
    };
    // The dictionary stays; of the others there is one at a time.
    expect(await read(12)).toBe(4);
    await expect(read(11)).rejects.toMatchObject({ code: 'record-too-large' });
    await expect(read(3)).rejects.toMatchObject({ code: 'record-too-large' });
  });
});
