/** Which fingerprints are compared, and whether a comparison said what is true. */
import type { Estimate } from '@datasig/core';
import type { Truth } from './truth.ts';

/** Two datasets to compare, by their names. */
export interface Pair {
  readonly a: string;
  readonly b: string;
  /** Similarity in the announcement of the original datasig, whose table this is; absent for what was not in it. */
  readonly announced?: number;
}

/** The dataset made of two fingerprints alone. */
export const merged = { name: 'mnist-all', description: 'both, merged from their files', of: ['mnist-train', 'mnist-test'] } as const;

/** The comparisons, in the order in which they are shown. */
export const pairs: readonly Pair[] = [
  { a: 'mnist-train', b: 'mnist-train', announced: 1 },
  { a: 'mnist-train', b: 'mnist-half', announced: 0.5 },
  { a: 'mnist-train', b: 'mnist-test', announced: 0 },
  { a: merged.name, b: 'mnist-test', announced: 0.1428 },
  { a: 'flights', b: 'flights-csv' },
  { a: 'flights', b: 'flights-edited' },
];

/** Whether the true similarity is inside the interval, and the UIDs are equal exactly where the data are. */
export function holds(jaccard: Estimate, identical: boolean | null, truth: Truth): boolean {
  return jaccard.lower <= truth.jaccard && truth.jaccard <= jaccard.upper && identical === truth.identical;
}
