/**
 * Measures the whole way from a file to its fingerprint, in a process of its own, and prints it as JSON.
 *
 * Arguments: the number of threads, `identity` or `sketch`, a short input of the same kind that warms it up, the input.
 */
import { files } from '@datasig/files';
import { fingerprint, type RunOptions } from '@datasig/runner';
import type { RunCosts } from './costs.ts';

const [threads, made, warmUp, input] = process.argv.slice(2) as [string, 'identity' | 'sketch', string, string];

async function fingerprintFile(location: string): Promise<number> {
  const source = files({ locations: location });
  const options: RunOptions & { readonly threads: number } = { threads: Number(threads), identity: made === 'identity' };
  const { statistics } = await fingerprint(source, options);
  await source.close?.();
  return statistics.recordCount;
}

await fingerprintFile(warmUp);
const startedMs = performance.now();
const started = process.cpuUsage();
const recordCount = await fingerprintFile(input);
const { user, system } = process.cpuUsage(started);
const elapsedMs = performance.now() - startedMs;
const costs: RunCosts = { recordCount, cpuNs: ((user + system) * 1000) / recordCount, clockNs: (elapsedMs * 1e6) / recordCount };
process.stdout.write(JSON.stringify(costs));
