/** What records of CIFAR-10 and CIFAR-100 are (Krizhevsky, "Learning multiple layers of features from tiny images", 2009). */
import type { Batch, Column, SchemaField } from '@datasig/core/spec';

/** One of the two datasets. */
export interface CifarLayout {
  readonly name: 'cifar10' | 'cifar100';
  /** Fields of labels, in the order of the bytes before an image. */
  readonly labels: readonly string[];
  /** The member of a pickled batch that each is. */
  readonly members: Readonly<Record<string, string>>;
}

/** CIFAR-10. */
export const cifar10Layout: CifarLayout = { name: 'cifar10', labels: ['label'], members: { label: 'labels' } };
/** CIFAR-100: `label` is the fine one. */
export const cifar100Layout: CifarLayout = { name: 'cifar100', labels: ['coarse_label', 'label'], members: { coarse_label: 'coarse_labels', label: 'fine_labels' } };

const side = 32;
const channelCount = 3;
const planeByteLength = side * side;
/** Bytes of an image: three planes in the files, three bytes a pixel in records. */
export const imageByteLength: number = channelCount * planeByteLength;
const shape: readonly number[] = [side, side, channelCount];

/** The fields of the records. */
export function cifarSchema({ labels }: CifarLayout): readonly SchemaField[] {
  return [{ name: 'image', type: { type: 'tensor', dtype: 'uint8', shape } }, ...labels.map((name): SchemaField => ({ name, type: { type: 'integer' } }))];
}

/** A batch of `rowCount` images, whose planes stand at `offsetOf(row)` of `planes`. */
export function cifarBatch(layout: CifarLayout, rowCount: number, planes: Uint8Array, offsetOf: (row: number) => number, labelsOf: (field: string) => Uint8Array): Batch {
  const data = new Uint8Array(rowCount * imageByteLength);
  for (let row = 0; row < rowCount; row++) interleave(planes, offsetOf(row), data, row * imageByteLength);
  const labels = layout.labels.map((name): Column => ({ type: 'number', name, values: labelsOf(name) }));
  return { kind: 'columns', rowCount, columns: [{ type: 'tensor', name: 'image', dtype: 'uint8', shape, data }, ...labels] };
}

function interleave(planes: Uint8Array, from: number, target: Uint8Array, to: number): void {
  for (let pixel = 0; pixel < planeByteLength; pixel++) {
    const place = to + channelCount * pixel;
    target[place] = planes[from + pixel]!;
    target[place + 1] = planes[from + planeByteLength + pixel]!;
    target[place + 2] = planes[from + 2 * planeByteLength + pixel]!;
  }
}
