/**
 * Measures how often the intervals of a comparison contain the truth: shared by the coverage test and its table.
 */
import { compareSketches, type Comparison, type Estimate } from '../src/estimate/compare.ts';
import type { Sketch } from '../src/sketch/sketch.ts';
import type { PairSizes } from './simulated-sets.ts';

/** Every quantity that a comparison estimates. */
export const quantities = ['jaccard', 'aInB', 'bInA', 'intersection', 'union', 'cardinalityA', 'cardinalityB'] as const;

/** One value for each quantity. */
export type Values<T> = Readonly<Record<(typeof quantities)[number], T>>;

const trueValues = ({ both, onlyA, onlyB }: PairSizes): Values<number> => ({
  jaccard: both / (both + onlyA + onlyB),
  aInB: both / (both + onlyA),
  bInA: both / (both + onlyB),
  intersection: both,
  union: both + onlyA + onlyB,
  cardinalityA: both + onlyA,
  cardinalityB: both + onlyB,
});

const estimatesOf = (comparison: Comparison): Values<Estimate> => ({
  jaccard: comparison.jaccard,
  aInB: comparison.containment.aInB,
  bInA: comparison.containment.bInA,
  intersection: comparison.intersection,
  union: comparison.union,
  cardinalityA: comparison.cardinality.a,
  cardinalityB: comparison.cardinality.b,
});

/** The share of trials whose interval contains the truth, for each quantity. */
export function measureCoverage(sizes: PairSizes, confidence: number, trials: number, simulate: () => readonly [Sketch, Sketch]): Values<number> {
  const truth = trueValues(sizes);
  const covered = Object.fromEntries(quantities.map((name) => [name, 0])) as Record<(typeof quantities)[number], number>;
  for (let trial = 0; trial < trials; trial++) {
    const estimates = estimatesOf(compareSketches(...simulate(), { confidence }));
    for (const name of quantities) {
      const { lower, upper } = estimates[name];
      if (lower <= truth[name] && truth[name] <= upper) covered[name] += 1 / trials;
    }
  }
  return covered;
}
