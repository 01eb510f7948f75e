/** The TensorFlow.js that tests run on: the one that the configuration names. */
import { createRequire } from 'node:module';

const require = createRequire(import.meta.url);
const packages: Readonly<Record<string, string>> = { cpu: '@tensorflow/tfjs', tensorflow: '@tensorflow/tfjs-node' };
const wanted = process.env['DATASIG_TFJS'] ?? '';

function load(): typeof import('@tensorflow/tfjs') {
  const name = packages[wanted];
  if (name === undefined) throw new Error('DATASIG_TFJS names no backend; the configurations of vitest do');
  return require(name) as typeof import('@tensorflow/tfjs');
}

export const tf: typeof import('@tensorflow/tfjs') = load();
// The backend in JavaScript advertises the other, but in tests.
if (wanted === 'cpu') tf.env().set('IS_TEST', true);
await tf.ready();
if (tf.getBackend() !== wanted) throw new Error(`expected the backend ${wanted}, got ${tf.getBackend()}`);
