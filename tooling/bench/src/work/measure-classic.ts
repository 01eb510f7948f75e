/**
 * Measures the whole way from a file to a classic signature, in a process of its own, and prints it as JSON with the
 * SHA-256 of the signature.
 *
 * Arguments: the number of threads, the scheme, a short input of the same kind that warms it up, the input.
 */
import { createHash } from 'node:crypto';
import { type ClassicScheme, type ClassicSketch } from '@datasig/core';
import { files } from '@datasig/files';
import { fingerprint } from '@datasig/runner';
import { measureCosts } from './print-costs.ts';

const [threads, scheme, warmUp, input] = process.argv.slice(2) as [string, ClassicScheme, string, string];
let signature = '';

async function signFile(location: string): Promise<number> {
  const source = files({ locations: location, classic: true });
  // For the schemes that take little, inputs of this size would be read on one thread unless shards are asked for.
  const cut = threads === '1' || scheme === 'classic/keyed-sha256' ? {} : { shardByteLength: 2 * 1024 * 1024 };
  // The Python tool makes its UID in another pass, which is not measured.
  const made = await fingerprint(source, { sketches: [{ scheme, k: 400 }], classicUid: false, threads: Number(threads), ...cut });
  await source.close?.();
  signature = createHash('sha256').update((made.fingerprint.sketches[0] as ClassicSketch).signature).digest('hex');
  return made.statistics.recordCount;
}

await signFile(warmUp);
const costs = await measureCosts(() => signFile(input));
process.stdout.write(JSON.stringify({ ...costs, signature }));
