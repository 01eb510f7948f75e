import type { ColumnBatch } from '@datasig/core/spec';
import { describe, expect, it } from 'vitest';
import { plain } from '../../test/parquet/encodings.ts';
import { type Chunk, type Contents, CountingSource, type Element, parquetFile, schemaElements } from '../../test/parquet/file.ts';
import { dataPage, joined } from '../../test/parquet/page.ts';
import { columnsOf, errorOf } from '../../test/parquet/read.ts';
import { binary, i32, i64, list, struct } from '../../test/parquet/thrift.ts';
import type { ByteSource } from '../byte-source.ts';
import { readMetadata } from './metadata.ts';
import { declareParquet, readParquet } from './read.ts';

const schema: readonly Element[] = [{ name: 'a', type: 1 }, { name: 'b', type: 1 }];
const chunk = (change: Partial<Chunk> = {}): Chunk => ({ pages: [dataPage({ entryCount: 2, values: plain([1, 2], 'int32') })], valueCount: 2, ...change });
const base: Contents = { schema, groups: [{ rowCount: 2, chunks: [chunk(), chunk()] }] };
const file = (change: Partial<Contents> = {}): Uint8Array => parquetFile({ ...base, ...change });
/** The first column's chunk is another. */
const withChunk = (change: Partial<Chunk>): Uint8Array => file({ groups: [{ rowCount: 2, chunks: [chunk(change), chunk()] }] });
const withTrailer = (length: number): Uint8Array => {
  const bytes = file();
  new DataView(bytes.buffer).setUint32(bytes.length - 8, length, true);
  return bytes;
};

describe('footers', () => {
  it('are read, however long', async () => {
    expect(await columnsOf(file())).toEqual({ a: [1, 2], b: [1, 2] });
    expect(await columnsOf(file({ keyValues: [['long', 'x'.repeat(200_000)]] }))).toEqual({ a: [1, 2], b: [1, 2] });
  });

  it('tell of keys and values; what is no text is left out', async () => {
    const bytes = file({ keyValues: [['pandas', '{}'], ['empty', ''], [Uint8Array.of(0xff), 'x'], ['bytes', Uint8Array.of(0xfe)], ['pandas', 'again']] });
    expect(Object.fromEntries((await readMetadata(new CountingSource(bytes))).keyValues)).toEqual({ pandas: '{}', empty: '' });
  });

  it('may say nothing of a value', async () => {
    const bytes = file({ footer: { 5: list([struct({ 1: binary('key') })]) } });
    expect([...(await readMetadata(new CountingSource(bytes))).keyValues]).toEqual([['key', '']]);
  });

  it('are read with offsets beyond 2^32, and so are the columns', async () => {
    const far = 2 ** 40;
    const pageLength = chunk().pages[0]!.length;
    const tail = file({ groups: [{ rowCount: 2, chunks: [chunk({ metadata: { 9: i64(far + 4) } }), chunk({ metadata: { 9: i64(far + 4 + pageLength) } })] }] });
    const source: ByteSource = {
      byteLength: far + tail.length,
      // Zeros, and a file at their end.
      slice: async (start, end) => joined(new Uint8Array(Math.max(0, far - start)), tail.subarray(Math.max(0, start - far), end - far)),
      stream: () => {
        throw new Error('files with an index are not read as a stream');
      },
    };
    const batches: ColumnBatch[] = [];
    for await (const batch of readParquet(source, {})) batches.push(batch as ColumnBatch);
    expect(batches.map(({ columns }) => columns)).toEqual([[{ type: 'number', name: 'a', values: Int32Array.of(1, 2) }, { type: 'number', name: 'b', values: Int32Array.of(1, 2) }]]);
  });
});

