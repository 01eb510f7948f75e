/** The part `mnist-classic`: the table of the announcement by the original tool's schemes, as core has them. */
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { classicSchemes, compareFingerprints, type Fingerprint, mergeFingerprints } from '@datasig/core';
import { files } from '@datasig/files';
import { fingerprint } from '@datasig/runner';
import type { Part } from '../part.ts';
import { type SchemeEstimate, truthOf } from './comparison.ts';
import { announcedRows, type MnistResult, type MnistSets, mnistSets } from './mnist.ts';
import { mnistFolder } from './packages.ts';

/** The original tool makes 400 entries. */
const k = 400;
/** IDX headers: magic number, count, and for images height and width. */
const headers = { 'images-idx3-ubyte': { headerByteLength: 16, itemByteLength: 784 }, 'labels-idx1-ubyte': { headerByteLength: 8, itemByteLength: 1 } } as const;

/** A fingerprint with one sketch, of each scheme. */
type Fingerprints = Readonly<Record<keyof MnistSets, readonly Fingerprint[]>>;

let made: Promise<Fingerprints> | undefined;

/** The part. */
export const mnistClassic: Part<MnistResult> = {
  name: 'mnist-classic',
  title: "the same by the original tool's schemes, as core has them",
  tasks: () => announcedRows.map((row) => ({ key: `${row.a} : ${row.b}`, run: () => compareRow(row) })),
};

async function compareRow({ a, b, announced }: (typeof announcedRows)[number]): Promise<MnistResult> {
  const sets = await mnistSets();
  made ??= makeFingerprints();
  const fingerprints = await made;
  const schemes = classicSchemes.map((scheme, index): SchemeEstimate => {
    const { jaccard } = compareFingerprints(fingerprints[a][index]!, fingerprints[b][index]!).estimates!;
    return { scheme, k, estimate: jaccard.estimate ?? 0, lower: jaccard.lower, upper: jaccard.upper };
  });
  return { a, b, announced, ...truthOf(sets[a], sets[b]), schemes };
}

async function makeFingerprints(): Promise<Fingerprints> {
  const folder = await mkdtemp(join(tmpdir(), 'datasig-study-'));
  try {
    await writeHalf(folder);
    const make = (from: string, prefix: string): Promise<Fingerprint[]> => Promise.all(classicSchemes.map(async (scheme) => {
      const source = files({ locations: join(from, `${prefix}-images-idx3-ubyte`), classic: true });
      const { fingerprint: one } = await fingerprint(source, { sketches: [{ scheme, k }], classicUid: false, threads: 1 });
      await source.close?.();
      return one;
    }));
    const training = await make(mnistFolder, 'train');
    const test = await make(mnistFolder, 't10k');
    return { training, test, half: await make(folder, 'half'), all: training.map((one, index) => mergeFingerprints([one, test[index]!], 'all')) };
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

async function writeHalf(folder: string): Promise<void> {
  for (const [ending, { headerByteLength, itemByteLength }] of Object.entries(headers)) {
    const whole = await readFile(join(mnistFolder, `train-${ending}`));
    const count = whole.readUInt32BE(4) / 2;
    const half = Buffer.from(whole.subarray(0, headerByteLength + count * itemByteLength));
    half.writeUInt32BE(count, 4);
    await writeFile(join(folder, `half-${ending}`), half);
  }
}
