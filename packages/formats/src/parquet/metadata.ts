/** The footer of a Parquet file: where it is, and the parts of it that reading takes (parquet.thrift, FileMetaData). */
import { InvalidDataError } from '@datasig/core';
import type { ByteSource } from '../byte-source.ts';
import { invalidParquet } from './error.ts';
import { Fields } from './fields.ts';
import { ThriftReader } from './thrift.ts';

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

/** @throws InvalidDataError `invalid-parquet`, `truncated`, `encrypted-data`, `record-too-large` */
export async function readMetadata(bytes: ByteSource, signal?: AbortSignal): Promise<FileMetadata> {
  const { byteLength } = bytes;
  if (byteLength < 12) throw new InvalidDataError('truncated', `the file has ${byteLength} bytes; the smallest Parquet file has 12`);
  const tail = await bytes.slice(Math.max(0, byteLength - tailByteLength), byteLength, signal);
  const trailer = new DataView(tail.buffer, tail.byteOffset + tail.length - 8, 8);
  const magic = trailer.getUint32(4, true);
  if (magic === encryptedMagic) throw encrypted('the footer is encrypted');
  if (magic !== plainMagic) throw await noMagic(bytes, signal);
  const footerLength = trailer.getUint32(0, true);
  if (footerLength > byteLength - 12) throw invalidParquet(`the footer is said to take ${footerLength} bytes; the file has ${byteLength}`, { byteOffset: byteLength - 8 });
  if (footerLength > footerByteLimit) throw new InvalidDataError('record-too-large', `the footer takes ${footerLength} bytes; ${footerByteLimit} are allowed`, { byteOffset: byteLength - 8 });
  const footerStart = byteLength - 8 - footerLength;
  const footer = footerLength + 8 <= tail.length ? tail.subarray(tail.length - 8 - footerLength, tail.length - 8) : await bytes.slice(footerStart, byteLength - 8, signal);
  return parseFooter(footer, footerStart);
}

/** Without the magic at its end the file is cut off, or is no Parquet file. */
async function noMagic(bytes: ByteSource, signal: AbortSignal | undefined): Promise<InvalidDataError> {
  const head = await bytes.slice(0, 4, signal);
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
  const rowCount = file.size(3);
  const counted = groups.reduce((sum, group) => sum + group.rowCount, 0);
  if (counted !== rowCount) throw invalidParquet(`the footer counts ${rowCount} rows; its row groups have ${counted}`);
  return {
    elements: file.structs(2, 'SchemaElement').map(parseElement),
    rowCount,
    groups,
    keyValues: new Map(file.has(5) ? file.structs(5, 'KeyValue').map((pair) => [pair.text(1), pair.optionalText(2) ?? '']) : []),
  };
}

function readStruct(footer: Uint8Array, footerStart: number): ReturnType<ThriftReader['struct']> {
  const reader = new ThriftReader(footer);
  try {
    return reader.struct();
  } catch (cause) {
    throw new InvalidDataError('invalid-parquet', 'the footer cannot be read', { byteOffset: footerStart + reader.position }, { cause });
  }
}

function parseElement(element: Fields): SchemaElement {
  const type = element.optionalInteger(1);
  const convertedType = element.optionalInteger(6);
  const scale = element.optionalInteger(7);
  const logicalType = element.optionalStruct(10, 'LogicalType');
  return {
    name: element.text(4),
    ...(type !== undefined && { type }),
    typeLength: element.optionalInteger(2) ?? 0,
    repetition: element.optionalInteger(3) ?? 0,
    childCount: element.optionalInteger(5) ?? 0,
    ...(convertedType !== undefined && { convertedType }),
    ...(scale !== undefined && { scale }),
    ...(logicalType !== undefined && { logicalType }),
  };
}

function parseGroup(group: Fields, footerStart: number): RowGroup {
  const chunks = group.structs(1, 'ColumnChunk').map((chunk) => parseChunk(chunk, footerStart));
  return { rowCount: group.size(3), chunks, byteLength: chunks.reduce((sum, { start, end }) => sum + end - start, 0) };
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
