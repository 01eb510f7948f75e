/** Relations as words of a table, of the first dataset to the second. */
import type { Relation, SummaryComparison } from '@datasig/core';

const certainly: Readonly<Record<Relation, string>> = {
  identical: 'the same data',
  equal: 'the same distinct records',
  subset: 'first is part of second',
  superset: 'second is part of first',
  disjoint: 'nothing in common',
  overlapping: 'some records in both',
  undetermined: 'not known',
};

const bySample: Readonly<Record<Relation, string>> = {
  ...certainly,
  equal: 'no difference found',
  subset: 'first seems part of second',
  superset: 'second seems part of first',
  disjoint: 'nothing in common found',
};

/** A few words for a relation that is certain, or that a sample is consistent with. */
export function relationText({ relation, certain, identical }: Pick<SummaryComparison, 'relation' | 'certain' | 'identical'>): string {
  if (relation === 'undetermined' && identical === false) return 'not the same data';
  return (certain ? certainly : bySample)[relation];
}
