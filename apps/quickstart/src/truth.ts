/**
 * The true similarity, counted over the data itself.
 *
 * Nothing of Datasig is used here, so that the estimates have something independent to be held against: records are
 * told apart by the SHA-256 of their raw bytes, and all of them are kept.
 */
import { hash } from 'node:crypto';

/** How often each record occurs, by its digest. */
export type RecordCounts = ReadonlyMap<string, number>;

/** What is true of two datasets. */
export interface Truth {
  /** Distinct records in both as a share of those in either. */
  readonly jaccard: number;
  /** Whether both hold the same records, each as often. */
  readonly identical: boolean;
}

/** Counts records given as raw bytes or text. */
export function countRecords(records: Iterable<Uint8Array | string>): RecordCounts {
  const counts = new Map<string, number>();
  for (const record of records) {
    const digest = hash('sha256', record, 'base64');
    counts.set(digest, (counts.get(digest) ?? 0) + 1);
  }
  return counts;
}

/** The counts of several datasets together. */
export function addCounts(list: readonly RecordCounts[]): RecordCounts {
  const sum = new Map<string, number>();
  for (const counts of list) {
    for (const [digest, count] of counts) sum.set(digest, (sum.get(digest) ?? 0) + count);
  }
  return sum;
}

/** What is true of A and B; of two empty ones that they are equal. */
export function compareCounts(a: RecordCounts, b: RecordCounts): Truth {
  let both = 0;
  let asOften = 0;
  for (const [digest, count] of a) {
    const other = b.get(digest);
    if (other !== undefined) both++;
    if (other === count) asOften++;
  }
  const union = a.size + b.size - both;
  return { jaccard: union === 0 ? 1 : both / union, identical: asOften === union };
}
