/** The result in a few words, above core's verdict: no term that needs to be learned, and no more than is known. */
import type { SummaryComparison } from '@datasig/core';

/** The headline of a comparison. */
export function describeHeadline({ relation, certain, identical, estimates }: SummaryComparison): string {
  const emptyA = estimates?.cardinality.a.upper === 0;
  const emptyB = estimates?.cardinality.b.upper === 0;
  if (emptyA || emptyB) return emptyA && emptyB ? 'Both are empty' : `${emptyA ? 'A' : 'B'} is empty`;
  switch (relation) {
    case 'identical':
      return 'The same data';
    case 'equal':
      if (certain) return 'The same distinct records';
      return identical === false ? 'Not the same data, but no difference was found among the records compared' : 'No difference was found';
    case 'subset':
      return certain ? 'All of A is in B' : 'All of A seems to be in B';
    case 'superset':
      return certain ? 'All of B is in A' : 'All of B seems to be in A';
    case 'disjoint':
      return certain ? 'Nothing in common' : 'Nothing in common was found';
    case 'overlapping':
      return 'Some records are in both, others are not';
    default:
      return identical === false ? 'Not the same data; how much they share is not known' : 'Not known';
  }
}
