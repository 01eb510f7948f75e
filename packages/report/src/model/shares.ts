/** What a comparison tells of two sets in shares, also where equal UIDs alone tell it. */
import type { Estimate, SummaryComparison } from '@datasig/core';

/** Similarity and containments; null where nothing is known. */
export interface Shares {
  readonly similarity: Estimate | null;
  readonly aInB: Estimate | null;
  readonly bInA: Estimate | null;
}

const all: Estimate = { estimate: 1, lower: 1, upper: 1, confidence: 1, exact: true };

/** The shares of a comparison. */
export function sharesOf({ estimates, identical }: SummaryComparison): Shares {
  if (estimates !== null) return { similarity: estimates.jaccard, aInB: estimates.containment.aInB, bInA: estimates.containment.bInA };
  const share = identical === true ? all : null;
  return { similarity: share, aInB: share, bInA: share };
}

/** The complement of a share: what of one side is not in the other. */
export function complement(share: Estimate): Estimate {
  const { estimate, lower, upper } = share;
  return { ...share, estimate: estimate === null ? null : 1 - estimate, lower: 1 - upper, upper: 1 - lower };
}
