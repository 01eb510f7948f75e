/** A pickled batch of CIFAR: a dictionary with an array of images and lists of labels. */
import { InvalidDataError } from '@datasig/core';
import { imageByteLength, type CifarLayout } from './layout.ts';
import { type PickledValue, readPickle } from './pickle.ts';
import { PickledArray } from './pickled-array.ts';

/** What a batch holds. */
export interface PythonBatch {
  /** Images one after the other, each three planes. */
  readonly images: Uint8Array;
  /** By field. */
  readonly labels: ReadonlyMap<string, Uint8Array>;
}

/** @throws InvalidDataError `invalid-pickle`, `truncated`, `count-mismatch` */
export function readPythonBatch(layout: CifarLayout, bytes: Uint8Array): PythonBatch {
  const batch = readPickle(bytes);
  if (!(batch instanceof Map)) throw invalid('expected a dictionary');
  const data = batch.get('data');
  if (!(data instanceof PickledArray) || data.typeName !== 'u1' || data.shape.length !== 2 || data.shape[1] !== imageByteLength || data.bytes === undefined) {
    throw invalid(`expected "data" to be an array of uint8 with rows of ${imageByteLength}`);
  }
  const rowCount = data.shape[0]!;
  return { images: data.rowMajor(), labels: new Map(layout.labels.map((field) => [field, labelsOf(batch, layout.members[field]!, rowCount)])) };
}

function labelsOf(batch: ReadonlyMap<PickledValue, PickledValue>, member: string, rowCount: number): Uint8Array {
  const list = batch.get(member);
  if (!Array.isArray(list)) throw invalid(`expected ${JSON.stringify(member)} to be a list; is it the other of CIFAR-10 and CIFAR-100?`);
  if (list.length !== rowCount) throw new InvalidDataError('count-mismatch', `there are ${rowCount} images and ${list.length} labels; expected as many of each`);
  return Uint8Array.from(list, (label) => {
    if (typeof label === 'number' && label >= 0 && label < 256) return label;
    throw invalid(`expected ${JSON.stringify(member)} to hold numbers from 0 to 255`);
  });
}

function invalid(reason: string): InvalidDataError {
  return new InvalidDataError('invalid-pickle', `the batch of CIFAR is not what it should be: ${reason}`);
}
