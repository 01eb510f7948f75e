/** Trains, saves the model, and writes beside it the fingerprint of what it was trained on. */
import { writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { writeFingerprint } from '@datasig/core';
import { train } from './train.ts';

const [folder = 'model', epochs = '2', ...leftOut] = process.argv.slice(2);
const { model, result } = await train({
  epochs: Number(epochs),
  leftOut: leftOut.map(Number),
  onEpoch: (epoch, accuracy) => process.stdout.write(`epoch ${epoch + 1}: accuracy ${accuracy.toFixed(3)}\n`),
});

await model.save(`file://${resolve(folder)}`);
for (const { message } of result.findings) process.stderr.write(`${message}\n`);
if (result.data !== null) await writeFile(join(folder, 'mnist.datasig.json'), writeFingerprint(result.data));
await writeFile(join(folder, 'consumed.datasig.json'), writeFingerprint(result.consumed));

process.stdout.write(`trained on ${result.data?.records.count ?? 'no one set of'} images, ${result.data?.identity?.uid ?? 'see the findings'}\n`);
