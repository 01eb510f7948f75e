/** How sure a comparison is, and what change it would have noticed, in sentences. */
import { type Comparison, formatCount, formatShare, type SummaryComparison } from '@datasig/core';

/** How sure the numbers are. */
export function describeCertainty({ identical, relation, estimates }: SummaryComparison): string {
  if (identical === true) return 'Certain. A UID is made of every record; other records with the same UID cannot be found in practice.';
  if (estimates === null) return 'The UIDs differ, which is certain. How much the records differ is not known.';
  const { overlap, jaccard, detection } = estimates;
  if (isEmpty(estimates)) return 'Certain. Nothing is in both, since one side is empty.';
  if (overlap.complete) return 'Exact. Both fingerprints know all distinct records, so nothing is estimated.';
  if (relation === 'undetermined') return 'Not sure at all. Of one side, or of both, no record could be compared.';
  const sample = `Estimated. ${formatCount(detection.comparedCount)} distinct records were compared, a random sample of all`;
  if (jaccard.exact) return `${sample}; the shares follow for certain.`;
  return `${sample}. ${formatShare(jaccard.confidence)} of ranges like those given hold the true value.`;
}

/** How sure several comparisons are together. */
export function describeSampling(comparisons: readonly SummaryComparison[]): string {
  const sampled = comparisons.filter(({ identical, estimates }) => identical !== true && estimates !== null && !estimates.overlap.complete && !isEmpty(estimates));
  if (sampled.length === 0) return 'All shares that are given are exact: the fingerprints know all distinct records, or the UIDs are equal.';
  const { estimates } = sampled[0]!;
  const confidence = formatShare(estimates!.jaccard.exact ? estimates!.containment.aInB.confidence : estimates!.jaccard.confidence);
  const fewest = Math.min(...sampled.map((comparison) => comparison.estimates!.detection.comparedCount));
  return `Shares are estimated from a random sample of the records unless they are said to be exact; at least ${formatCount(fewest)} distinct records were compared in each case. ${confidence} of ranges like those given hold the true value.`;
}

/** What would have been seen, had it been there; null where that is not known. Shares are of the distinct records of both together. */
export function describeDetection({ identical, relation, estimates }: SummaryComparison): string | null {
  if (identical === true) return 'Any other record, or one more or less of the same, would have changed the UID.';
  if (estimates === null || relation === 'undetermined' || isEmpty(estimates)) return null;
  const { minimumDetectableChange, power } = estimates.detection;
  if (minimumDetectableChange === 0) return 'Any record that is in one side only was seen.';
  const [share, probability] = [formatShare(minimumDetectableChange), `${formatShare(power)} probability`];
  switch (relation) {
    case 'disjoint':
      return `Had they shared ${share} or more of all distinct records of both, this would have shown with ${probability}; less may not show.`;
    case 'subset':
      return describeMissed('A', 'B', share, probability);
    case 'superset':
      return describeMissed('B', 'A', share, probability);
    case 'overlapping':
      return `What makes up ${share} or more of all distinct records, shared or in one side only, shows with ${probability}; less may not show. How much it is, is known as closely as its range says.`;
    default:
      return `Had ${share} or more of the distinct records been changed, this would have shown with ${probability}; smaller changes may not show.`;
  }
}

function describeMissed(part: string, whole: string, share: string, probability: string): string {
  return `Had ${part} held records that ${whole} does not, this would have shown with ${probability} if they were ${share} or more of all distinct records; fewer may not show.`;
}

function isEmpty({ cardinality }: Comparison): boolean {
  return cardinality.a.upper === 0 || cardinality.b.upper === 0;
}
