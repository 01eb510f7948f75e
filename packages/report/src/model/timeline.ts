/** Versions of one dataset in their order, each compared with the one before. */
import type { Estimate, FingerprintComparison } from '@datasig/core';
import { describeSampling } from '../text/certainty.ts';
import { describeManyLimits } from '../text/limits.ts';
import { tryToCompare } from './many.ts';
import type { Operand } from './operand.ts';
import { describePair, type PairView } from './pair.ts';
import { complement, sharesOf } from './shares.ts';
import { type SideView, viewSide } from './side.ts';

/** A version and how it came from the one before. */
export interface TimelineStep {
  /** Place of the newer version in `sides`; that of the older is one less. */
  readonly index: number;
  /** A is the older version, B the newer. Null where the two cannot be compared. */
  readonly comparison: FingerprintComparison | null;
  /** The same, ready to show. */
  readonly pair: PairView | null;
  /** Why they cannot be compared. */
  readonly reason?: string;
  readonly similarity: Estimate | null;
  /** The share of the newer version's distinct records that the older has not. */
  readonly added: Estimate | null;
  /** The share of the older version's distinct records that the newer has not. */
  readonly removed: Estimate | null;
}

/** The versions. */
export interface TimelineView {
  /** In the order given, labelled `1`, `2`, …. */
  readonly sides: readonly SideView[];
  /** One less than there are versions. */
  readonly steps: readonly TimelineStep[];
  readonly certainty: string;
  readonly limits: readonly string[];
}

/**
 * Compares each version with the one before; the order is that of the argument, oldest first.
 *
 * @param options `confidence` of the intervals; default 0.95
 * @throws InvalidArgumentError for a confidence that is none
 */
export function describeTimeline(versions: readonly Operand[], options: { readonly confidence?: number } = {}): TimelineView {
  const compared = versions.slice(1).map((b, index) => ({ a: versions[index]!, b, comparison: tryToCompare(versions[index]!, b, options) }));
  const comparisons = compared.flatMap(({ comparison }) => (typeof comparison === 'string' ? [] : comparison));
  return {
    sides: versions.map((version, index) => viewSide(String(index + 1), version)),
    steps: compared.map(({ a, b, comparison }, index): TimelineStep => {
      if (typeof comparison === 'string') return { index: index + 1, comparison: null, pair: null, reason: comparison, similarity: null, added: null, removed: null };
      const { similarity, aInB, bInA } = sharesOf(comparison);
      const not = (share: Estimate | null): Estimate | null => (share === null ? null : complement(share));
      return { index: index + 1, comparison, pair: describePair({ a, b }, comparison), similarity, added: not(bInA), removed: not(aInB) };
    }),
    certainty: describeSampling(comparisons),
    limits: describeManyLimits(comparisons, versions.map(({ fingerprint }) => fingerprint)),
  };
}
