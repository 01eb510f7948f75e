/** The TensorFlow.js that tests run on: the one that the configuration names. */
import { createRequire } from 'node:module';

const require = createRequire(import.meta.url);
const wanted = process.env['DATASIG_TFJS'] ?? '';

function load(): unknown {
  if (wanted === 'cpu') return require('@tensorflow/tfjs');
  if (wanted === 'tensorflow') return require('@tensorflow/tfjs-node');
  throw new Error('DATASIG_TFJS names no backend; the configurations of vitest do');
}

export const tf: typeof import('@tensorflow/tfjs') = load() as typeof import('@tensorflow/tfjs');
// The backend in JavaScript advertises the other, but in tests.
if (wanted === 'cpu') tf.env().set('IS_TEST', true);
await tf.ready();
if (tf.getBackend() !== wanted) throw new Error(`expected the backend ${wanted}, got ${tf.getBackend()}`);
