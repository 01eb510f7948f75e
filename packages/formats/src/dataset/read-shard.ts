/** The records of one shard, from its descriptor alone. */
import { InvalidDataError } from '@datasig/core';
import type { Batch, ReadOptions } from '@datasig/core/spec';
import type { ByteSource } from '../byte-source.ts';
import type { FormatReadOptions, GroupPiece, IndexedFormat, StreamPiece } from '../format.ts';
import { idxHeaderByteLimit, type IdxHeader, readIdxHeader } from '../idx/header.ts';
import { idxByteRange, readIdx, readIdxRows, type RowRange } from '../idx/read.ts';
import type { ShardDescriptor } from './descriptor.ts';
import { decoded, inFile, isAtRest, isVersioned, type Openable, streamOf } from './opening.ts';
import { readImages } from './read-images.ts';
import { formatOf } from './recognize.ts';
import type { FileStore, OpenedFile } from './stored-file.ts';

/** A shard with its files found. */
export interface OpenableShard extends Omit<ShardDescriptor, 'files'> {
  readonly files: readonly Openable[];
}

/** @throws InvalidDataError with places relative to the shard; SourceError, `source-changed` when a file is not the one that was planned for */
export async function* readShard(shard: OpenableShard, store: FileStore, options: ReadOptions): AsyncIterable<Batch> {
  options.signal?.throwIfAborted();
  if (shard.format === 'images') {
    yield* readImages(store, shard.files, shard.labels, { ...options, pixels: shard.pixels ?? false });
    return;
  }
  const opened: OpenedFile[] = [];
  try {
    for (const file of shard.files) if (isVersioned(file)) opened.push(await store.open(file));
    yield* shard.format === 'idx' ? readPair(shard, opened, options) : readFile(shard, opened[0], store, options);
    await assertUnchanged(opened);
  } catch (error) {
    // A file that was written to may well break its format.
    if (error instanceof InvalidDataError) await assertUnchanged(opened);
    throw error;
  } finally {
    for (const file of opened) await file.close();
  }
}

async function assertUnchanged(files: readonly OpenedFile[]): Promise<void> {
  for (const file of files) await file.assertUnchanged();
}

function readFile(shard: OpenableShard, file: OpenedFile | undefined, store: FileStore, { onBytes, ...readOptions }: ReadOptions): AsyncIterable<Batch> {
  const { piece, pixels = false, files: [input] } = shard;
  const options: FormatReadOptions = { ...readOptions, pixels };
  const { signal } = options;
  const format = formatOf(shard);
  if (format.access === 'indexed' && isAtRest(input!)) return readIndexed(format, file!, piece as GroupPiece | undefined, { ...options, ...(onBytes !== undefined && { onBytes }) });
  const bytes = file === undefined ? streamOf(store, input!).take(signal) : file.stream(piece?.start, piece?.end, signal);
  const chunks = decoded(counted(bytes, onBytes), input!.compression);
  if (format.access === 'indexed') return format.readStream!(chunks, options);
  return format.read(chunks, { ...options, ...(piece !== undefined && { piece: piece as StreamPiece }) });
}

/** What is counted together is the length of the piece, or less where only some columns are read. */
async function* readIndexed(format: IndexedFormat, file: OpenedFile, piece: GroupPiece | undefined, { onBytes, ...options }: FormatReadOptions & Pick<ReadOptions, 'onBytes'>): AsyncIterable<Batch> {
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
  };
}

async function* readPair({ files, rows }: OpenableShard, [images, labels]: readonly OpenedFile[], { signal, onBytes }: ReadOptions): AsyncIterable<Batch> {
  const labelsFile = files[1]!.shown;
  if (rows === undefined) {
    const bytes = (file: OpenedFile, index: number): AsyncIterable<Uint8Array> => decoded(counted(file.stream(0, file.byteLength, signal), onBytes), files[index]!.compression);
    yield* readIdx({ images: bytes(images!, 0), labels: placed(bytes(labels!, 1), labelsFile) }, signal);
    return;
  }
  const headers = { images: await headerOf(images!), labels: await inFile(labelsFile, () => headerOf(labels!)) };
  const bytes = (file: OpenedFile, header: IdxHeader): AsyncIterable<Uint8Array> => counted(rowBytes(file, header, rows, signal), onBytes);
  yield* readIdxRows({ images: bytes(images!, headers.images), labels: bytes(labels!, headers.labels) }, headers, rows.end - rows.start, signal);
}

async function headerOf(file: OpenedFile): Promise<IdxHeader> {
  return readIdxHeader(await file.slice(0, Math.min(idxHeaderByteLimit, file.byteLength)));
}

function rowBytes(file: OpenedFile, header: IdxHeader, rows: RowRange, signal: AbortSignal | undefined): AsyncIterable<Uint8Array> {
  const { start, end } = idxByteRange(header, rows);
  return file.stream(start, Math.min(end, file.byteLength), signal);
}

async function* counted(chunks: AsyncIterable<Uint8Array>, onBytes: ReadOptions['onBytes']): AsyncIterable<Uint8Array> {
  for await (const chunk of chunks) {
    onBytes?.(chunk.length);
    yield chunk;
  }
}

/** Errors in these bytes tell of their own file, not of the shard's first. */
async function* placed(chunks: AsyncIterable<Uint8Array>, file: string): AsyncIterable<Uint8Array> {
  try {
    yield* chunks;
  } catch (error) {
    throw error instanceof InvalidDataError ? error.at({ file }) : error;
  }
}
