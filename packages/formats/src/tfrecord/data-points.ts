/**
 * Records of TensorFlow Datasets as the original Python tool serialises them: features in the order of their declaration,
 * those of a fixed shape as they are, others after their length. Text is refused: of it that tool writes where it stands
 * in memory.
 */
import { InvalidDataError } from '@datasig/core';
import { type ClassicFeature, encodeClassicFeatures } from '@datasig/core/classic';
import type { Batch } from '@datasig/core/spec';
import { DataPointBatch } from '../data-points.ts';
import type { FormatReadOptions } from '../format.ts';
import { decodeImage } from '../image/decode.ts';
import { invalidTfrecord, unsupportedFeature } from './error.ts';
import { readExample } from './example.ts';
import type { Leaf, NamedFeature } from './feature.ts';
import type { Frame } from './frames.ts';
import { ExampleFields, readNumbers, readStrings } from './leaf.ts';
import { eachFrame } from './read.ts';

interface NamedLeaf {
  readonly name: string;
  readonly leaf: Leaf;
}

/** The records, in one column of bytes. @throws InvalidDataError `unsupported-value` for a feature without serialisation, with the column */
export async function* readTfdsDataPoints(chunks: AsyncIterable<Uint8Array>, features: readonly NamedFeature[], { signal }: FormatReadOptions): AsyncIterable<Batch> {
  const leaves = features.map(leafOf);
  const points = new DataPointBatch();
  const frames = eachFrame(chunks, signal, async (frame, row) => {
    const point = encodeClassicFeatures(await featuresOf(frame, leaves));
    points.bytes.append(point, 0, point.length);
    points.endRow(row);
  });
  for await (const _ of frames) if (points.isFull) yield takePoints(points);
  if (points.rowCount > 0) yield takePoints(points);
}

/** A file has no lines; the place is in the error where there is one. */
function takePoints(points: DataPointBatch): Batch {
  const { places: _, ...batch } = points.take();
  return batch;
}

function leafOf({ name, feature }: NamedFeature): NamedLeaf {
  const isVideo = feature.kind === 'leaf' && feature.className === 'Video';
  if (feature.kind === 'struct' || (feature.lists.length > 0 && !isVideo)) throw unsupportedFeature(name, 'the original tool has no serialisation of sequences and of features within features');
  if (feature.dtype === 'text') throw unsupportedFeature(name, 'the original tool writes of text where it stands in memory, which no two runs share; leave out --classic');
  return { name, leaf: feature };
}

async function featuresOf({ bytes, start, end }: Frame, leaves: readonly NamedLeaf[]): Promise<readonly ClassicFeature[]> {
  const fields = new ExampleFields(readExample(bytes, start, end));
  const features: ClassicFeature[] = [];
  for (const { name, leaf } of leaves) {
    try {
      features.push(await featureOf(leaf, name, fields));
    } catch (error) {
      throw error instanceof InvalidDataError ? error.at({ column: name }) : error;
    }
  }
  fields.assertAllRead();
  return features;
}

async function featureOf(leaf: Leaf, name: string, fields: ExampleFields): Promise<ClassicFeature> {
  if (leaf.pixels === undefined) return { fixed: !leaf.shape.includes(null), bytes: readNumbers(leaf, name, fields).bytes };
  const images = readStrings(leaf, name, fields);
  const shape = [...leaf.lists, ...leaf.pixels.shape];
  const expected = leaf.lists.length === 0 ? 1 : leaf.lists[0]!;
  if (expected !== null && images.length !== expected) throw invalidTfrecord(`a feature has ${images.length} images; ${expected} are expected`);
  const frames: Uint8Array[] = [];
  for (const image of images) frames.push(await pixelsOf(image, leaf.pixels));
  return { fixed: !shape.includes(null), bytes: frames.length === 1 ? frames[0]! : joined(frames) };
}

/** Exactly what is declared: TensorFlow would make other channels and depths of the file's, each in its own way. */
async function pixelsOf(image: Uint8Array, { dtype, shape }: NonNullable<Leaf['pixels']>): Promise<Uint8Array> {
  const tensor = await decodeImage(image);
  const [height, width, channels = 1] = tensor.shape as readonly [number, number, number?];
  // The four bytes of a float are those of red, green, blue and alpha.
  const found = dtype === 'float32' && tensor.dtype === 'uint8' && channels === 4 ? { dtype, shape: [height, width, 1] } : { dtype: tensor.dtype, shape: [height, width, channels] };
  if (found.dtype === dtype && shape.length === 3 && shape.every((dimension, axis) => dimension === null || dimension === found.shape[axis])) return tensor.data;
  throw new InvalidDataError('unsupported-image', `an image has pixels of ${found.dtype} [${found.shape.join(', ')}]; ${dtype} [${shape.map((dimension) => dimension ?? '?').join(', ')}] is declared`);
}

function joined(frames: readonly Uint8Array[]): Uint8Array {
  const bytes = new Uint8Array(frames.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const frame of frames) {
    bytes.set(frame, at);
    at += frame.length;
  }
  return bytes;
}
