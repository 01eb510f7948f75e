/** How far a dataset has moved from one version to another: what went, what came, as shares and as counts. */
import { compareFingerprints, type Comparison, type Estimate, type Fingerprint, type FingerprintComparison } from '@datasig/core';

/** The way from one version to the next. All but `recordCount` is of distinct records, null where sketches are missing. */
export interface Drift {
  /** Whether the UIDs are equal; null where one is missing. */
  readonly identical: boolean | null;
  /** Exact, duplicates counted; null where not known. */
  readonly recordCount: { readonly before: bigint | null; readonly after: bigint | null };
  /** The share of all records of either version that are in one only: 1 − Jaccard. */
  readonly changedShare: Estimate | null;
  /** The share of the records before that are gone. */
  readonly removedShare: Estimate | null;
  /** The share of the records after that are new. */
  readonly addedShare: Estimate | null;
  /** How many records are gone, and how many are new. */
  readonly removed: Estimate | null;
  readonly added: Estimate | null;
  readonly comparison: FingerprintComparison;
}

/**
 * Measures the way from `before` to `after`. Where both sketches are complete, or the UIDs equal, all is exact.
 *
 * @param confidence with which each interval covers the truth; default 0.95
 * @throws IncompatibleError when the two cannot be compared
 */
export function measureDrift(before: Fingerprint, after: Fingerprint, confidence = 0.95): Drift {
  const comparison = compareFingerprints(before, after, { confidence });
  const { identical, recordCount, estimates } = comparison;
  const base = { identical, recordCount: { before: recordCount.a, after: recordCount.b }, comparison };
  if (estimates === null) {
    const nothing = identical === true ? none : null;
    return { ...base, changedShare: nothing, removedShare: nothing, addedShare: nothing, removed: nothing, added: nothing };
  }
  // A count is a share of a size: each of both bounds may err half as often, so that the product keeps the confidence.
  const wider = compareFingerprints(before, after, { confidence: (1 + confidence) / 2 }).estimates!;
  const { both, onlyA, onlyB, complete } = estimates.overlap;
  return {
    ...base,
    changedShare: complete ? shareOf(onlyA + onlyB, both + onlyA + onlyB, estimates.jaccard) : complement(estimates.jaccard),
    removedShare: complete ? shareOf(onlyA, both + onlyA, estimates.containment.aInB) : complement(estimates.containment.aInB),
    addedShare: complete ? shareOf(onlyB, both + onlyB, estimates.containment.bInA) : complement(estimates.containment.bInA),
    removed: count(estimates, wider, 'a', confidence),
    added: count(estimates, wider, 'b', confidence),
  };
}

const none: Estimate = { estimate: 0, lower: 0, upper: 0, confidence: 1, exact: true };

/** Counts that are known, without the rounding of 1 − x. A share of nothing stays what it was. */
function shareOf(part: number, whole: number, known: Estimate): Estimate {
  if (known.estimate === null) return known;
  const share = part / whole;
  return { ...known, estimate: share, lower: share, upper: share };
}

function complement({ estimate, lower, upper, ...rest }: Estimate): Estimate {
  return { ...rest, estimate: estimate === null ? null : 1 - estimate, lower: 1 - upper, upper: 1 - lower };
}

/** How many of one side's records the other lacks. */
function count({ overlap }: Comparison, wider: Comparison, side: 'a' | 'b', confidence: number): Estimate {
  const [seen, share] = side === 'a' ? [overlap.onlyA, wider.containment.aInB] : [overlap.onlyB, wider.containment.bInA];
  if (share.exact && share.estimate === 1) return none;
  if (overlap.complete) return { ...none, estimate: seen, lower: seen, upper: seen };
  const size = wider.cardinality[side];
  // Of classic sketches an entry that differs is no record that is surely gone.
  const certain = wider.parameters.a.scheme.startsWith('classic/') ? 0 : seen;
  const lower = Math.max(certain, Math.ceil(size.lower * (1 - share.upper)));
  const upper = Math.max(lower, Math.floor(size.upper * (1 - share.lower)));
  const estimate = Math.min(Math.max(Math.round((size.estimate ?? 0) * (1 - (share.estimate ?? 0))), lower), upper);
  return { estimate, lower, upper, confidence, exact: false };
}
