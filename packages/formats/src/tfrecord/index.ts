/** TFRecord files of `tf.train.Example`, and datasets that TensorFlow Datasets has prepared in them. */
import { InvalidArgumentError, InvalidDataError } from '@datasig/core';
import type { Batch, SchemaField } from '@datasig/core/spec';
import type { FormatReadOptions, SchemaOptions, StreamFormat, StreamReadOptions } from '../format.ts';
import { decodeImageColumns } from '../image/decode-columns.ts';
import { parseDeclaration } from './declaration.ts';
import { unsupportedFeature } from './error.ts';
import { type Feature, type NamedFeature, typeOf } from './feature.ts';
import { readDeclared } from './read.ts';
import { readUndeclared } from './undeclared.ts';

async function schema(_: AsyncIterable<Uint8Array>, { companion, pixels = false }: SchemaOptions = {}): Promise<readonly SchemaField[] | undefined> {
  if (companion === undefined) {
    if (pixels) throw noImages('without features.json nothing tells which features are images');
    return undefined;
  }
  const features = parseDeclaration(companion);
  if (pixels) assertPixels(features);
  return features.map(({ name, feature }) => ({ name, type: pixels && isImage(feature) ? { type: 'null' } : typeOf(feature) }));
}

function noImages(reason: string): InvalidArgumentError {
  return new InvalidArgumentError('invalid-argument', `pixels: ${reason}; leave the option out`, { context: { option: 'pixels' } });
}

/** Only whole fields become pixels. */
function assertPixels(features: readonly NamedFeature[]): void {
  const within = features.find(({ feature }) => !isImage(feature) && holdsImage(feature));
  if (within !== undefined) throw unsupportedFeature(within.name, 'images within sequences or other features are not decoded; leave out --pixels');
  const floats = features.find(({ feature }) => feature.kind === 'leaf' && feature.pixels !== undefined && feature.pixels.dtype.startsWith('float'));
  if (floats !== undefined) throw unsupportedFeature(floats.name, 'its images hold floats in the bytes of their colours, and are not decoded; leave out --pixels');
  if (!features.some(({ feature }) => isImage(feature))) throw noImages('features.json declares no images');
}

function isImage(feature: Feature): boolean {
  return feature.kind === 'leaf' && feature.dtype === 'image' && feature.lists.length === 0;
}

function holdsImage(feature: Feature): boolean {
  return feature.kind === 'leaf' ? feature.dtype === 'image' : feature.fields.some(({ feature: each }) => holdsImage(each));
}

function read(chunks: AsyncIterable<Uint8Array>, options: StreamReadOptions = {}): AsyncIterable<Batch> {
  const { companion, pixels = false } = options;
  if (companion === undefined) return readUndeclared(chunks, options);
  const features = parseDeclaration(companion);
  const batches = readDeclared(chunks, features, options);
  if (!pixels) return batches;
  const images = new Set(features.filter(({ feature }) => isImage(feature)).map(({ name }) => name));
  return decodeImageColumns(batches, (field) => images.has(field));
}

async function* readDataPoints(chunks: AsyncIterable<Uint8Array>, options: FormatReadOptions = {}): AsyncIterable<Batch> {
  const { companion } = options;
  if (companion === undefined) throw new InvalidDataError('unsupported-value', 'the original tool has no serialisation of such records: there is no features.json beside the file');
  const { readTfdsDataPoints } = await import('./data-points.ts');
  yield* readTfdsDataPoints(chunks, parseDeclaration(companion), options);
}

/** TFRecord. Beside the files, `features.json` tells the types. */
export const tfrecord: StreamFormat = { access: 'stream', name: 'tfrecord', extensions: ['.tfrecord', '.tfrecords', '.tfrec'], untypedText: false, holdsImages: true, companion: 'features.json', schema, read, readDataPoints };
