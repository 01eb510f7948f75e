/**
 * Measures the whole way from a file to its fingerprint, in a process of its own, and prints it as JSON.
 *
 * Arguments: the number of threads, `identity` or `sketch`, a short input of the same kind that warms it up, the input.
 */
import { files } from '@datasig/files';
import { fingerprint, type RunOptions } from '@datasig/runner';
import { printCosts } from './print-costs.ts';

const [threads, made, warmUp, input] = process.argv.slice(2) as [string, 'identity' | 'sketch', string, string];

async function fingerprintFile(location: string): Promise<number> {
  const source = files({ locations: location });
  const options: RunOptions & { readonly threads: number } = { threads: Number(threads), identity: made === 'identity' };
  const { statistics } = await fingerprint(source, options);
  await source.close?.();
  return statistics.recordCount;
}

await fingerprintFile(warmUp);
await printCosts(() => fingerprintFile(input));
