/** Reading image folders: some files at a time, a record each. */
import { InvalidDataError } from '@datasig/core';
import type { Batch, Column, ReadOptions, Value } from '@datasig/core/spec';
import { decodeImage } from '../image/decode.ts';
import { inGroups } from './in-groups.ts';
import { inFile, type Openable, withFile } from './opening.ts';
import type { FileStore } from './stored-file.ts';

/** A batch is handed over at this many images or bytes, whichever comes first. */
const batchImageCount = 1024;
const batchByteLength: number = 8 * 1024 * 1024;
/** Larger files are no images of a record. */
const imageByteLimit: number = 256 * 1024 * 1024;

/** What reading images takes. */
export interface ImageReadOptions extends Pick<ReadOptions, 'signal' | 'onBytes'> {
  readonly pixels: boolean;
}

/** The records of image files, in their order. @throws InvalidDataError with the file, SourceError */
export async function* readImages(store: FileStore, files: readonly Openable[], labels: readonly (number | null)[] | undefined, options: ImageReadOptions): AsyncIterable<Batch> {
  let images: Value[] = [];
  let [first, byteLength] = [0, 0];
  const take = (): Batch => {
    const batch = batchOf(images, labels?.slice(first, first + images.length));
    [images, first, byteLength] = [[], first + images.length, 0];
    return batch;
  };
  for await (const group of inGroups(files, store.concurrency, (file) => readImage(store, file, options))) {
    for (const image of group) {
      images.push(image);
      byteLength += image instanceof Uint8Array ? image.length : image.data.length;
    }
    if (images.length >= batchImageCount || byteLength >= batchByteLength) yield take();
  }
  if (images.length > 0) yield take();
}

async function readImage(store: FileStore, file: Openable, { pixels, signal, onBytes }: ImageReadOptions): Promise<Uint8Array | Awaited<ReturnType<typeof decodeImage>>> {
  signal?.throwIfAborted();
  return inFile(file.shown, async () => {
    const byteLength = file.version?.byteLength ?? 0;
    if (byteLength > imageByteLimit) throw new InvalidDataError('record-too-large', `the file has ${byteLength} bytes; an image may have ${imageByteLimit}`);
    return withFile(store, file, async (opened) => {
      const bytes = await opened.slice(0, opened.byteLength, signal);
      await opened.assertUnchanged();
      onBytes?.(bytes.length);
      return pixels ? await decodeImage(bytes) : bytes;
    });
  });
}

function batchOf(images: readonly Value[], labels: readonly (number | null)[] | undefined): Batch {
  const columns: Column[] = [{ type: 'values', name: 'image', values: images }];
  if (labels !== undefined) columns.push({ type: 'values', name: 'label', values: labels });
  return { kind: 'columns', rowCount: images.length, columns };
}
