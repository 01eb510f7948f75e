/** What the study asks of a scheme. */
import type { Interval, PairSizes, Random } from '../core.ts';
import type { Digests } from '../digests.ts';

/** Of all intervals. */
export const confidence: number = 0.95;

/** How large sketches are to be. */
export interface Setting {
  /** The number of values that a sketch is to have; of a sketch without fixed size, on average for the larger set. */
  readonly k: number;
  /** Records of the larger of two sets that are compared. */
  readonly largestSize: number;
}

/** A point, and limits where the scheme has them. */
export interface Estimated {
  readonly estimate: number;
  readonly limits: Omit<Interval, 'estimate'> | null;
}

/** What two sketches tell of their sets. */
export interface SchemeComparison {
  readonly jaccard: Estimated;
  /** The share of A that is in B. */
  readonly aInB: Estimated;
}

/** A way to sum up a set of records so that two sets can be compared. */
export interface Scheme<S> {
  readonly name: string;
  /** In words, with its source. */
  readonly title: string;
  /** Whether the sketch of a union can be made of two sketches, in the form that is stored. */
  readonly mergeable: boolean;
  /** Whether it belongs to the estimates of core, as core has it. */
  readonly shipped: boolean;
  /** Steps for each record at this k; bounds where the scheme can be run over records. */
  stepsPerRecord(k: number): number;
  /** The sketch of a set of distinct records. */
  sketch(records: Digests, setting: Setting): S;
  /** The sketch of the union, in the form before anything is lost that merging needs. */
  merge(a: S, b: S): S;
  /** Limits have a confidence of {@link confidence}. */
  compare(a: S, b: S): SchemeComparison;
  /** The sketch of a smaller k, the first values of one of a larger; absent where those differ. */
  first?(sketch: S, k: number): S;
  /** Length of the stored form. */
  byteLength(sketch: S): number;
  /**
   * Sketches of a pair of sets of random hashes, drawn without making the sets; absent where the values depend on
   * each other in ways that only the sets themselves show.
   */
  draw?(random: Random, sizes: PairSizes, setting: Setting): readonly [S, S];
}
