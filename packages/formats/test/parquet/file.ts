/** Writes Parquet files. */
import type { ByteRange, ByteSource } from '../../src/index.ts';
import { binary, type Encoded, i32, i64, list, struct } from './thrift.ts';
import { joined, littleEndian } from './page.ts';

/** An element of the schema; groups have children, leaves a type. */
export interface Element {
  readonly name: string;
  /** Default: required. */
  readonly repetition?: 0 | 1 | 2;
  /** Number of `Type`. */
  readonly type?: number;
  readonly typeLength?: number;
  readonly convertedType?: number;
  /** Member of `LogicalType`. */
  readonly logicalType?: number | Encoded;
  readonly children?: readonly Element[];
}

/** A column in a row group. */
export interface Chunk {
  /** Dictionary page first. */
  readonly pages: readonly Uint8Array[];
  readonly valueCount: number;
  readonly codec?: number;
  /** Whether the first page is a dictionary that the footer tells of. */
  readonly hasDictionary?: boolean;
  /** Fields of ColumnMetaData to put in place of others. */
  readonly metadata?: Readonly<Record<number, Encoded | undefined>>;
  /** Fields of ColumnChunk to put in place of others. */
  readonly fields?: Readonly<Record<number, Encoded | undefined>>;
}

/** A row group: one chunk a leaf. */
interface Group {
  readonly rowCount: number;
  readonly chunks: readonly Chunk[];
}

/** A whole file. */
export interface Contents {
  /** The root's children. */
  readonly schema: readonly Element[];
  readonly groups: readonly Group[];
  readonly keyValues?: readonly (readonly [string | Uint8Array, string | Uint8Array])[];
  /** Fields of FileMetaData to put in place of others. */
  readonly footer?: Readonly<Record<number, Encoded | undefined>>;
  readonly magic?: string;
}

/** The bytes of a file. */
export function parquetFile({ schema, groups, keyValues, footer = {}, magic = 'PAR1' }: Contents): Uint8Array {
  const paths = leafPaths(schema);
  const parts: Uint8Array[] = [new TextEncoder().encode('PAR1')];
  let position = 4;
  const writtenGroups = groups.map(({ rowCount, chunks }) => {
    const written = chunks.map((chunk, index) => {
      const start = position;
      const data = joined(...chunk.pages);
      parts.push(data);
      position += data.length;
      return columnChunk(chunk, paths[index] ?? { path: ['?'], type: 1 }, start, data.length);
    });
    return struct({ 1: list(written), 2: i64(0), 3: i64(rowCount) });
  });
  const pairs = keyValues?.map(([key, value]) => struct({ 1: binary(key), 2: binary(value) }));
  const metadata = struct({
    1: i32(2),
    2: list(schemaElements({ name: 'schema', children: schema })),
    3: i64(groups.reduce((sum, { rowCount }) => sum + rowCount, 0)),
    4: list(writtenGroups),
    5: pairs && list(pairs),
    ...footer,
  });
  return joined(...parts, metadata.bytes, littleEndian(metadata.bytes.length), new TextEncoder().encode(magic));
}

function columnChunk(chunk: Chunk, { path, type }: LeafPath, start: number, byteLength: number): Encoded {
  const dataStart = chunk.hasDictionary === true ? start + chunk.pages[0]!.length : start;
  const metadata = struct({
    1: i32(type),
    2: list([i32(0)]),
    3: list(path.map((name) => binary(name))),
    4: i32(chunk.codec ?? 0),
    5: i64(chunk.valueCount),
    6: i64(byteLength),
    7: i64(byteLength),
    9: i64(dataStart),
    11: chunk.hasDictionary === true ? i64(start) : undefined,
    ...chunk.metadata,
  });
  return struct({ 2: i64(0), 3: metadata, ...chunk.fields });
}

interface LeafPath {
  readonly path: readonly string[];
  readonly type: number;
}

function leafPaths(elements: readonly Element[], above: readonly string[] = []): LeafPath[] {
  return elements.flatMap(({ name, type, children }) => (type === undefined ? leafPaths(children ?? [], [...above, name]) : [{ path: [...above, name], type }]));
}

/** The elements of a tree in depth-first order. */
export function schemaElements({ name, repetition = 0, type, typeLength, convertedType, logicalType, children }: Element): Encoded[] {
  const optional = (value: number | undefined): Encoded | undefined => (value === undefined ? undefined : i32(value));
  const logical = typeof logicalType === 'number' ? struct({ [logicalType]: struct({}) }) : logicalType;
  const fields = { 1: optional(type), 2: optional(typeLength), 3: i32(repetition), 4: binary(name), 5: optional(children?.length), 6: optional(convertedType), 10: logical };
  return [struct(fields), ...(children ?? []).flatMap(schemaElements)];
}

/** Bytes as a source that counts what is read of it. */
export class CountingSource implements ByteSource {
  readonly byteLength: number;
  /** The ranges that were read. */
  readonly ranges: { readonly start: number; readonly end: number }[] = [];
  /** The ranges that were said to be read next. */
  expected: readonly ByteRange[] = [];
  readonly #bytes: Uint8Array;

  constructor(bytes: Uint8Array) {
    this.#bytes = bytes;
    this.byteLength = bytes.length;
  }

  async slice(start: number, end: number): Promise<Uint8Array> {
    this.ranges.push({ start, end });
    return this.#bytes.slice(start, end);
  }

  expect(ranges: readonly ByteRange[]): void {
    this.expected = ranges.map(({ start, end }) => ({ start, end }));
  }

  stream(): AsyncIterable<Uint8Array> {
    throw new Error('files with an index are not read as a stream');
  }
}
