/**
 * Measures what a pass over MNIST takes, with a tap and without, in a process of its own, and prints it as JSON.
 *
 * Arguments: `epoch`, a small convolutional network is trained on it, or `pass`, elements are made, normalised, batched
 * and dropped; `tapped` or `bare`; the number of images.
 */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { tap } from '@datasig/tfjs';
import * as tf from '@tensorflow/tfjs-node';
import { mnistFolder } from '../mnist.ts';
import { printCosts } from './print-costs.ts';

const [what, how, countText] = process.argv.slice(2) as [string, string, string];
const imageByteLength = 28 * 28;
/** Headers of IDX files: a magic number, and a count for each dimension. */
const [images, labels] = [readFileSync(join(mnistFolder, 'train-images-idx3-ubyte')).subarray(16), readFileSync(join(mnistFolder, 'train-labels-idx1-ubyte')).subarray(8)] as const;
const asStored = { rename: { xs: 'image', ys: 'label' }, reshape: { xs: [28, 28] }, cast: { xs: 'uint8', ys: 'uint8' } } as const;

type Element = { readonly xs: tf.Tensor3D; readonly ys: number };

function mnist(count: number): tf.data.Dataset<tf.TensorContainer> {
  return tf.data.generator(function* () {
    for (let i = 0; i < count; i++) yield { xs: tf.tensor3d(images.subarray(i * imageByteLength, (i + 1) * imageByteLength), [28, 28, 1]), ys: labels[i]! };
  } as () => Iterator<tf.TensorContainer>);
}

function prepare(elements: tf.data.Dataset<tf.TensorContainer>): tf.data.Dataset<tf.TensorContainer> {
  return elements.map((element) => ({ xs: tf.div((element as Element).xs, 255), ys: (element as Element).ys })).batch(128) as tf.data.Dataset<tf.TensorContainer>;
}

function network(): tf.Sequential {
  const model = tf.sequential({
    layers: [
      tf.layers.conv2d({ inputShape: [28, 28, 1], filters: 8, kernelSize: 3, activation: 'relu' }),
      tf.layers.maxPooling2d({ poolSize: 2 }),
      tf.layers.conv2d({ filters: 16, kernelSize: 3, activation: 'relu' }),
      tf.layers.maxPooling2d({ poolSize: 2 }),
      tf.layers.flatten(),
      tf.layers.dense({ units: 10, activation: 'softmax' }),
    ],
  });
  model.compile({ optimizer: 'adam', loss: 'sparseCategoricalCrossentropy' });
  return model;
}

const model = network();

async function consume(elements: tf.data.Dataset<tf.TensorContainer>, callbacks: object): Promise<void> {
  if (what === 'epoch') await model.fitDataset(prepare(elements) as tf.data.Dataset<never>, { epochs: 1, verbose: 0, callbacks });
  else await prepare(elements).forEachAsync((batch) => tf.dispose(batch));
}

async function run(count: number): Promise<number> {
  if (how === 'bare') {
    await consume(mnist(count), {});
    return count;
  }
  const tapped = tap(mnist(count), asStored);
  await consume(tapped.dataset, tapped.callbacks);
  const { data } = await tapped.finish();
  if (data?.records.count !== BigInt(count)) throw new Error('the tap did not see every image');
  return count;
}

await run(4096);
await printCosts(() => run(Number(countText)));
