/** The part `mnist`: the table of the announcement, by every scheme. */
import { join } from 'node:path';
import { files } from '@datasig/files';
import { type Digests, joinDigests, sliceDigests } from '../digests.ts';
import type { Mode, Part } from '../part.ts';
import { compareReal, type RealComparison, type RealSet } from './comparison.ts';
import { digestRecords } from './digest-kernel.ts';
import { mnistFolder } from './packages.ts';

/** A row of the table. */
export interface MnistResult extends RealComparison {
  readonly a: string;
  readonly b: string;
  /** What the announcement gave, cut to two decimals of a percent. */
  readonly announced: number;
}

/** The sets of the table. */
export interface MnistSets {
  readonly training: Digests;
  readonly half: Digests;
  readonly test: Digests;
  readonly all: RealSet;
}

/** The rows of the table. */
export const announcedRows: readonly { readonly a: keyof MnistSets; readonly b: keyof MnistSets; readonly announced: number }[] = [
  { a: 'training', b: 'training', announced: 1 },
  { a: 'training', b: 'half', announced: 0.5 },
  { a: 'training', b: 'test', announced: 0 },
  { a: 'all', b: 'test', announced: 0.1428 },
];

let read: Promise<MnistSets> | undefined;

/** The part. */
export const mnist: Part<MnistResult> = {
  name: 'mnist',
  title: "MNIST's training set against itself, its first half, the test set; both sets against the test set",
  tasks: (mode) => announcedRows.map((row) => ({ key: `${row.a} : ${row.b}`, run: () => compareRow(row, mode) })),
};

async function compareRow({ a, b, announced }: (typeof announcedRows)[number], mode: Mode): Promise<MnistResult> {
  const sets = await mnistSets();
  return { a, b, announced, ...compareReal(sets[a], sets[b], mode, true) };
}

/** The sets of the table, read once. */
export function mnistSets(): Promise<MnistSets> {
  read ??= readSets();
  return read;
}

async function readSets(): Promise<MnistSets> {
  const [training, test] = await Promise.all([readPair('train'), readPair('t10k')]);
  return { training, half: sliceDigests(training, 0, training.count / 2), test, all: { ...joinDigests(training, test), union: [training, test] } };
}

/** @throws Error where records are not distinct, as those of MNIST are, so that halves would not be halves */
async function readPair(prefix: string): Promise<Digests> {
  const source = files({ locations: join(mnistFolder, `${prefix}-images-idx3-ubyte`) });
  const { recordCount, distinct } = await digestRecords(source);
  await source.close?.();
  if (recordCount !== distinct.count) throw new Error(`MNIST's ${prefix} has ${recordCount} images, of which ${distinct.count} are distinct`);
  return distinct;
}
