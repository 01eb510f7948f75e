/**
 * Measures what a dataset of files costs, step by step, in a process of its own, and prints the costs as JSON.
 *
 * Arguments: how many records the kernel alone is given, then the files. One dataset a process, as with the command:
 * code that has seen one format runs faster than code that has seen many.
 */
import { defaultKernel, Fingerprinter, type Kernel } from '@datasig/core';
import type { Batch, Source } from '@datasig/core/spec';
import { files } from '@datasig/files';
import { fingerprint } from '@datasig/runner';
import type { Costs } from './costs.ts';
import { idleKernel, Recording } from './recorded-kernel.ts';

/** Work that is done sooner is done again until this much time has passed. */
const leastMs = 400;

const [replayedRecordCount, ...locations] = process.argv.slice(2) as [string, ...string[]];
const recording = await record();
// Whatever is measured has been compiled by then: reader and encoder while recording, the kernel here.
recording.replay(defaultKernel);
const reader = await measure(readRecords);
const encoded = await measure(() => fingerprintRecords(idleKernel));
const kernel = await measure(async () => recording.replay(defaultKernel).recordCount);
const whole = await measure(() => fingerprintRecords(defaultKernel));
if (reader.recordCount !== whole.recordCount) throw new Error(`${reader.recordCount} records were read, ${whole.recordCount} fingerprinted`);
const costs: Costs = {
  recordCount: whole.recordCount,
  canonicalByteLength: recording.byteLength / recording.recordCount,
  readerNs: reader.recordNs,
  encodedNs: encoded.recordNs,
  kernelNs: kernel.recordNs,
  fingerprintNs: whole.recordNs,
};
process.stdout.write(JSON.stringify(costs));

/** What work takes that returns the number of its records; `recordCount` is that of once. */
async function measure(work: () => Promise<number>): Promise<{ readonly recordCount: number; readonly recordNs: number }> {
  // What the step before left behind is not to be cleared away at the cost of this one.
  globalThis.gc?.();
  const startedMs = performance.now();
  const started = process.cpuUsage();
  let recordCount = 0;
  let times = 0;
  do {
    recordCount = await work();
    times++;
  } while (performance.now() - startedMs < leastMs);
  const { user, system } = process.cpuUsage(started);
  return { recordCount, recordNs: ((user + system) * 1000) / (recordCount * times) };
}

/** The first records as the kernel gets them. */
async function record(): Promise<Recording> {
  const made = new Recording();
  const fingerprinter = new Fingerprinter({ kernel: made.kernel });
  for await (const batch of batches(files({ locations }))) {
    fingerprinter.add(batch);
    if (made.recordCount >= Number(replayedRecordCount)) return made;
  }
  fingerprinter.finish();
  return made;
}

async function readRecords(): Promise<number> {
  let recordCount = 0;
  for await (const batch of batches(files({ locations }))) recordCount += batch.kind === 'columns' ? batch.rowCount : batch.rows.length;
  return recordCount;
}

async function fingerprintRecords(kernelToUse: Kernel): Promise<number> {
  const source = files({ locations });
  const { statistics } = await fingerprint(source, { kernel: kernelToUse });
  await source.close?.();
  return statistics.recordCount;
}

async function* batches(source: Source): AsyncIterable<Batch> {
  try {
    for (const shard of await source.shards()) yield* source.read(shard);
  } finally {
    await source.close?.();
  }
}