describe('damaged files', () => {
  it.each<[string, Uint8Array, RegExp]>([
    ['nothing', new Uint8Array(0), /^truncated: the file has 0 bytes/],
    ['eleven bytes', file().slice(0, 11), /^truncated/],
    ['a file without its end', file().slice(0, -1), /^truncated: .*incomplete/],
    ['another kind of file', new TextEncoder().encode('id,name\n1,anna\n2,bob\n'), /^invalid-parquet: the file does not end with PAR1/],
    ['an encrypted footer', file({ magic: 'PARE' }), /^encrypted-data/],
    ['a footer of no bytes', withTrailer(0), /^invalid-parquet: .*the footer ends inside a value/],
    ['a footer as large as the file', withTrailer(file().length), /^invalid-parquet: .*the footer is said to take/],
    ['a footer of 4 GiB', withTrailer(0xffff_ffff), /^invalid-parquet: .*the footer is said to take/],
    ['a footer that begins elsewhere', withTrailer(60), /^invalid-parquet/],
    ['encrypted columns', file({ footer: { 8: struct({}) } }), /^encrypted-data: columns of the file are encrypted/],
    ['an encrypted column', withChunk({ fields: { 8: struct({}) } }), /^encrypted-data: column "a"/],
    ['a column whose metadata are encrypted', withChunk({ fields: { 3: undefined, 9: binary('?') } }), /^encrypted-data/],
    ['a column in another file', withChunk({ fields: { 1: binary('other.parquet') } }), /^unsupported-value: column "a".*another file/],
    ['a column before the file', withChunk({ metadata: { 9: i64(2) } }), /^invalid-parquet: column "a".*the bytes 2 to/],
    ['a column in the footer', withChunk({ metadata: { 7: i64(1000) } }), /^invalid-parquet: column "a".*the footer begins at/],
    ['a negative size', withChunk({ metadata: { 7: i64(-1) } }), /^invalid-parquet: ColumnMetaData: field 7 is -1; expected a size/],
    ['a size beyond 2^53', withChunk({ metadata: { 7: i64(2n ** 62n) } }), /^invalid-parquet: ColumnMetaData: field 7/],
    ['a size of 32 bits', withChunk({ metadata: { 7: i32(1) } }), /^invalid-parquet: ColumnMetaData: field 7 has another type/],
    ['a column without offset', withChunk({ metadata: { 9: undefined } }), /^invalid-parquet: ColumnMetaData: field 9 is missing/],
    ['columns that share bytes', withChunk({ metadata: { 7: i64(45) } }), /^invalid-parquet: the columns are said to take/],
    ['an unknown codec', withChunk({ codec: 42 }), /^unsupported-codec: column "a".*codec number 42/],
    ['a column of another type', withChunk({ metadata: { 1: i32(2) } }), /^invalid-parquet: column "a": row group 0 has another column here/],
    ['a column of another name', withChunk({ metadata: { 3: list([binary('c')]) } }), /^invalid-parquet: column "a": row group 0 has another column here/],
    ['fewer values than rows', withChunk({ valueCount: 1 }), /^invalid-parquet: column "a": row group 0 has 2 rows and 1 values/],
    ['too few columns', file({ groups: [{ rowCount: 2, chunks: [chunk()] }] }), /^invalid-parquet: row group 0 has 1 columns; the schema has 2/],
    ['too many columns', file({ groups: [{ rowCount: 2, chunks: [chunk(), chunk(), chunk()] }] }), /^invalid-parquet: row group 0 has 3 columns/],
    ['rows that do not add up', file({ footer: { 3: i64(3) } }), /^invalid-parquet: the footer counts 3 rows; its row groups have 2/],
    ['a negative number of rows', file({ groups: [{ rowCount: -2, chunks: [chunk(), chunk()] }] }), /^invalid-parquet: .*field 3 is -2/],
    ['no schema', file({ footer: { 2: undefined } }), /^invalid-parquet: FileMetaData: field 2 is missing/],
    ['an empty schema', file({ footer: { 2: list([]) } }), /^invalid-parquet: the schema ends/],
    ['a schema that ends early', file({ footer: { 2: list(schemaElements({ name: 'schema', children: schema }).slice(0, 2)) } }), /^invalid-parquet: the schema ends before/],
    ['a schema that goes on', file({ footer: { 2: list([...schemaElements({ name: 'schema', children: schema }), struct({ 4: binary('c'), 1: i32(1) })]) } }), /^invalid-parquet: the schema has 4 elements; its tree has 3/],
    ['a list of numbers as schema', file({ footer: { 2: list([i32(1)]) } }), /^invalid-parquet: FileMetaData: field 2 has another type/],
    ['a number of children that is none', file({ footer: { 2: list([struct({ 4: binary('schema'), 5: i32(2_000_000_000) })]) } }), /^invalid-parquet: the schema ends before/],
    ['an unknown repetition', file({ footer: { 2: list([struct({ 4: binary('schema'), 5: i32(1) }), struct({ 1: i32(1), 3: i32(3), 4: binary('a') })]) } }), /^invalid-parquet: .*repetition 3/],
    ['a name that is no text', file({ footer: { 2: list([struct({ 4: binary(Uint8Array.of(0xff)) })]) } }), /^invalid-parquet: SchemaElement: field 4 is not valid UTF-8/],
    ['an unknown physical type', file({ schema: [{ name: 'a', type: 9 }, { name: 'b', type: 1 }] }), /^invalid-parquet: column "a".*physical type 9/],
    ['a fixed length of nothing', file({ schema: [{ name: 'a', type: 7 }, { name: 'b', type: 1 }] }), /^invalid-parquet: column "a".*length 0/],
    ['two columns of one name', file({ schema: [{ name: 'a', type: 1 }, { name: 'a', type: 1 }] }), /^duplicate-column: column "a"/],
  ])('%s', async (_, bytes, message) => {
    expect(await errorOf(bytes)).toMatch(message);
  });

  it('refuses a footer beyond the limit without reading it', async () => {
    const footerByteLimit = 64 * 1024 * 1024;
    const byteLength = footerByteLimit + 1000;
    const trailer = withTrailer(footerByteLimit + 1).slice(-8);
    let read = 0;
    const slice = async (start: number, end: number): Promise<Uint8Array> => {
      read += end - start;
      const bytes = new Uint8Array(end - start);
      bytes.set(trailer, bytes.length - 8);
      return bytes;
    };
    await expect(readMetadata({ byteLength, slice, stream: () => { throw new Error('not read as a stream'); } })).rejects.toMatchObject({ code: 'record-too-large' });
    expect(read).toBeLessThan(100_000);
  });

  it('refuses a file that has become shorter since it was opened', async () => {
    const bytes = file();
    for (const left of [0, 3, bytes.length - 9, bytes.length - 1]) {
      const source = new CountingSource(bytes.slice(0, left));
      await expect(readMetadata({ byteLength: bytes.length, slice: (start, end) => source.slice(start, end), stream: () => source.stream() })).rejects.toMatchObject({ code: 'truncated' });
    }
  });
});

describe('a declaration', () => {
  it('gives the schema and the number of records', async () => {
    expect(await declareParquet(new CountingSource(file()), {})).toEqual({ schema: [{ name: 'a', type: { type: 'integer' } }, { name: 'b', type: { type: 'integer' } }], recordCount: 2, warnings: [] });
  });
});
