/** How sure a comparison is, and what change it would have noticed, in sentences. */
import { type Comparison, formatCount, formatShare, type SummaryComparison } from '@datasig/core';

/** How sure the numbers are. */
export function describeCertainty({ identical, estimates }: SummaryComparison): string {
  if (identical === true) return 'Certain. A UID is made of every record; other records with the same UID cannot be found in practice.';
  if (estimates === null) return 'The UIDs differ, which is certain. How much the records differ is not known.';
  const { overlap, jaccard, detection } = estimates;
  if (isEmpty(estimates)) return 'Certain. Nothing is in both, since one side is empty.';
  if (overlap.complete) return 'Exact. Both fingerprints know all distinct records, so nothing is estimated.';
  if (detection.comparedCount === 0) return 'Nothing could be compared, so that every share is possible.';
  const sample = `Estimated. ${formatCount(detection.comparedCount)} distinct records were compared, a random sample of all`;
  if (jaccard.exact) return `${sample}; the shares follow for certain.`;
  return `${sample}. ${formatShare(jaccard.confidence)} of such intervals hold the true value.`;
}

/** What difference would have been seen; null where that is not known. */
export function describeDetection({ identical, estimates }: SummaryComparison): string | null {
  if (identical === true) return 'Any other record, or one more or less of the same, would have changed the UID.';
  if (estimates === null || estimates.detection.comparedCount === 0 || isEmpty(estimates)) return null;
  const { minimumDetectableChange, power } = estimates.detection;
  if (minimumDetectableChange === 0) return 'Any record that is in one side only was seen.';
  return `Had ${formatShare(minimumDetectableChange)} or more of the distinct records been changed, this would have shown with ${formatShare(power)} probability; smaller changes may not show.`;
}

function isEmpty({ cardinality }: Comparison): boolean {
  return cardinality.a.upper === 0 || cardinality.b.upper === 0;
}
