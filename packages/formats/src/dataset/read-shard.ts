/** The records of one shard, from its descriptor alone. */
import { InvalidDataError } from '@datasig/core';
import type { Batch, ReadOptions } from '@datasig/core/spec';
import { idxHeaderByteLimit, type IdxHeader, readIdxHeader } from '../idx/header.ts';
import { idxByteRange, readIdx, readIdxRows, type RowRange } from '../idx/read.ts';
import { tableFormatOf } from './described-files.ts';
import type { ShardDescriptor } from './descriptor.ts';
import { isMedia } from './media.ts';
import { decoded, inFile, isVersioned, type Openable } from './opening.ts';
import { columnsFor, readDescribed } from './read-described.ts';
import { counted, readFile } from './read-file.ts';
import { readMedia } from './read-media.ts';
import { formatOf } from './recognize.ts';
import type { FileStore, OpenedFile } from './stored-file.ts';

/** A shard with its files found. */
export interface OpenableShard extends Omit<ShardDescriptor, 'files'> {
  readonly files: readonly Openable[];
}

/** @throws InvalidDataError with places relative to the shard; SourceError, `source-changed` when a file is not the one that was planned for */
export async function* readShard(shard: OpenableShard, store: FileStore, options: ReadOptions): AsyncIterable<Batch> {
  options.signal?.throwIfAborted();
  const { format, links, pixels = false } = shard;
  if (isMedia(format) && links === undefined) {
    yield* readMedia({ ...shard, format }, store, { ...options, pixels });
    return;
  }
  const opened: OpenedFile[] = [];
  try {
    for (const file of links === undefined ? shard.files : shard.files.slice(0, 1)) if (isVersioned(file)) opened.push(await store.open(file));
    yield* shard.format === 'idx' ? readPair(shard, opened, options) : links === undefined ? readOne(shard, opened[0], store, options) : readRows({ ...shard, links }, opened[0]!, store, options);
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

function readOne({ piece, pixels, files, format, classic, companion }: OpenableShard, opened: OpenedFile | undefined, store: FileStore, options: ReadOptions): AsyncIterable<Batch> {
  return readFile({ file: files[0]!, opened, format: formatOf({ format }), piece, classic }, store, { ...options, ...(companion !== undefined && { companion }), pixels: pixels === true });
}

/** The rows of a metadata file with the files that they name. */
function readRows({ piece, pixels, files, links }: OpenableShard & Required<Pick<OpenableShard, 'links'>>, opened: OpenedFile, store: FileStore, options: ReadOptions): AsyncIterable<Batch> {
  const format = tableFormatOf(files[0]!);
  const columns = columnsFor(options.columns, links);
  const rows = readFile({ file: files[0]!, opened, format, piece }, store, { ...options, ...(columns !== undefined && { columns }) });
  return readDescribed(rows, { files, links, emptyIsNull: format.untypedText }, store, { ...options, pixels: pixels === true });
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

/** Errors in these bytes tell of their own file, not of the shard's first. */
async function* placed(chunks: AsyncIterable<Uint8Array>, file: string): AsyncIterable<Uint8Array> {
  try {
    yield* chunks;
  } catch (error) {
    throw error instanceof InvalidDataError ? error.at({ file }) : error;
  }
}
