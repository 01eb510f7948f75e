/** The records of one file, or of a piece of it; what is read is counted. */
import type { Batch, ReadOptions } from '@datasig/core/spec';
import type { ByteSource } from '../byte-source.ts';
import type { Format, FormatReadOptions, GroupPiece, IndexedFormat, StreamPiece } from '../format.ts';
import { decoded, isAtRest, type Openable, streamOf } from './opening.ts';
import type { FileStore, OpenedFile } from './stored-file.ts';

/** A file that is being read. */
export interface ReadableFile {
  readonly file: Openable;
  /** Absent for streams. */
  readonly opened: OpenedFile | undefined;
  readonly format: Format;
  /** Absent for the whole file. */
  readonly piece?: StreamPiece | GroupPiece | undefined;
  /** Whether its records are read as the original Python tool serialises them, where it reads such files. */
  readonly classic?: boolean | undefined;
}

/** How it is read. */
export interface FileReadOptions extends FormatReadOptions, Pick<ReadOptions, 'onBytes'> {}

/** @throws InvalidDataError with places in the piece; SourceError */
export function readFile({ file, opened, format, piece, classic }: ReadableFile, store: FileStore, options: FileReadOptions): AsyncIterable<Batch> {
  const { onBytes, ...readOptions } = options;
  const { signal } = readOptions;
  if (format.access === 'indexed' && isAtRest(file)) return readIndexed(format, opened!, piece as GroupPiece | undefined, options);
  const bytes = opened === undefined ? streamOf(store, file).take(signal) : opened.stream(piece?.start, piece?.end, signal);
  const chunks = decoded(counted(bytes, onBytes), file.compression);
  if (classic === true && format.access === 'stream' && format.readDataPoints !== undefined) return format.readDataPoints(chunks, readOptions);
  if (format.access === 'indexed') return format.readStream!(chunks, readOptions);
  return format.read(chunks, { ...readOptions, ...(piece !== undefined && { piece: piece as StreamPiece }) });
}

/** What is counted together is the length of the piece, or less where only some columns are read. */
async function* readIndexed(format: IndexedFormat, file: OpenedFile, piece: GroupPiece | undefined, { onBytes, ...options }: FileReadOptions): AsyncIterable<Batch> {
  let left = piece?.byteLength ?? file.byteLength;
  const count = (byteLength: number): void => {
    // The index is read as well, by every piece anew.
    const told = Math.min(left, byteLength);
    left -= told;
    if (told > 0) onBytes?.(told);
  };
  yield* format.read(countedSource(file, count), { ...options, ...(piece !== undefined && { piece }) });
  if (options.columns === undefined) count(left);
}

/** The file; what is read of it is counted. */
function countedSource(file: OpenedFile, count: (byteLength: number) => void): ByteSource {
  return {
    byteLength: file.byteLength,
    slice: async (start, end, signal) => {
      const bytes = await file.slice(start, end, signal);
      count(bytes.length);
      return bytes;
    },
    stream: (start, end, signal) => counted(file.stream(start, end, signal), count),
    ...(file.expect !== undefined && { expect: (ranges) => file.expect!(ranges) }),
  };
}

/** The chunks; their lengths are told. */
export async function* counted(chunks: AsyncIterable<Uint8Array>, onBytes: ReadOptions['onBytes']): AsyncIterable<Uint8Array> {
  for await (const chunk of chunks) {
    onBytes?.(chunk.length);
    yield chunk;
  }
}
