/**
 * Verdicts: a comparison in one plain sentence that claims no more than was shown.
 */
import type { Comparison, Estimate } from './compare.ts';
import { formatCount, formatShare } from './number-text.ts';
import { relation, type Relation } from './relation.ts';

/**
 * The sentence for a comparison of A and B; only equal UIDs make it say "identical".
 *
 * @param identical whether the UIDs are equal; null where one is not known.
 */
export function verdict(comparison: Comparison, identical: boolean | null): string {
  const result = relation(comparison, identical);
  const sentences = result.certain ? certainSentences : sampledSentences;
  return sentences[result.relation](comparison, identical);
}

type Sentences = Readonly<Record<Relation, (comparison: Comparison, identical: boolean | null) => string>>;

const certainSentences: Sentences = {
  identical: () => 'Identical: the UIDs are equal, so both hold the same records, each as often.',
  equal: ({ cardinality }, identical) => {
    if (cardinality.a.upper === 0) return 'Equal: both are empty.';
    if (identical === null) return 'Equal as sets: both hold the same distinct records; without both UIDs it is not known whether each occurs as often.';
    return 'Equal as sets, yet not the same data: both hold the same distinct records, but some occur more often in one.';
  },
  subset: ({ cardinality }) => containsAll('A', cardinality.a, 'B', cardinality.b),
  superset: ({ cardinality }) => containsAll('B', cardinality.b, 'A', cardinality.a),
  disjoint: () => 'Disjoint: no record is in both.',
  overlapping: ({ jaccard }) => `Overlapping: ${describeEstimate(jaccard)} of all distinct records are in both.`,
  undetermined: () => undeterminedSentence,
};

const sampledSentences: Sentences = {
  ...certainSentences,
  equal: ({ detection }, identical) => {
    const sample = `no difference among the ${formatCount(detection.comparedCount)} distinct records compared`;
    const change = formatShare(detection.minimumDetectableChange);
    const probability = formatShare(detection.power);
    if (identical === null) return `Consistent with equal: ${sample}; a change of ${change} or more of all would have been seen with ${probability} probability.`;
    return `They differ, by less than ${change} of the distinct records (${probability} probability) or only in how often some occur: the UIDs differ, but there is ${sample}.`;
  },
  subset: ({ containment }) => `Consistent with A being a subset of B: all records of A that were compared are in B; A covers ${describeEstimate(containment.bInA)} of B.`,
  superset: ({ containment }) => `Consistent with B being a subset of A: all records of B that were compared are in A; B covers ${describeEstimate(containment.aInB)} of A.`,
  disjoint: ({ jaccard, detection }) =>
    `Consistent with disjoint: none of the ${formatCount(detection.comparedCount)} distinct records compared is in both; at most ${formatShare(jaccard.upper)} of all are.`,
};

const undeterminedSentence = 'Undetermined: too few records could be compared; make the fingerprints again with a larger sketch.';

function containsAll(partName: string, part: Estimate, wholeName: string, whole: Estimate): string {
  if (part.upper === 0) return `${partName} is empty, and so a subset of ${wholeName}.`;
  const more = formatCount(whole.lower - part.lower);
  return `${partName} is a subset of ${wholeName}: ${wholeName} holds all ${formatCount(part.lower)} distinct records of ${partName} and ${more} more.`;
}

/** An estimate with its interval, as part of a sentence. */
function describeEstimate(estimate: Estimate): string {
  const value = formatShare(estimate.estimate ?? 0);
  return estimate.exact ? value : `${value} (${formatShare(estimate.lower)} to ${formatShare(estimate.upper)})`;
}
