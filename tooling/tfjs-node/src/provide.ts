/** Makes the real `@tensorflow/tfjs-node` work where its own install script cannot reach its download. */
import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { installBinding, packageFolder } from './binding.ts';
import { alone } from './lock.ts';
import { cacheFolder, provideLibrary } from './wheel.ts';

/** What a native backend must give; in a process of its own, since a broken binding ends it. */
const probe = `
const tf = require(${JSON.stringify(packageFolder)});
const [product] = tf.matMul(tf.tensor2d([[2]]), tf.tensor2d([[21]])).dataSync();
if (tf.getBackend() !== 'tensorflow' || product !== 42) throw new Error(tf.getBackend() + ' gave ' + product);
`;

/** Settings that keep TensorFlow and tfjs-node from filling the output. */
export const quietEnvironment: Readonly<Record<string, string>> = { TF_CPP_MIN_LOG_LEVEL: '2', NODE_OPTIONS: '--no-deprecation' };

/**
 * Provides the native library unless it works already, one process at a time. The first time takes some 15 s and the
 * network, with the cache 1 s, and where all is in place half of one.
 *
 * @throws Error on systems that the pinned library is not for, and when it does not work in the end
 */
export async function provideTfjsNode(): Promise<void> {
  await alone(join(cacheFolder, 'lock'), () => {
    if (failure() === undefined) return;
    if (process.platform !== 'linux' || process.arch !== 'x64') {
      throw new Error('@tensorflow/tfjs-node has no native library here, and the one that is pinned is for Linux on x64; run "npm rebuild @tensorflow/tfjs-node", which downloads it');
    }
    installBinding(provideLibrary());
    const left = failure();
    if (left !== undefined) throw new Error(`@tensorflow/tfjs-node does not work after its library was provided: ${left}`);
  });
}

function failure(): string | undefined {
  try {
    execFileSync(process.execPath, ['-e', probe], { env: { ...process.env, ...quietEnvironment }, stdio: ['ignore', 'ignore', 'pipe'], encoding: 'utf8' });
    return undefined;
  } catch (error) {
    return (error as { readonly stderr?: string }).stderr ?? String(error);
  }
}
