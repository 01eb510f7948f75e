/** A verdict in the few words that need no explanation; the sentence of the comparison stands below. */
import type { PairView } from '@datasig/report';

/** What to say first. */
export function headlineOf({ relation, certain, identical, estimates }: Pick<PairView, 'relation' | 'certain' | 'identical' | 'estimates'>): string {
  switch (relation) {
    case 'identical':
      return 'The same data';
    case 'equal':
      if (certain) return 'The same records';
      return identical === null ? 'No difference was found' : 'Almost the same';
    case 'subset':
      return certain ? 'A is part of B' : 'A seems to be part of B';
    case 'superset':
      return certain ? 'B is part of A' : 'B seems to be part of A';
    case 'disjoint':
      return certain ? 'Nothing in common' : 'Nothing in common was found';
    case 'overlapping':
      return `Partly the same: ${estimates === null ? 'some' : estimates.jaccard.value} in common`;
    default:
      return identical === false && estimates === null ? 'Not the same data' : 'Too little to tell';
  }
}
