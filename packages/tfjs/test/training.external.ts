/** A real network trained on the real MNIST by the real TensorFlow, tapped. */
import { compareFingerprints } from '@datasig/core';
import { files } from '@datasig/files';
import { expect, it } from 'vitest';
import { tap, type TapResult, tapTensors } from '../src/index.ts';
import { asStored, mnist, mnistCount, mnistFiles } from './mnist.ts';
import { fingerprintOf, withoutLeaks } from './summarize.ts';
import { tf } from './tf.ts';

type Element = { readonly xs: import('@tensorflow/tfjs').Tensor3D; readonly ys: number };

it('runs on TensorFlow', () => {
  expect(tf.getBackend()).toBe('tensorflow');
});

function network(): import('@tensorflow/tfjs').Sequential {
  const model = tf.sequential({
    layers: [
      tf.layers.conv2d({ inputShape: [28, 28, 1], filters: 8, kernelSize: 5, strides: 2, activation: 'relu' }),
      tf.layers.maxPooling2d({ poolSize: 2 }),
      tf.layers.flatten(),
      tf.layers.dense({ units: 10, activation: 'softmax' }),
    ],
  });
  model.compile({ optimizer: 'adam', loss: 'categoricalCrossentropy', metrics: ['accuracy'] });
  return model;
}

/** Trains as programs do: shuffled, normalised, one-hot, in batches. */
async function train(data: ReturnType<typeof mnist>, epochs: number): Promise<{ readonly result: TapResult; readonly accuracy: number }> {
  const model = network();
  try {
    const tapped = tap(data, { ...asStored, name: 'mnist-training' });
    const prepared = tapped.dataset
      .shuffle(1000, '7')
      .map((element) => ({ xs: tf.div((element as Element).xs, 255), ys: tf.oneHot((element as Element).ys, 10) }))
      .batch(128);
    const history = await model.fitDataset(prepared as never, { epochs, verbose: 0, callbacks: tapped.callbacks });
    return { result: await tapped.finish(), accuracy: Number((history.history['acc'] ?? history.history['accuracy'])!.at(-1)) };
  } finally {
    model.dispose();
  }
}

it('sees the files in every epoch, shuffled, and one image less as one less', async () => {
  const stored = await fingerprintOf(files({ locations: mnistFiles }));
  await withoutLeaks(async () => {
    const { result, accuracy } = await train(mnist(), 2);
    expect(accuracy).toBeGreaterThan(0.9);
    expect(result.epochs.map(({ end, fingerprint }) => [end, fingerprint?.identity?.uid])).toEqual([1, 2].map(() => ['end-of-data', stored.identity!.uid]));
    expect(result.findings).toEqual([]);
    expect(compareFingerprints(result.data!, stored)).toMatchObject({ identical: true, relation: 'identical' });
    expect(result.consumed.records.count).toBe(2n * BigInt(mnistCount));
  });
  const { result } = await train(mnist([31_415]), 1);
  const { identical, relation, estimates, recordCount } = compareFingerprints(result.data!, stored);
  expect({ identical, recordCount }).toEqual({ identical: false, recordCount: { a: 59_999n, b: 60_000n } });
  expect(['subset', 'equal']).toContain(relation);
  expect(estimates!.jaccard.estimate).toBeGreaterThan(0.999);
});

it('sees tensors that are fitted', async () => {
  const model = network();
  const elements = (await mnist().take(2000).batch(2000).toArray())[0] as unknown as { readonly xs: import('@tensorflow/tfjs').Tensor; readonly ys: import('@tensorflow/tfjs').Tensor1D };
  const tapped = tapTensors(elements as never, asStored);
  const [xs, ys] = [tf.div(elements.xs, 255), tf.oneHot(tf.cast(elements.ys, 'int32'), 10)];
  await model.fit(xs, ys, { epochs: 2, verbose: 0, callbacks: tapped.callbacks });
  const first = tap(mnist().take(2000), asStored);
  await first.dataset.forEachAsync((element) => tf.dispose(element));
  const { data, findings } = await tapped.finish();
  expect(findings).toEqual([]);
  expect(data?.identity?.uid).toBe((await first.finish()).data?.identity?.uid);
  model.dispose();
  tf.dispose([xs, ys, elements] as never);
});
