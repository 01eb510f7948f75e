/** What a comparison does not say, in sentences. */
import type { Fingerprint, SummaryComparison } from '@datasig/core';

/** The limits of one comparison, those that matter most first. */
export function describeLimits(comparison: SummaryComparison, fingerprints: readonly Fingerprint[]): string[] {
  const { identical, estimates } = comparison;
  const sampled = estimates !== null && !estimates.overlap.complete;
  return [
    ...(identical === true ? [] : [onlyEqual, notWhich]),
    ...(identical !== true && estimates !== null ? [distinctOnly] : []),
    ...(identical !== true && sampled && fingerprints.some(isUnkeyed) ? [aimedChanges] : []),
    ...(fingerprints.some(({ identity }) => identity === null) ? [noIdentity] : []),
    noOrder,
    noOrigin,
  ];
}

/** The limits of several comparisons together. */
export function describeManyLimits(comparisons: readonly SummaryComparison[], fingerprints: readonly Fingerprint[]): string[] {
  const every = comparisons.map((comparison) => new Set(describeLimits(comparison, fingerprints)));
  return [onlyEqual, notWhich, distinctOnly, aimedChanges, noIdentity, noOrder, noOrigin].filter((limit) => every.some((limits) => limits.has(limit)));
}

const onlyEqual = 'How close records are: a record counts as in both only if every value of it is equal. One other spelling or rounding makes it another record.';
const notWhich = 'Which records differ: fingerprints hold no records.';
const distinctOnly = 'How often records occur: shares are of distinct records, each counted once.';
const aimedChanges = 'Whether someone hid a change on purpose: who knows the fingerprint can choose changes that the sample does not see. A UID sees them all.';
const noIdentity = 'Whether the data are identical: a fingerprint without UID cannot show that.';
const noOrder = 'Anything about the order of records.';
const noOrigin = 'Who made the data or the fingerprints, or what was trained on them.';

function isUnkeyed({ canonicalization }: Fingerprint): boolean {
  return canonicalization.keyId === null;
}
