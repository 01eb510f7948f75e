/**
 * Relations: how two sets of distinct records stand to each other, as far as identities and sketches tell.
 */
import type { Comparison } from './compare.ts';

/**
 * - `identical`: equal UIDs, the only ground for this word: the same records, each as often;
 * - `equal`, `subset` (A of B), `superset` (A of B), `disjoint`, `overlapping`: of the sets of distinct records;
 * - `undetermined`: of one set nothing could be compared.
 */
export type Relation = 'identical' | 'equal' | 'subset' | 'superset' | 'disjoint' | 'overlapping' | 'undetermined';

/** A relation and whether it is certain, or only what the sample is consistent with. */
export interface RelationResult {
  readonly relation: Relation;
  readonly certain: boolean;
}

/**
 * The relation of a comparison.
 *
 * @param identical whether the UIDs are equal; null where one is not known.
 */
export function relation(comparison: Comparison, identical: boolean | null): RelationResult {
  if (identical === true) return { relation: 'identical', certain: true };
  const { both, onlyA, onlyB, complete } = comparison.overlap;
  const emptyA = comparison.cardinality.a.upper === 0;
  const emptyB = comparison.cardinality.b.upper === 0;
  if (emptyA || emptyB) return { relation: relationOfEmpty(emptyA, emptyB), certain: true };
  if (both + onlyA === 0 || both + onlyB === 0) return { relation: 'undetermined', certain: false };
  const seen = relationOfCounts(both, onlyA, onlyB);
  // Overlapping sets have shown a record of each kind; more records cannot take that back.
  return { relation: seen, certain: complete || seen === 'overlapping' };
}

function relationOfEmpty(emptyA: boolean, emptyB: boolean): Relation {
  if (emptyA && emptyB) return 'equal';
  return emptyA ? 'subset' : 'superset';
}

function relationOfCounts(both: number, onlyA: number, onlyB: number): Relation {
  if (onlyA === 0 && onlyB === 0) return 'equal';
  if (both === 0) return 'disjoint';
  if (onlyA === 0) return 'subset';
  return onlyB === 0 ? 'superset' : 'overlapping';
}
