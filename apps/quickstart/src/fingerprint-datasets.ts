/** Reads datasets, makes their fingerprints and writes these to files. */
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type Fingerprint, mergeFingerprints, type Preparation, preparationLike, readFingerprint, writeFingerprint } from '@datasig/core';
import { files } from '@datasig/files';
import { fingerprint } from '@datasig/runner';
import { describeProgress } from '@datasig/runner/terminal';
import { merged } from './comparisons.ts';
import type { Dataset } from './datasets.ts';
import type { Observer } from './observer.ts';
import type { FingerprintEntry } from './result.ts';

/** Path of the fingerprint file of a dataset. */
function fingerprintPath(folder: string, name: string): string {
  return join(folder, `${name}.datasig.json`);
}

/** Reads the fingerprint file of a dataset. */
export async function loadFingerprint(folder: string, name: string): Promise<Fingerprint> {
  return readFingerprint(await readFile(fingerprintPath(folder, name)));
}

/** Fingerprints every dataset in turn, then merges two of the files. @throws DatasigError `cancelled` on `signal` */
export async function fingerprintDatasets(datasets: readonly Dataset[], folder: string, observer: Observer, signal: AbortSignal): Promise<FingerprintEntry[]> {
  await mkdir(folder, { recursive: true });
  const entries: FingerprintEntry[] = [];
  const add = async (dataset: Pick<Dataset, 'name' | 'description'>, make: () => Promise<Fingerprint>): Promise<void> => {
    const entry = await timedEntry(dataset, folder, make);
    entries.push(entry);
    observer.fingerprinted(entry);
  };
  for (const dataset of datasets) {
    signal.throwIfAborted();
    observer.status(`  preparing ${dataset.name}`);
    await dataset.prepare?.();
    await add(dataset, () => readDataset(dataset, folder, observer, signal));
    if (dataset.name === merged.of.at(-1)) await add(merged, () => mergeFiles(folder));
  }
  return entries;
}

async function timedEntry({ name, description }: Pick<Dataset, 'name' | 'description'>, folder: string, make: () => Promise<Fingerprint>): Promise<FingerprintEntry> {
  const started = performance.now();
  const made = await make();
  const elapsedMs = performance.now() - started;
  const text = writeFingerprint(made);
  const file = fingerprintPath(folder, name);
  await writeFile(file, text);
  return { name, description, recordCount: Number(made.records.count), uid: made.identity?.uid ?? '', file, fileByteLength: Buffer.byteLength(text), elapsedMs };
}

async function readDataset(dataset: Dataset, folder: string, observer: Observer, signal: AbortSignal): Promise<Fingerprint> {
  const preparation: Preparation = dataset.like === undefined ? {} : preparationLike(await loadFingerprint(folder, dataset.like));
  const result = await fingerprint(files({ locations: dataset.location, name: dataset.name }), {
    preparation,
    signal,
    onProgress: (progress) => observer.status(`  ${dataset.name}  ${describeProgress(progress)}`),
  });
  return result.fingerprint;
}

/** The fingerprint of all records of both, made without reading a record. */
async function mergeFiles(folder: string): Promise<Fingerprint> {
  return mergeFingerprints(await Promise.all(merged.of.map((name) => loadFingerprint(folder, name))), merged.name);
}
