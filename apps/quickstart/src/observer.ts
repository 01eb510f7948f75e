/** Who is told how the demo goes on. */
import type { ComparisonEntry, FingerprintEntry } from './result.ts';

/** Called in this order: fingerprints, all of them, comparisons; `status` at any time. */
export interface Observer {
  /** What is being done now, in one line. */
  status(text: string): void;
  fingerprinted(entry: FingerprintEntry): void;
  allFingerprinted(entries: readonly FingerprintEntry[]): void;
  compared(entry: ComparisonEntry): void;
}
