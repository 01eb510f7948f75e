/**
 * `tf.train.Example`: a map of names to lists of bytes, of float32 or of int64 (TensorFlow,
 * `tensorflow/core/example/example.proto`). What a parser of Protocol Buffers would drop or merge is an error.
 */
import { InvalidDataError } from '@datasig/core';
import { recordByteLimit } from '../format.ts';
import { decodeUtf8 } from '../utf8.ts';
import { invalidTfrecord } from './error.ts';
import { broken, WireReader, wireTypes } from './wire.ts';

/** What one name stands for. `bytes` are views of the record. */
export type FeatureList =
  | { readonly kind: 'bytes'; readonly values: readonly Uint8Array[] }
  | { readonly kind: 'float'; readonly values: Float32Array }
  | { readonly kind: 'int64'; readonly values: BigInt64Array }
  /** A feature of no kind, which writers make of empty lists. */
  | { readonly kind: 'none'; readonly values: readonly [] };

const kinds: Readonly<Record<number, 'bytes' | 'float' | 'int64'>> = { 1: 'bytes', 2: 'float', 3: 'int64' };
const noFeatures: FeatureList = { kind: 'none', values: [] };
/** More names than any record has would only make the map costly. */
const featureLimit = 65_536;
/** Each has an object of its own: a few bytes are not to become many. */
const bytesLimit = 4 * 1024 * 1024;

/** The features of the record `bytes[start, end)`. @throws InvalidDataError `invalid-tfrecord`, `invalid-utf8` */
export function readExample(bytes: Uint8Array, start: number, end: number): ReadonlyMap<string, FeatureList> {
  const example = new WireReader(bytes, start, end);
  const features = new Map<string, FeatureList>();
  let isRead = false;
  while (example.next()) {
    if (example.field === 2) throw invalidTfrecord('a record is a tf.train.SequenceExample, which is not read; expected a tf.train.Example');
    if (example.field !== 1 || example.wireType !== wireTypes.bytes || isRead) throw broken();
    isRead = true;
    readFeatures(example.message(), features);
  }
  return features;
}

function readFeatures(message: WireReader, features: Map<string, FeatureList>): void {
  while (message.next()) {
    if (message.field !== 1 || message.wireType !== wireTypes.bytes) throw broken();
    const [name, list] = readEntry(message.message());
    if (features.has(name)) throw invalidTfrecord('a record has a feature twice', { column: name });
    if (features.size === featureLimit) throw invalidTfrecord(`a record has more than ${featureLimit} features`);
    features.set(name, list);
  }
}

/** An entry of a map: fields 1 and 2; one that is missing is empty. */
function readEntry(entry: WireReader): readonly [string, FeatureList] {
  let name: string | undefined;
  let list: FeatureList | undefined;
  while (entry.next()) {
    if (entry.wireType !== wireTypes.bytes) throw broken();
    if (entry.field === 1 && name === undefined) name = decodeUtf8(entry.message().rest());
    else if (entry.field === 2 && list === undefined) list = readFeature(entry.message());
    else throw broken();
  }
  return [name ?? '', list ?? noFeatures];
}

function readFeature(feature: WireReader): FeatureList {
  if (!feature.next()) return noFeatures;
  const kind = kinds[feature.field];
  if (kind === undefined || feature.wireType !== wireTypes.bytes) throw broken();
  const list = feature.message();
  if (feature.next()) throw broken();
  if (kind === 'bytes') return { kind, values: bytesOf(list) };
  return kind === 'float' ? { kind, values: floatsOf(list) } : { kind, values: integersOf(list) };
}

function bytesOf(list: WireReader): readonly Uint8Array[] {
  const values: Uint8Array[] = [];
  while (list.next()) {
    if (list.field !== 1 || list.wireType !== wireTypes.bytes) throw broken();
    if (values.length === bytesLimit) throw tooLarge(`a feature has more than ${bytesLimit} byte strings`);
    values.push(list.message().rest());
  }
  return values;
}

/** Numbers stand one after another in one field, or each in a field of its own, and both in turn. */
function floatsOf(list: WireReader): Float32Array {
  const pieces: Uint8Array[] = [];
  while (list.next()) {
    if (list.field !== 1) throw broken();
    if (list.wireType === wireTypes.bytes) {
      const packed = list.message().rest();
      if (packed.length % 4 !== 0) throw broken();
      pieces.push(packed);
    } else if (list.wireType === wireTypes.fixed32 && list.end - list.at >= 4) {
      pieces.push(list.bytes.subarray(list.at, list.at + 4));
      list.at += 4;
    } else {
      throw broken();
    }
  }
  const joined = new Uint8Array(pieces.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const piece of pieces) {
    joined.set(piece, at);
    at += piece.length;
  }
  return new Float32Array(joined.buffer);
}

function integersOf(list: WireReader): BigInt64Array {
  const words = new Uint32Array(2 * mostIntegers(list));
  let count = 0;
  while (list.next()) {
    if (list.field !== 1) throw broken();
    if (list.wireType === wireTypes.varint) list.varint(words, count++);
    else if (list.wireType === wireTypes.bytes) for (const packed = list.message(); packed.at < packed.end; ) packed.varint(words, count++);
    else throw broken();
  }
  return new BigInt64Array(words.buffer, 0, count);
}

/** Each has one byte that ends it; tags and lengths have such bytes too. */
function mostIntegers({ bytes, at, end }: WireReader): number {
  let count = 0;
  for (let index = at; index < end; index++) if (bytes[index]! < 0x80) count++;
  if (count * 8 > recordByteLimit) throw tooLarge(`a feature has ${count} integers, which take more than ${recordByteLimit} bytes`);
  return count;
}

function tooLarge(reason: string): InvalidDataError {
  return new InvalidDataError('record-too-large', reason);
}
