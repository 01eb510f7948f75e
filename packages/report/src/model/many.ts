/** Several datasets, each compared with each, and ordered so that similar ones are together. */
import { compareFingerprints, DatasigError, type Estimate, type FingerprintComparison, InvalidArgumentError } from '@datasig/core';
import { type Cluster, clusterByAverage, itemsOf } from './cluster.ts';
import type { Operand } from './operand.ts';
import { relationText } from './relation-text.ts';
import { sharesOf } from './shares.ts';
import { type SideView, viewSide } from './side.ts';
import { describeSampling } from '../text/certainty.ts';
import { describeManyLimits } from '../text/limits.ts';
import { toPrintable } from '../text/printable.ts';

/** The comparison of two of them. */
export interface PairCell {
  /** Places of both in `sides`; `a` is below `b`. */
  readonly a: number;
  readonly b: number;
  /** Null where the two cannot be compared. */
  readonly comparison: FingerprintComparison | null;
  /** Why they cannot be compared. */
  readonly reason?: string;
  readonly similarity: Estimate | null;
  readonly aInB: Estimate | null;
  readonly bInA: Estimate | null;
  /** A few words, `a` being the first and `b` the second: `some records in both`, `first seems part of second`, `cannot be compared`, …. */
  readonly relation: string;
}

/** The comparison of several. */
export interface ManyView {
  /** In the order given, labelled `1`, `2`, …. */
  readonly sides: readonly SideView[];
  /** Each two once, by `a`, then by `b`. */
  readonly pairs: readonly PairCell[];
  /** Places in `sides`, similar ones together. */
  readonly order: readonly number[];
  /** The tree of that order; distances are 1 − similarity, averaged over the members of a group. */
  readonly tree: Cluster | null;
  readonly certainty: string;
  readonly limits: readonly string[];
}

/** So many are compared within a second. */
const mostDatasets = 64;

/**
 * Compares each dataset with each. Two that cannot be compared are told so, and count as having nothing in common.
 *
 * @param options `confidence` of the intervals; default 0.95
 * @throws InvalidArgumentError for more than 64 datasets, or a confidence that is none
 */
export function compareMany(operands: readonly Operand[], options: { readonly confidence?: number } = {}): ManyView {
  if (operands.length > mostDatasets) throw new InvalidArgumentError('invalid-argument', `${operands.length} datasets: at most ${mostDatasets} are compared with each other`);
  const pairs = operands.flatMap((_, a) => operands.slice(a + 1).map((__, index) => comparePair(operands, a, a + 1 + index, options)));
  const tree = clusterByAverage(distancesOf(operands.length, pairs));
  const fingerprints = operands.map(({ fingerprint }) => fingerprint);
  const comparisons = pairs.flatMap(({ comparison }) => comparison ?? []);
  return {
    sides: operands.map((operand, index) => viewSide(String(index + 1), operand)),
    pairs,
    order: itemsOf(tree),
    tree,
    certainty: describeSampling(comparisons),
    limits: describeManyLimits(comparisons, fingerprints),
  };
}

/** The cell of two places, whichever comes first; undefined for one and the same. */
export function pairAt({ pairs, sides }: ManyView, row: number, column: number): PairCell | undefined {
  const [a, b] = [Math.min(row, column), Math.max(row, column)];
  // Before those of `a` come all of the earlier ones, each of which has one less.
  return a === b ? undefined : pairs[(a * (2 * sides.length - a - 1)) / 2 + (b - a - 1)];
}

function comparePair(operands: readonly Operand[], a: number, b: number, options: { readonly confidence?: number }): PairCell {
  const comparison = tryToCompare(operands[a]!, operands[b]!, options);
  if (typeof comparison === 'string') return { a, b, comparison: null, reason: comparison, similarity: null, aInB: null, bInA: null, relation: 'cannot be compared' };
  return { a, b, comparison, ...sharesOf(comparison), relation: relationText(comparison) };
}

/** The comparison, or why there is none. */
export function tryToCompare(a: Operand, b: Operand, options: { readonly confidence?: number }): FingerprintComparison | string {
  try {
    return compareFingerprints(a.fingerprint, b.fingerprint, options);
  } catch (error) {
    if (DatasigError.is(error) && error.code !== 'invalid-argument') return toPrintable(error.message);
    throw error;
  }
}

function distancesOf(count: number, pairs: readonly PairCell[]): number[][] {
  const distances = Array.from({ length: count }, () => Array.from({ length: count }, () => 0));
  for (const { a, b, similarity, comparison } of pairs) {
    const distance = comparison?.identical === true ? 0 : 1 - (similarity?.estimate ?? 0);
    distances[a]![b] = distance;
    distances[b]![a] = distance;
  }
  return distances;
}
