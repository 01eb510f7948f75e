/** Trains a small network and says what it was trained on. */
import { tap, type TapResult } from '@datasig/tfjs';
import * as tf from '@tensorflow/tfjs-node';
import { asStored, type Digit, digits } from './mnist.ts';

/** How to train. */
export interface TrainingOptions {
  readonly epochs: number;
  /** Numbers of images that are left out. */
  readonly leftOut?: readonly number[];
  /** Told after every epoch. */
  readonly onEpoch?: (epoch: number, accuracy: number) => void;
}

function network(): tf.Sequential {
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

/** The trained model, which is the caller's, and what it consumed. */
export async function train({ epochs, leftOut = [], onEpoch }: TrainingOptions): Promise<{ readonly model: tf.Sequential; readonly result: TapResult }> {
  const model = network();
  const tapped = tap(digits(leftOut), { ...asStored, name: 'mnist' });
  const batches = tapped.dataset
    .shuffle(1000)
    .map((digit) => ({ xs: tf.div((digit as Digit).xs, 255), ys: tf.oneHot((digit as Digit).ys, 10) }))
    .batch(128);

  const report = { onEpochEnd: async (epoch: number, logs?: tf.Logs) => onEpoch?.(epoch, Number(logs?.['acc'])) };
  await model.fitDataset(batches as tf.data.Dataset<never>, { epochs, verbose: 0, callbacks: [tapped.callbacks, report] });
  return { model, result: await tapped.finish() };
}
