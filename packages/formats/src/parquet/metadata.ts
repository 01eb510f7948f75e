/** The footer of a Parquet file: where it is, and the parts of it that reading takes (parquet.thrift, FileMetaData). */
import { InvalidDataError } from '@datasig/core';
import type { ByteSource } from '../byte-source.ts';
import { invalidParquet } from './error.ts';
import { Fields } from './fields.ts';
import { type Kept, ThriftError, ThriftReader } from './thrift.ts';

/** An element of the schema, in depth-first order. */
export interface SchemaElement {
  readonly name: string;
  /** Number of `Type`; absent for groups. */
  readonly type?: number;
  /** Bytes of a FIXED_LEN_BYTE_ARRAY. */
  readonly typeLength: number;
  /** 0 required, 1 optional, 2 repeated. */
  readonly repetition: number;
  readonly childCount: number;
  /** Number of `ConvertedType`. */
  readonly convertedType?: number;
  readonly scale?: number;
  /** `LogicalType`, a union. */
  readonly logicalType?: Fields;
}

/** The data of one leaf column in one row group. */
export interface ColumnChunk {
  /** Names from below the root to the leaf. */
  readonly path: readonly string[];
  readonly type: number;
  /** Number of `CompressionCodec`. */
  readonly codec: number;
  readonly valueCount: number;
  /** Bytes `[start, end)` of the file. */
  readonly start: number;
  readonly end: number;
  readonly encrypted: boolean;
  /** Another file that holds the data. */
  readonly filePath?: string;
}

/** A row group. */
export interface RowGroup {
  readonly rowCount: number;
  readonly chunks: readonly ColumnChunk[];
  /** Bytes of all chunks. */
  readonly byteLength: number;
}

/** What the footer says. */
export interface FileMetadata {
  readonly elements: readonly SchemaElement[];
  readonly rowCount: number;
  readonly groups: readonly RowGroup[];
  readonly keyValues: ReadonlyMap<string, string>;
}

/** Footers above this are refused: 64 MiB. */
const footerByteLimit: number = 64 * 1024 * 1024;

const plainMagic = 0x31524150;
const encryptedMagic = 0x45524150;
/** Read in one go with the trailer: most footers are within. */
const tailByteLength = 64 * 1024;

/** Fields that are read; not the statistics, most of a footer. */
const kept: Kept = {
  2: true,
  3: true,
  4: { 1: { 1: true, 3: { 1: true, 3: true, 4: true, 5: true, 7: true, 9: true, 11: true }, 8: {}, 9: {} }, 3: true },
  5: true,
  8: {},
};

/** @throws InvalidDataError `invalid-parquet`, `truncated`, `encrypted-data`, `record-too-large` */
export async function readMetadata(bytes: ByteSource, signal?: AbortSignal): Promise<FileMetadata> {
  const { byteLength } = bytes;
  if (byteLength < 12) throw new InvalidDataError('truncated', `the file has ${byteLength} bytes; the smallest Parquet file has 12`);
  const tail = await exactly(bytes, Math.max(0, byteLength - tailByteLength), byteLength, signal);
  const trailer = new DataView(tail.buffer, tail.byteOffset + tail.length - 8, 8);
  const magic = trailer.getUint32(4, true);
  if (magic === encryptedMagic) throw encrypted('the footer is encrypted');
  if (magic !== plainMagic) throw await noMagic(bytes, signal);
  const footerLength = trailer.getUint32(0, true);
  if (footerLength > byteLength - 12) throw invalidParquet(`the footer is said to take ${footerLength} bytes; the file has ${byteLength}`, { byteOffset: byteLength - 8 });
  if (footerLength > footerByteLimit) throw new InvalidDataError('record-too-large', `the footer takes ${footerLength} bytes; ${footerByteLimit} are allowed`, { byteOffset: byteLength - 8 });
  const footerStart = byteLength - 8 - footerLength;
  const footer = footerLength + 8 <= tail.length ? tail.subarray(tail.length - 8 - footerLength, tail.length - 8) : await exactly(bytes, footerStart, byteLength - 8, signal);
  return parseFooter(footer, footerStart);
}

/** The bytes, unless the file has become shorter. */
async function exactly(bytes: ByteSource, start: number, end: number, signal: AbortSignal | undefined): Promise<Uint8Array> {
  const slice = await bytes.slice(start, end, signal);
  if (slice.length !== end - start) throw new InvalidDataError('truncated', `the file ends before byte ${end}`, { byteOffset: start + slice.length });
  return slice;
}

/** Without the magic at its end the file is cut off, or is no Parquet file. */
async function noMagic(bytes: ByteSource, signal: AbortSignal | undefined): Promise<InvalidDataError> {
  const head = await exactly(bytes, 0, 4, signal);
  if (new DataView(head.buffer, head.byteOffset, 4).getUint32(0, true) === plainMagic) {
    return new InvalidDataError('truncated', 'the file begins as Parquet and does not end with its footer: it is incomplete', { byteOffset: bytes.byteLength });
  }
  return invalidParquet('the file does not end with PAR1: it is no Parquet file');
}

