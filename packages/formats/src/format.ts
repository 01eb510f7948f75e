/** What a format is: bytes in, batches of typed records out. */
import type { Batch, SchemaField } from '@datasig/core/spec';
import type { ByteSource } from './byte-source.ts';

/** Options of {@link Format.read}. */
export interface FormatReadOptions {
  /** Top-level fields whose JSON numbers come as `NumberLiteral`, digits as written. */
  readonly numberLiterals?: readonly string[];
  readonly signal?: AbortSignal;
  /** The piece that the bytes are, when they are not a whole file. */
  readonly piece?: Piece;
}

/** A piece of a file that begins and ends at a record border; plain data. */
export interface Piece {
  readonly start: number;
  readonly end: number;
  /** Column names, for a piece that begins after the header. */
  readonly header?: readonly string[];
}

/** A format of one stream of bytes. */
export interface Format {
  readonly name: 'csv' | 'tsv' | 'json' | 'jsonl' | 'text';
  /** Endings of file names, with the dot, in lower case. */
  readonly extensions: readonly string[];
  /** Every value is text for want of types. */
  readonly untypedText: boolean;
  /**
   * The fields that the beginning of a file declares; undefined where only the records tell.
   *
   * @throws InvalidDataError when the beginning breaks the format
   */
  schema?(chunks: AsyncIterable<Uint8Array>): Promise<readonly SchemaField[]>;
  /** Pieces of about `pieceByteLength` bytes, the whole file in order; absent where a file cannot be cut. */
  cut?(bytes: ByteSource, pieceByteLength: number, signal?: AbortSignal): Promise<readonly Piece[]>;
  /**
   * The records of a file or a piece. Places count lines from 1 and bytes from 0 within the bytes given. Ending
   * the iteration early ends that of `chunks`.
   *
   * @throws InvalidDataError with the place
   */
  read(chunks: AsyncIterable<Uint8Array>, options?: FormatReadOptions): AsyncIterable<Batch>;
}

/** Records longer than this are refused: 256 MiB. */
export const recordByteLimit: number = 256 * 1024 * 1024;

/** A batch is handed over at this many rows, bytes or cells, whichever comes first. */
export const batchRowCount = 4096;
/** See {@link batchRowCount}. */
export const batchByteLength: number = 1 << 20;
/** Rows times columns of a batch: of very wide records there are few in one, since every column has a slot a row. */
export const batchCellCount: number = 1 << 20;
