/** What the demo finds out, and its form as JSON. */
import type { Estimate, Relation } from '@datasig/core';
import type { Truth } from './truth.ts';

/** A fingerprint that was made. */
export interface FingerprintEntry {
  readonly name: string;
  readonly description: string;
  readonly recordCount: number;
  readonly uid: string;
  /** Absolute path of the fingerprint file. */
  readonly file: string;
  readonly fileByteLength: number;
  readonly elapsedMs: number;
}

/** A comparison that was made, beside what is true. */
export interface ComparisonEntry {
  readonly a: string;
  readonly b: string;
  /** As the announcement of the original datasig had it; null for what was not in it. */
  readonly announced: number | null;
  readonly truth: Truth;
  readonly jaccard: Estimate;
  readonly identical: boolean | null;
  readonly relation: Relation;
  readonly verdict: string;
  /** Whether the truth is inside the interval and the UIDs tell it. */
  readonly holds: boolean;
}

/** All of it. */
export interface QuickstartResult {
  readonly fingerprints: readonly FingerprintEntry[];
  readonly comparisons: readonly ComparisonEntry[];
  /** Time that counting the truth over the data took. */
  readonly truthElapsedMs: number;
  readonly elapsedMs: number;
}

/** Whether every comparison said what is true. */
export function passed(result: QuickstartResult): boolean {
  return result.comparisons.length > 0 && result.comparisons.every((comparison) => comparison.holds);
}

/** The result as JSON text with a line end. */
export function formatResult(result: QuickstartResult): string {
  return `${JSON.stringify({ passed: passed(result), ...result }, null, 2)}\n`;
}
