/** The demo from beginning to end. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { compareFiles, countDatasets } from './compare-files.ts';
import { listDatasets } from './datasets.ts';
import { fingerprintDatasets } from './fingerprint-datasets.ts';
import type { Observer } from './observer.ts';
import type { QuickstartResult } from './result.ts';

/**
 * Fingerprints real data, compares the files and counts what is true.
 *
 * @param outputFolder where the fingerprint files go; the data that the demo makes go to a temporary folder, which is
 * gone at the end in any case
 * @throws DatasigError `cancelled`, or the signal's reason, when `signal` is aborted
 */
export async function runQuickstart(outputFolder: string, observer: Observer, signal: AbortSignal): Promise<QuickstartResult> {
  const started = performance.now();
  const dataFolder = await mkdtemp(join(tmpdir(), 'datasig-quickstart-'));
  try {
    const datasets = listDatasets(dataFolder);
    const fingerprints = await fingerprintDatasets(datasets, outputFolder, observer, signal);
    observer.allFingerprinted(fingerprints);
    const counting = performance.now();
    const counts = await countDatasets(datasets, observer, signal);
    const truthElapsedMs = performance.now() - counting;
    const comparisons = await compareFiles(outputFolder, counts, observer, signal);
    return { fingerprints, comparisons, truthElapsedMs, elapsedMs: performance.now() - started };
  } finally {
    await rm(dataFolder, { recursive: true, force: true });
  }
}