function encrypted(reason: string): InvalidDataError {
  return new InvalidDataError('encrypted-data', `${reason}; Datasig reads no encrypted Parquet`);
}

function parseFooter(footer: Uint8Array, footerStart: number): FileMetadata {
  const file = new Fields('FileMetaData', readStruct(footer, footerStart));
  if (file.has(8)) throw encrypted('columns of the file are encrypted');
  const groups = file.structs(4, 'RowGroup').map((group) => parseGroup(group, footerStart));
  checkOverlap(groups, footerStart);
  const rowCount = file.size(3);
  const counted = groups.reduce((sum, group) => sum + group.rowCount, 0);
  if (counted !== rowCount) throw invalidParquet(`the footer counts ${rowCount} rows; its row groups have ${counted}`);
  return {
    elements: file.structs(2, 'SchemaElement').map(parseElement),
    rowCount,
    groups,
    // Of several with one key the first counts, as in Arrow.
    keyValues: new Map(file.has(5) ? file.structs(5, 'KeyValue').flatMap(keyValue).reverse() : []),
  };
}

/** What is no text was put there by someone else, for someone else. */
function keyValue(pair: Fields): [string, string][] {
  const [key, value] = [pair.laxText(1), pair.has(2) ? pair.laxText(2) : ''];
  return key === undefined || value === undefined ? [] : [[key, value]];
}

function readStruct(footer: Uint8Array, footerStart: number): ReturnType<ThriftReader['struct']> {
  const reader = new ThriftReader(footer);
  try {
    return reader.struct(kept);
  } catch (cause) {
    const reason = cause instanceof ThriftError ? `the footer cannot be read: ${cause.message}` : 'the footer ends inside a value';
    throw new InvalidDataError('invalid-parquet', reason, { byteOffset: footerStart + reader.position }, { cause });
  }
}

/** Chunks that share bytes would make reading take longer than the file is long. */
function checkOverlap(groups: readonly RowGroup[], footerStart: number): void {
  const byteLength = groups.reduce((sum, group) => sum + group.byteLength, 0);
  if (byteLength > footerStart) throw invalidParquet(`the columns are said to take ${byteLength} bytes together; the footer begins at ${footerStart}`);
}

function parseElement(element: Fields): SchemaElement {
  const type = element.optionalInteger(1);
  const convertedType = element.optionalInteger(6);
  const scale = element.optionalInteger(7);
  const repetition = element.optionalInteger(3) ?? 0;
  if (repetition < 0 || repetition > 2) throw invalidParquet(`an element of the schema has the repetition ${repetition}; the format knows 0 to 2`);
  const logicalType = element.optionalStruct(10, 'LogicalType');
  return {
    name: element.text(4),
    ...(type !== undefined && { type }),
    typeLength: element.optionalInteger(2) ?? 0,
    repetition,
    childCount: element.optionalInteger(5) ?? 0,
    ...(convertedType !== undefined && { convertedType }),
    ...(scale !== undefined && { scale }),
    ...(logicalType !== undefined && { logicalType }),
  };
}

function parseGroup(group: Fields, footerStart: number): RowGroup {
  const chunks = group.structs(1, 'ColumnChunk').map((chunk) => parseChunk(chunk, footerStart));
  return { rowCount: group.size(3), chunks, byteLength: chunks.reduce((sum, chunk) => sum + byteLengthOf(chunk), 0) };
}

/** Bytes in this file. */
function byteLengthOf({ filePath, valueCount, start, end }: ColumnChunk): number {
  return filePath === undefined && valueCount > 0 ? end - start : 0;
}

function parseChunk(chunk: Fields, footerStart: number): ColumnChunk {
  const filePath = chunk.optionalText(1);
  const encryptedChunk = chunk.has(8) || chunk.has(9);
  if (!chunk.has(3) && encryptedChunk) throw encrypted('a column of the file is encrypted');
  const column = chunk.struct(3, 'ColumnMetaData');
  const dataStart = column.size(9);
  const dictionaryStart = column.optionalSize(11);
  // Some writers give 0 for "no dictionary".
  const start = dictionaryStart !== undefined && dictionaryStart > 0 && dictionaryStart < dataStart ? dictionaryStart : dataStart;
  const end = start + column.size(7);
  const path = column.texts(3);
  const valueCount = column.size(5);
  if (filePath === undefined && valueCount > 0 && (start < 4 || end > footerStart)) {
    throw invalidParquet(`the column's data are said to be the bytes ${start} to ${end}; the footer begins at ${footerStart}`, { column: path.join('.') });
  }
  return { path, type: column.integer(1), codec: column.integer(4), valueCount, start, end, encrypted: encryptedChunk, ...(filePath !== undefined && { filePath }) };
}
