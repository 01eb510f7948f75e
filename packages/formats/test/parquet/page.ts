/** Writes pages of Parquet files. */
import { brotliCompressSync, crc32, gzipSync, zstdCompressSync } from 'node:zlib';
import { bool, type Encoded, i32, struct, varint } from './thrift.ts';
import { hybrid } from './encodings.ts';

/** Numbers of `CompressionCodec`. */
export const codecs = { none: 0, snappy: 1, gzip: 2, lzo: 3, brotli: 4, hadoopLz4: 5, zstd: 6, lz4: 7 } as const;

/** Numbers of `Encoding`. */
export const encodings = { plain: 0, rle: 3, bitPacked: 4, delta: 5, deltaLengths: 6, deltaBytes: 7, dictionary: 8, split: 9 } as const;

/** Levels and the largest they can be. */
export interface Levels {
  readonly levels: readonly number[];
  readonly maximum: number;
  /** The encoded levels, in place of `levels`. */
  readonly bytes?: readonly number[];
}

/** What is the same for all pages of a column. */
export interface PageStyle {
  readonly codec?: number;
  readonly crc?: boolean;
  readonly version?: 1 | 2;
}

/** A data page. */
export interface DataPageContents extends PageStyle {
  /** Values, nulls and empty lists; default: the number of levels. */
  readonly entryCount?: number;
  readonly repetition?: Levels;
  readonly definition?: Levels;
  readonly encoding?: number;
  readonly values: Iterable<number>;
  /** V2: is_compressed; default: whether there is a codec. */
  readonly isCompressed?: boolean;
  /** Fields of the page header to put in place of others. */
  readonly header?: Readonly<Record<number, Encoded>>;
}

/** A page with its header. */
export function dataPage(page: DataPageContents): Uint8Array {
  const entryCount = page.entryCount ?? (page.definition ?? page.repetition)!.levels.length;
  const [repetition, definition] = [page.repetition, page.definition].map((each) => (each === undefined ? [] : (each.bytes ?? hybrid(each.levels, widthOf(each.maximum)))));
  const values = Uint8Array.from(page.values);
  const encoding = i32(page.encoding ?? encodings.plain);
  if (page.version === 2) {
    const isCompressed = page.isCompressed ?? (page.codec ?? 0) !== codecs.none;
    const levels = [...repetition!, ...definition!];
    const header = struct({ 1: i32(entryCount), 2: i32(0), 3: i32(entryCount), 4: encoding, 5: i32(definition!.length), 6: i32(repetition!.length), 7: bool(isCompressed) });
    const stored = joined(levels, isCompressed ? compress(values, page.codec ?? 0) : values);
    return withHeader(3, levels.length + values.length, stored, page, { 8: header });
  }
  const sized = (each: Levels | undefined, bytes: readonly number[]): readonly number[] => (each === undefined ? [] : [...littleEndian(bytes.length), ...bytes]);
  const body = joined(sized(page.repetition, repetition!), sized(page.definition, definition!), values);
  const header = struct({ 1: i32(entryCount), 2: encoding, 3: i32(encodings.rle), 4: i32(encodings.rle) });
  return withHeader(0, body.length, compress(body, page.codec ?? 0), page, { 5: header });
}

/** A dictionary page with its header. */
export function dictionaryPage(count: number, values: Uint8Array, style: PageStyle = {}): Uint8Array {
  return withHeader(2, values.length, compress(values, style.codec ?? 0), style, { 7: struct({ 1: i32(count), 2: i32(encodings.plain) }) });
}

/** Any page with its header. */
export function withHeader(type: number, byteLength: number, stored: Uint8Array, { crc, header }: PageStyle & Pick<DataPageContents, 'header'>, fields: Readonly<Record<number, Encoded>>): Uint8Array {
  const checksum = crc === true ? i32(crc32(stored) | 0) : undefined;
  return joined(struct({ 1: i32(type), 2: i32(byteLength), 3: i32(stored.length), 4: checksum, ...fields, ...header }).bytes, stored);
}

/** Bits of a level. */
function widthOf(maximum: number): number {
  return 32 - Math.clz32(maximum);
}

/** Four bytes. */
export function littleEndian(value: number): number[] {
  return [value & 0xff, (value >>> 8) & 0xff, (value >>> 16) & 0xff, value >>> 24];
}

/** Bytes one after another. */
export function joined(...parts: readonly (readonly number[] | Uint8Array)[]): Uint8Array {
  const bytes = new Uint8Array(parts.reduce((sum, { length }) => sum + length, 0));
  let position = 0;
  for (const part of parts) {
    bytes.set(part, position);
    position += part.length;
  }
  return bytes;
}

/** Compressed bytes; Snappy and LZ4 as literals alone. */
export function compress(bytes: Uint8Array, codec: number): Uint8Array {
  switch (codec) {
    case codecs.snappy: {
      const literals = Array.from({ length: Math.ceil(bytes.length / 60) }, (_, index) => bytes.subarray(60 * index, 60 * index + 60));
      return joined(varint(bytes.length), ...literals.map((literal) => [(literal.length - 1) << 2, ...literal]));
    }
    case codecs.gzip:
      return gzipSync(bytes);
    case codecs.brotli:
      return brotliCompressSync(bytes);
    case codecs.zstd:
      return zstdCompressSync(bytes);
    case codecs.lz4:
      return lz4Block(bytes);
    case codecs.hadoopLz4: {
      const block = lz4Block(bytes);
      return joined(littleEndian(bytes.length).toReversed(), littleEndian(block.length).toReversed(), block);
    }
    default:
      return bytes;
  }
}

function lz4Block(bytes: Uint8Array): Uint8Array {
  if (bytes.length < 15) return joined([bytes.length << 4], bytes);
  const rest = bytes.length - 15;
  return joined([0xf0, ...Array<number>(Math.floor(rest / 255)).fill(255), rest % 255], bytes);
}
