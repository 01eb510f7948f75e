/** Opening files and streams, decompressed, with their names in errors. */
import { InvalidDataError } from '@datasig/core';
import type { ByteSource } from '../byte-source.ts';
import type { Compression } from '../compression.ts';
import type { FileReference, FileStore, OnceStream, OpenedFile, VersionedFile } from './stored-file.ts';

/** A file, and what it is compressed with. */
export interface Openable extends FileReference {
  readonly compression: Compression | null;
}

/** Whether a file is no stream. */
export function isVersioned<T extends FileReference>(file: T): file is T & VersionedFile {
  return file.version !== undefined;
}

/** Whether a file can be entered anywhere: no stream, and nothing to decompress. */
export function isAtRest<T extends Openable>(file: T): file is T & VersionedFile {
  return isVersioned(file) && file.compression === null;
}

/** The stream of a file without a version. */
export function streamOf(store: FileStore, file: FileReference): OnceStream {
  if (store.stream === undefined) throw new TypeError(`${file.shown}: a file without a version in a store without streams`);
  return store.stream(file);
}

/** What `action` makes of an open file, which is closed then. @throws SourceError */
export async function withFile<T>(store: FileStore, file: FileReference, action: (opened: OpenedFile) => Promise<T>): Promise<T> {
  if (!isVersioned(file)) throw new TypeError(`${file.shown}: a stream where a file at rest is needed`);
  const opened = await store.open(file);
  try {
    return await action(opened);
  } finally {
    await opened.close();
  }
}

/** What `action` makes of the first bytes. @throws InvalidDataError with the file's name, SourceError */
export async function begin<T>(store: FileStore, file: Openable, action: (chunks: AsyncIterable<Uint8Array>) => Promise<T>, signal?: AbortSignal): Promise<T> {
  return inFile(file.shown, async () => {
    if (!isVersioned(file)) return action(decoded(streamOf(store, file).peek(signal), file.compression));
    return withFile(store, file, (opened) => action(decoded(opened.stream(0, opened.byteLength, signal), file.compression)));
  });
}

/** What `action` makes of a file at rest. @throws InvalidDataError with the file's name, SourceError */
export async function atRest<T>(store: FileStore, file: FileReference, action: (bytes: ByteSource) => Promise<T>): Promise<T> {
  return inFile(file.shown, () => withFile(store, file, action));
}

/** The bytes as the format sees them. */
export function decoded(chunks: AsyncIterable<Uint8Array>, compression: Compression | null): AsyncIterable<Uint8Array> {
  return compression === null ? chunks : decompressed(chunks, compression);
}

async function* decompressed(chunks: AsyncIterable<Uint8Array>, compression: Compression): AsyncIterable<Uint8Array> {
  const { decompress } = await import('../decompress.ts');
  yield* decompress(chunks, compression);
}

/** Runs `action`; its InvalidDataErrors get the file's name. */
export async function inFile<T>(shown: string, action: () => Promise<T>): Promise<T> {
  try {
    return await action();
  } catch (error) {
    throw error instanceof InvalidDataError ? error.at({ file: shown }) : error;
  }
}
