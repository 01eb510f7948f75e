/** What a format is: bytes in, batches of typed records out. */
import type { Batch, SchemaField } from '@datasig/core/spec';
import type { ByteSource } from './byte-source.ts';

/** Names of the formats of single files. */
export type FormatName = 'csv' | 'tsv' | 'json' | 'jsonl' | 'text' | 'arff' | 'tar' | 'tfrecord' | 'cifar10' | 'cifar100' | 'parquet' | 'arrow';

/** Options of reading, of every format. */
export interface FormatReadOptions {
  /** Only these top-level fields are wanted; a format that cannot leave the others unread hands them over. */
  readonly columns?: readonly string[];
  /** Top-level fields whose JSON numbers come as `NumberLiteral`, digits as written. */
  readonly numberLiterals?: readonly string[];
  /** Whether losslessly encoded images become tensors; only for formats that hold images. */
  readonly pixels?: boolean;
  /** The text of {@link StreamFormat.companion}, where there is one. */
  readonly companion?: string;
  readonly signal?: AbortSignal;
}

/** Options of {@link StreamFormat.schema}. */
export interface SchemaOptions extends Pick<FormatReadOptions, 'pixels' | 'companion'> {}

/** What every format tells of itself. */
interface FormatBase {
  readonly name: FormatName;
  /** Endings of file names, with the dot, in lower case. */
  readonly extensions: readonly string[];
  /** Every value is text for want of types. */
  readonly untypedText: boolean;
  /** Its fields may be declared to hold encoded images. */
  readonly holdsImages: boolean;
}

/** A piece of a stream that begins and ends at a record border; plain data. */
export interface StreamPiece {
  /** Bytes `[start, end)` of the file. */
  readonly start: number;
  readonly end: number;
  /** Column names or declarations, as the format reads them, for a piece that begins after the header. */
  readonly header?: readonly string[];
}

/** Options of {@link StreamFormat.read}. */
export interface StreamReadOptions extends FormatReadOptions {
  /** The piece that the bytes are, when they are not a whole file. */
  readonly piece?: StreamPiece;
}

/** A format of one stream of bytes. */
export interface StreamFormat extends FormatBase {
  readonly access: 'stream';
  /** Name of a file of text beside those of the format, which tells of all in its folder what they hold. */
  readonly companion?: string;
  /**
   * The fields that the beginning of a file, or its companion, declares; undefined where only the records tell.
   *
   * @throws InvalidDataError when it breaks the format; InvalidArgumentError for `pixels` where there are no images
   */
  schema?(chunks: AsyncIterable<Uint8Array>, options?: SchemaOptions): Promise<readonly SchemaField[] | undefined>;
  /** Pieces of about `pieceByteLength` bytes, the whole file in order; absent where a file cannot be cut. */
  cut?(bytes: ByteSource, pieceByteLength: number, signal?: AbortSignal): Promise<readonly StreamPiece[]>;
  /**
   * The records of a file or a piece. Places count lines from 1 and bytes from 0 within the bytes given. Ending
   * the iteration early ends that of `chunks`.
   *
   * @throws InvalidDataError with the place
   */
  read(chunks: AsyncIterable<Uint8Array>, options?: StreamReadOptions): AsyncIterable<Batch>;
  /**
   * The records of a whole file as the original Python tool serialises them, in one column of bytes; absent where it
   * makes them of typed values, or reads no such files.
   *
   * @throws InvalidDataError with the place
   */
  readDataPoints?(chunks: AsyncIterable<Uint8Array>, options?: FormatReadOptions): AsyncIterable<Batch>;
}

/** Consecutive row groups or record batches of a file; plain data. */
export interface GroupPiece {
  /** Groups `[start, end)` of the file, from 0. */
  readonly start: number;
  readonly end: number;
  /** Bytes that the groups take in the file. */
  readonly byteLength: number;
  readonly recordCount?: number;
}

/** Options of {@link IndexedFormat.read}. */
export interface IndexedReadOptions extends FormatReadOptions {
  /** The groups to read; absent = all. */
  readonly piece?: GroupPiece;
}

/** What a file with an index says before a record is read. */
export interface Declaration {
  /** A field of type `null` is typed by its records. */
  readonly schema: readonly SchemaField[];
  readonly recordCount?: number;
  /** What the user should know of how fields are read, a sentence each. */
  readonly warnings?: readonly string[];
}

/** A format whose files are entered through an index: only files at rest can be read. */
export interface IndexedFormat extends FormatBase {
  readonly access: 'indexed';
  /** @throws InvalidDataError when the index breaks the format or declares a column without canonical encoding */
  declare(bytes: ByteSource, options?: FormatReadOptions): Promise<Declaration>;
  /** Pieces of about `pieceByteLength` bytes, the whole file in order. */
  cut(bytes: ByteSource, pieceByteLength: number, signal?: AbortSignal): Promise<readonly GroupPiece[]>;
  /**
   * The records of a file or a piece. Byte offsets in places count from the beginning of the file.
   *
   * @throws InvalidDataError with the place
   */
  read(bytes: ByteSource, options?: IndexedReadOptions): AsyncIterable<Batch>;
  /**
   * What a file that comes as a stream declares at its beginning; undefined where only its end or its records tell.
   * Absent where there is no {@link readStream}.
   *
   * @throws InvalidDataError when the beginning breaks the format
   */
  declareStream?(chunks: AsyncIterable<Uint8Array>, options?: FormatReadOptions): Promise<Declaration | undefined>;
  /** The records of a file that comes as a stream; absent where that cannot be. */
  readStream?(chunks: AsyncIterable<Uint8Array>, options?: FormatReadOptions): AsyncIterable<Batch>;
}

/** A format of single files. */
export type Format = StreamFormat | IndexedFormat;

/** Records longer than this are refused: 256 MiB. */
export const recordByteLimit: number = 256 * 1024 * 1024;

/** A batch is handed over at this many rows, bytes or cells, whichever comes first. */
export const batchRowCount = 4096;
/** See {@link batchRowCount}. */
export const batchByteLength: number = 1 << 20;
/** Rows times columns of a batch: of very wide records there are few in one, since every column has a slot a row. */
export const batchCellCount: number = 1 << 20;
