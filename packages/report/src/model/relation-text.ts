/** Relations as words of a table. */
import type { SummaryComparison } from '@datasig/core';

/** `overlapping`, `consistent with subset`, as a row says it of the first dataset. */
export function relationText({ relation, certain, identical }: Pick<SummaryComparison, 'relation' | 'certain' | 'identical'>): string {
  if (relation === 'undetermined') return identical === false ? 'different' : 'not known';
  return certain ? relation : `consistent with ${relation}`;
}
