/**
 * Measures what a dataset of a Hub takes, in a process of its own, and prints it as JSON.
 *
 * Arguments: `name`, the dataset fingerprinted by its name, or `disk`, its files fetched to a folder first and
 * fingerprinted from there; the number of threads; the Hub's endpoint; a folder; a small dataset that warms it up; the
 * dataset.
 */
import { createWriteStream } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { ReadableStream } from 'node:stream/web';
import { files } from '@datasig/files';
import { huggingface } from '@datasig/huggingface';
import { fingerprint } from '@datasig/runner';
import { printCosts } from './print-costs.ts';

const [what, threads, endpoint, folder, warmUp, dataset] = process.argv.slice(2) as [string, string, string, string, string, string];
process.env['HF_ENDPOINT'] = endpoint;
process.env['HF_HUB_CACHE'] = join(folder, 'no-cache');
const work = what === 'name' ? fingerprintByName : fetchAndFingerprint;

async function fingerprintByName(name: string): Promise<number> {
  const source = huggingface({ dataset: name });
  const { statistics } = await fingerprint(source, { threads: Number(threads) });
  await source.close?.();
  return statistics.recordCount;
}

/** All that it takes where nothing fails: the list, and one request for each file. */
async function fetchAndFingerprint(name: string): Promise<number> {
  const entries = (await (await fetch(`${endpoint}/api/datasets/${name}/tree/main?recursive=true`)).json()) as readonly { readonly type: string; readonly path: string }[];
  const copy = join(folder, name);
  for (const { path } of entries.filter(({ type }) => type === 'file')) {
    await mkdir(dirname(join(copy, path)), { recursive: true });
    const { body } = await fetch(`${endpoint}/datasets/${name}/resolve/main/${path}`);
    await pipeline(Readable.fromWeb(body as ReadableStream), createWriteStream(join(copy, path)));
  }
  const source = files({ locations: '.', workingDirectory: copy });
  const { statistics } = await fingerprint(source, { threads: Number(threads) });
  await source.close?.();
  return statistics.recordCount;
}

await work(warmUp);
await printCosts(() => work(dataset));
