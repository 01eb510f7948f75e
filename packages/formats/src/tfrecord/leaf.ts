/** What a leaf feature holds in one record: its elements, one after another, with their counts checked. */
import { halfToNumber, Tensor } from '@datasig/core';
import type { TensorDtype, Value } from '@datasig/core/spec';
import { decodeUtf8 } from '../utf8.ts';
import { invalidTfrecord } from './error.ts';
import type { FeatureList } from './example.ts';
import type { Leaf } from './feature.ts';
import { decodedNumbers, itemByteLengths, numbersOf } from './numbers.ts';

/** The features of a record, by name. Which of them were read is remembered. */
export class ExampleFields {
  readonly #features: ReadonlyMap<string, FeatureList>;
  readonly #read = new Set<string>();

  constructor(features: ReadonlyMap<string, FeatureList>) {
    this.#features = features;
  }

  get(name: string): FeatureList | undefined {
    this.#read.add(name);
    return this.#features.get(name);
  }

  /** @throws InvalidDataError `invalid-tfrecord` for a feature that was not asked for */
  assertAllRead(): void {
    for (const name of this.#features.keys()) {
      if (!this.#read.has(name)) throw invalidTfrecord('a record has a feature that features.json does not declare', { column: name });
    }
  }
}

/** Numbers, row-major and little-endian, and the shape of all of them together, sequences first. */
export interface Numbers {
  readonly bytes: Uint8Array;
  readonly shape: readonly number[];
}

const noList: FeatureList = { kind: 'none', values: [] };

/** Whether sequences in sequences are stored as lengths of rows beside the values. */
export function isRagged({ lists }: Leaf): boolean {
  return lists.length > 1;
}

/** The list of a feature. One that is missing is empty where its length may differ. @throws InvalidDataError `invalid-tfrecord` */
function listOf(leaf: Leaf, path: string, fields: ExampleFields): FeatureList {
  const list = fields.get(path);
  if (list === undefined && ![...leaf.lists, ...leaf.shape].includes(null)) throw invalidTfrecord('a record lacks a feature that features.json declares');
  return list ?? noList;
}

/** The numbers of a leaf that is not ragged; they may be a view of the record. @throws InvalidDataError */
export function readNumbers(leaf: Leaf, path: string, fields: ExampleFields): Numbers {
  const dtype = leaf.dtype as TensorDtype;
  const declared = [...leaf.lists, ...leaf.shape];
  if (leaf.encoding === 'none') {
    const bytes = numbersOf(dtype, listOf(leaf, path, fields));
    return { bytes, shape: shapeFor(declared, bytes.length / itemByteLengths[dtype]) };
  }
  if (declared.filter((dimension) => dimension === null).length < 2) {
    const bytes = decodedNumbers(dtype, listOf(leaf, path, fields), leaf.encoding);
    return { bytes, shape: shapeFor(declared, bytes.length / itemByteLengths[dtype]) };
  }
  const bytes = decodedNumbers(dtype, listOf(leaf, `${path}/value`, fields), leaf.encoding);
  const stated = countsOf(listOf(leaf, `${path}/shape`, fields));
  const isDeclared = stated.length === declared.length && stated.every((dimension, axis) => declared[axis] === null || declared[axis] === dimension);
  if (!isDeclared || product(stated) !== bytes.length / itemByteLengths[dtype]) throw mismatch(declared, bytes.length / itemByteLengths[dtype]);
  return { bytes, shape: stated };
}

/** The shape of so many elements: what is unknown follows from their number. @throws InvalidDataError `invalid-tfrecord` */
export function shapeFor(declared: readonly (number | null)[], count: number): readonly number[] {
  const known = product(declared.map((dimension) => dimension ?? 1));
  // Where other dimensions are 0, nothing tells the unknown one.
  const unknown = known === 0 ? 0 : count / known;
  const shape = declared.map((dimension) => dimension ?? unknown);
  if (Number.isInteger(unknown) && product(shape) === count) return shape;
  throw mismatch(declared, count);
}

/** @throws InvalidDataError `invalid-tfrecord` */
export function countsOf(list: FeatureList): readonly number[] {
  if (list.kind === 'none') return [];
  if (list.kind !== 'int64') throw invalidTfrecord('lengths or dimensions are no integers');
  return Array.from(list.values, (value) => {
    if (value < 0n || value > BigInt(Number.MAX_SAFE_INTEGER)) throw invalidTfrecord('a length or dimension is out of range');
    return Number(value);
  });
}

function product(dimensions: readonly number[]): number {
  return dimensions.reduce((all, dimension) => all * dimension, 1);
}

export function mismatch(declared: readonly (number | null)[], count: number): Error {
  return invalidTfrecord(`a feature has ${count} values; its shape is declared as [${declared.map((dimension) => dimension ?? '?').join(', ')}]`);
}

/** Byte strings of text or images, as views of the record. @throws InvalidDataError */
export function readStrings(leaf: Leaf, path: string, fields: ExampleFields): readonly Uint8Array[] {
  const list = listOf(leaf, path, fields);
  if (list.kind !== 'bytes' && list.kind !== 'none') throw invalidTfrecord(`a feature is a list of ${list.kind}; byte strings are expected`);
  return list.values;
}

/** Elements of a leaf by their number, without the sequences around them; what they are made of is copied. */
export interface Elements {
  readonly count: number;
  at(index: number): Value;
}

/** Numbers as values of `shape`. */
export function numberElements(dtype: TensorDtype, shape: readonly number[], bytes: Uint8Array): Elements {
  const size = product(shape) * itemByteLengths[dtype];
  const count = size === 0 ? 0 : bytes.length / size;
  if (shape.length > 0) return { count, at: (index) => new Tensor(dtype, shape, bytes.slice(index * size, (index + 1) * size)) };
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  return { count, at: (index) => readers[dtype](view, index * size) };
}

/** Text or files. */
export function stringElements(isText: boolean, values: readonly Uint8Array[]): Elements {
  return { count: values.length, at: (index) => (isText ? decodeUtf8(values[index]!) : values[index]!.slice()) };
}

const readers: Readonly<Record<TensorDtype, (view: DataView, at: number) => Value>> = {
  bool: (view, at) => view.getUint8(at) === 1,
  uint8: (view, at) => view.getUint8(at),
  int8: (view, at) => view.getInt8(at),
  uint16: (view, at) => view.getUint16(at, true),
  int16: (view, at) => view.getInt16(at, true),
  uint32: (view, at) => view.getUint32(at, true),
  int32: (view, at) => view.getInt32(at, true),
  uint64: (view, at) => view.getBigUint64(at, true),
  int64: (view, at) => view.getBigInt64(at, true),
  float16: (view, at) => halfToNumber(view.getUint16(at, true)),
  float32: (view, at) => view.getFloat32(at, true),
  float64: (view, at) => view.getFloat64(at, true),
};
