/** Reading folders of images or audio: some files at a time, a record each. */
import { InvalidDataError, type Tensor } from '@datasig/core';
import type { Batch, Column, ReadOptions, Value } from '@datasig/core/spec';
import { decodeImage } from '../image/decode.ts';
import { inGroups } from './in-groups.ts';
import { mediaFields, type MediaFormat } from './media.ts';
import { inFile, type Openable, withFile } from './opening.ts';
import type { FileStore } from './stored-file.ts';

/** A batch is handed over at this many files or bytes, whichever comes first. */
export const batchFileCount = 1024;
/** See {@link batchFileCount}. */
export const batchByteLength: number = 8 * 1024 * 1024;
/** Larger files are no fields of a record. */
const fileByteLimit: number = 256 * 1024 * 1024;

/** What reading such files takes. */
export interface MediaReadOptions extends Pick<ReadOptions, 'signal' | 'onBytes'> {
  readonly pixels: boolean;
}

/** A folder, or a part of it. */
interface MediaShard {
  readonly format: MediaFormat;
  readonly files: readonly Openable[];
  readonly labels?: readonly (number | null)[];
}

/** The records of files, in their order. @throws InvalidDataError with the file, SourceError */
export async function* readMedia({ format, files, labels }: MediaShard, store: FileStore, options: MediaReadOptions): AsyncIterable<Batch> {
  let contents: Value[] = [];
  let [first, byteLength] = [0, 0];
  const take = (): Batch => {
    const end = first + contents.length;
    const columns: Column[] = [{ type: 'values', name: mediaFields[format], values: contents }];
    if (labels !== undefined) columns.push({ type: 'values', name: 'label', values: labels.slice(first, end) });
    const batch: Batch = { kind: 'columns', rowCount: contents.length, columns };
    [contents, first, byteLength] = [[], end, 0];
    return batch;
  };
  for await (const group of inGroups(files, store.concurrency, (file) => readMediaFile(store, file, options))) {
    for (const content of group) {
      contents.push(content);
      byteLength += content instanceof Uint8Array ? content.length : content.data.length;
    }
    if (contents.length >= batchFileCount || byteLength >= batchByteLength) yield take();
  }
  if (contents.length > 0) yield take();
}

/** A file's bytes, or the picture that they encode. @throws InvalidDataError with the file, SourceError */
export async function readMediaFile(store: FileStore, file: Openable, { pixels, signal, onBytes }: MediaReadOptions): Promise<Uint8Array | Tensor> {
  signal?.throwIfAborted();
  return inFile(file.shown, async () => {
    const byteLength = file.version?.byteLength ?? 0;
    if (byteLength > fileByteLimit) throw new InvalidDataError('record-too-large', `the file has ${byteLength} bytes; one that is a field of a record may have ${fileByteLimit}`);
    return withFile(store, file, async (opened) => {
      const bytes = await opened.slice(0, opened.byteLength, signal);
      await opened.assertUnchanged();
      onBytes?.(bytes.length);
      return pixels ? await decodeImage(bytes) : bytes;
    });
  });
}
