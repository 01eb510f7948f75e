/** Compares fingerprint files and holds what they say against the truth. */
import { compareFingerprints } from '@datasig/core';
import { holds, merged, type Pair, pairs } from './comparisons.ts';
import type { Dataset } from './datasets.ts';
import { loadFingerprint } from './fingerprint-datasets.ts';
import type { Observer } from './observer.ts';
import type { ComparisonEntry } from './result.ts';
import { addCounts, compareCounts, type RecordCounts, type Truth } from './truth.ts';

/** Counts the records of every dataset, by name; also those of the merged one. */
export async function countDatasets(datasets: readonly Dataset[], observer: Observer, signal: AbortSignal): Promise<ReadonlyMap<string, RecordCounts>> {
  const counts = new Map<string, RecordCounts>();
  for (const dataset of datasets) {
    signal.throwIfAborted();
    observer.status(`  counting what is true: ${dataset.name}`);
    counts.set(dataset.name, await dataset.count());
  }
  return counts.set(merged.name, addCounts(merged.of.map((name) => counts.get(name)!)));
}

/** Makes all comparisons from the files in `folder`. */
export async function compareFiles(folder: string, counts: ReadonlyMap<string, RecordCounts>, observer: Observer, signal: AbortSignal): Promise<ComparisonEntry[]> {
  const entries: ComparisonEntry[] = [];
  for (const pair of pairs) {
    signal.throwIfAborted();
    const entry = await comparePair(folder, pair, compareCounts(counts.get(pair.a)!, counts.get(pair.b)!));
    entries.push(entry);
    observer.compared(entry);
  }
  return entries;
}

async function comparePair(folder: string, { a, b, announced }: Pair, truth: Truth): Promise<ComparisonEntry> {
  const { estimates, identical, relation, verdict } = compareFingerprints(await loadFingerprint(folder, a), await loadFingerprint(folder, b));
  if (estimates === null) throw new Error(`the fingerprints of ${a} and ${b} have no sketch`);
  const { jaccard } = estimates;
  return { a, b, announced: announced ?? null, truth, jaccard, identical, relation, verdict, holds: holds(jaccard, identical, truth) };
}
