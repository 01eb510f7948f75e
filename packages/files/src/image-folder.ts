/** Image folders: a record an image, `{image, label}`, where the label is the folder that the image is in. */
import { posix } from 'node:path';
import { compareText, InvalidArgumentError, InvalidDataError } from '@datasig/core';
import type { Batch, Column, ReadOptions, SchemaField, Transform, Value } from '@datasig/core/spec';
import { decodeImage } from '@datasig/formats';
import { type Openable, inFile } from './inputs.ts';
import { OpenFile } from './open-file.ts';
import type { DataFile } from './recognize.ts';

/** Files that are read at a time. */
const readAheadCount = 16;
/** A batch is handed over at this many images or bytes, whichever comes first. */
const batchImageCount = 1024;
const batchByteLength: number = 8 * 1024 * 1024;
/** Larger files are no images of a record. */
const imageByteLimit: number = 256 * 1024 * 1024;

/** How the images of a dataset are labelled. */
export interface ImageLabels {
  /** Names of the folders in the bytewise order of their UTF-8: a label is an index into it. */
  readonly names: readonly string[];
  /** One a file; null for an image beside the folders. */
  readonly labels: readonly (number | null)[];
}

/** The labels of images; undefined where none is in a folder below the root. */
export function labelImages(files: readonly Pick<DataFile, 'name'>[]): ImageLabels | undefined {
  const folders = files.map(({ name }) => posix.dirname(name)).map((folder) => (folder === '.' ? null : posix.basename(folder)));
  const names = [...new Set(folders)].filter((folder) => folder !== null).sort(compareText);
  if (names.length === 0) return undefined;
  const indices = new Map(names.map((name, index) => [name, index]));
  return { names, labels: folders.map((folder) => (folder === null ? null : indices.get(folder)!)) };
}

/** The fields of the records; decoded images are typed by what they are. */
export function imageSchema(labels: ImageLabels | undefined, pixels: boolean): readonly SchemaField[] {
  const image: SchemaField = { name: 'image', type: { type: pixels ? 'null' : 'bytes' } };
  return labels === undefined ? [image] : [image, { name: 'label', type: { type: 'integer' } }];
}

/** What the labels' numbers mean, for the fingerprint. */
export function labelTransforms(labels: ImageLabels | undefined): readonly Transform[] {
  return labels === undefined ? [] : [{ id: 'folder-labels/1', names: labels.names }];
}

/** @throws InvalidArgumentError for options that image folders do not have */
export function checkImageOptions(files: readonly DataFile[], perFile: boolean): void {
  if (perFile) throw new InvalidArgumentError('invalid-argument', 'perFile: images are records of one dataset, not datasets of their own; leave the option out', { context: { option: 'perFile' } });
  const packed = files.find(({ version, compression }) => version === undefined || compression !== null);
  if (packed !== undefined) throw new InvalidArgumentError('invalid-location', `${packed.shown}: images are read as plain files; decompress it first, or save it to a file`, { context: { file: packed.shown } });
}

/** What reading images takes. */
export interface ImageReadOptions extends Pick<ReadOptions, 'signal' | 'onBytes'> {
  readonly pixels: boolean;
}

/** The records of image files, in their order. @throws InvalidDataError with the file, SourceError */
export async function* readImages(files: readonly Openable[], labels: readonly (number | null)[] | undefined, options: ImageReadOptions): AsyncIterable<Batch> {
  let images: Value[] = [];
  let [first, byteLength] = [0, 0];
  const take = (end: number): Batch => {
    const batch = batchOf(images, labels?.slice(first, end));
    [images, first, byteLength] = [[], end, 0];
    return batch;
  };
  for (let index = 0; index < files.length; index += readAheadCount) {
    options.signal?.throwIfAborted();
    const reads = files.slice(index, index + readAheadCount).map((file) => readImage(file, options));
    // All are waited for, so that the first file with an error is the one that is told of.
    for (const read of await Promise.allSettled(reads)) {
      if (read.status === 'rejected') throw read.reason;
      images.push(read.value);
      byteLength += read.value instanceof Uint8Array ? read.value.length : read.value.data.length;
    }
    if (images.length >= batchImageCount || byteLength >= batchByteLength) yield take(index + reads.length);
  }
  if (images.length > 0) yield take(files.length);
}

async function readImage({ path, shown, version }: Openable, { pixels, signal, onBytes }: ImageReadOptions): Promise<Uint8Array | Awaited<ReturnType<typeof decodeImage>>> {
  return inFile(shown, async () => {
    if (version!.byteLength > imageByteLimit) throw new InvalidDataError('record-too-large', `the file has ${version!.byteLength} bytes; an image may have ${imageByteLimit}`);
    const file = await OpenFile.open(path, shown, version!);
    try {
      const bytes = await file.slice(0, file.byteLength, signal);
      await file.assertUnchanged();
      onBytes?.(bytes.length);
      return pixels ? await decodeImage(bytes) : bytes;
    } finally {
      await file.close();
    }
  });
}

function batchOf(images: readonly Value[], labels: readonly (number | null)[] | undefined): Batch {
  const columns: Column[] = [{ type: 'values', name: 'image', values: images }];
  if (labels !== undefined) columns.push({ type: 'values', name: 'label', values: labels });
  return { kind: 'columns', rowCount: images.length, columns };
}
