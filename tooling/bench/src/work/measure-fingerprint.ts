/**
 * Measures the whole way from a file to its fingerprint, in a process of its own, and prints it as JSON.
 *
 * Arguments: the number of threads, `identity` or `sketch`, the input, and another before it that warms the process up: its
 * code is compiled then and its threads run. Without one it is the first that the process fingerprints.
 */
import { files } from '@datasig/files';
import { fingerprint, type RunOptions } from '@datasig/runner';
import { printCosts } from './print-costs.ts';

const [threads, made, input, warmUp] = process.argv.slice(2) as [string, 'identity' | 'sketch', string, string | undefined];
/** Small enough that threads start for whatever warms up. */
const warmUpShardByteLength = 1 << 20;

async function fingerprintFile(location: string, shards: Pick<RunOptions, 'shardByteLength'> = {}): Promise<number> {
  const source = files({ locations: location });
  const { statistics } = await fingerprint(source, { threads: Number(threads), identity: made === 'identity', ...shards });
  await source.close?.();
  return statistics.recordCount;
}

if (warmUp !== undefined) await fingerprintFile(warmUp, threads === '1' ? {} : { shardByteLength: warmUpShardByteLength });
await printCosts(() => fingerprintFile(input));
