/**
 * Estimators of the Jaccard index from one pair of bottom-k sketches: those of core, and those that would need to know
 * how many distinct records each set has. Beside them, of sketches of as many k-mins, those that these allow.
 */
import { countOverlap, coveredSpace, estimateByCounting, estimateOverlap, estimateProportion, estimateWithWide, type BottomKSketch, type Interval, type PairSizes } from '../core.ts';
import { likelihoodInterval } from '../likelihood.ts';
import { type Minima, proportionOf } from '../schemes/minima.ts';
import { estimateByOrder, orderOf } from '../schemes/order.ts';
import { confidence } from '../schemes/scheme.ts';

/** What an estimator is given: sketches of two kinds of pairs of sets of these sizes, which are for those that know them. */
interface Evidence {
  readonly a: BottomKSketch;
  readonly b: BottomKSketch;
  readonly minimaA: Minima;
  readonly minimaB: Minima;
  readonly sizes: PairSizes;
}

/** An estimator. */
export interface Estimator {
  readonly name: string;
  readonly title: string;
  /** Whether it needs to know both cardinalities, which no sketch that is full tells. */
  readonly knowsSizes: boolean;
  estimate(evidence: Evidence): Interval;
}

const nothing: Interval = { estimate: 0, lower: 0, upper: 1 };

/** All that are compared. */
export const estimators: readonly Estimator[] = [
  {
    name: 'counting',
    title: 'matches below the common threshold, Clopper–Pearson',
    knowsSizes: false,
    estimate: ({ a, b }) => estimateByCounting(countOverlap(a, b), confidence).jaccard ?? nothing,
  },
  { name: 'joint', title: 'joint estimate over all cells, always', knowsSizes: false, estimate: estimateJointlyAlways },
  {
    name: 'shipped',
    title: 'core: counting, or joint where thresholds are 1.25 apart',
    knowsSizes: false,
    estimate: ({ a, b }) => estimateOverlap(a, b, countOverlap(a, b), confidence).jaccard ?? nothing,
  },
  { name: 'known-likelihood', title: 'maximum likelihood, cardinalities known; likelihood ratio', knowsSizes: true, estimate: (evidence) => estimateKnown(evidence, 0) },
  { name: 'known-corrected', title: 'the same, limits with half a record more', knowsSizes: true, estimate: (evidence) => estimateKnown(evidence, 0.5) },
  { name: 'known-contained', title: 'containment of the smaller set by Clopper–Pearson, cardinalities known', knowsSizes: true, estimate: estimateKnownContained },
  { name: 'k-mins-counting', title: 'of k-mins: equal places, Clopper–Pearson', knowsSizes: false, estimate: ({ minimaA, minimaB }) => proportionOf(orderOf(minimaA, minimaB).equal, minimaA.length) },
  { name: 'k-mins-order', title: 'of k-mins: the order of minima, cardinalities estimated (Ertl 2021)', knowsSizes: false, estimate: ({ minimaA, minimaB }) => estimateByOrder(orderOf(minimaA, minimaB), 1) },
];

function estimateJointlyAlways({ a, b }: Evidence): Interval {
  const overlap = countOverlap(a, b);
  const aIsWide = coveredSpace(a) >= coveredSpace(b);
  const oriented = aIsWide ? overlap : { ...overlap, onlyA: overlap.onlyB, onlyB: overlap.onlyA };
  if (oriented.both + oriented.onlyA === 0) return estimateByCounting(overlap, confidence).jaccard ?? nothing;
  return estimateWithWide(aIsWide ? a : b, oriented, confidence).jaccard ?? nothing;
}

/**
 * With |A| and |B| known one number is left, the size of the intersection; what is below the threshold is a random
 * sample of the union. `correction` moves each limit's counts by as much, as exact limits of a binomial do.
 */
function estimateKnown({ a, b, sizes }: Evidence, correction: number): Interval {
  const { both, onlyA, onlyB } = countOverlap(a, b);
  const [sizeA, sizeB] = [sizes.both + sizes.onlyA, sizes.both + sizes.onlyB];
  const toJaccard = (intersection: number): number => intersection / (sizeA + sizeB - intersection);
  const least = both;
  const most = Math.min(sizeA - onlyA, sizeB - onlyB);
  if (most <= least) return { estimate: toJaccard(least), lower: toJaccard(least), upper: toJaccard(least) };
  const term = (count: number, size: number): number => (count === 0 ? 0 : count * Math.log(Math.max(size, 1e-300)));
  // A shift moves half a match to the smaller set's own records: there it tells most.
  const intervalFor = (shift: number): Interval => {
    const aIsSmall = sizeA <= sizeB;
    const matches = Math.max(0, both - shift);
    const aAlone = Math.max(0, onlyA + (aIsSmall ? shift : 0));
    const bAlone = Math.max(0, onlyB + (aIsSmall ? 0 : shift));
    const likelihood = (beyond: number): number => {
      const intersection = least + beyond;
      return term(matches, intersection) + term(aAlone, sizeA - intersection) + term(bAlone, sizeB - intersection) - term(matches + aAlone + bAlone, sizeA + sizeB - intersection);
    };
    return likelihoodInterval(likelihood, most - least);
  };
  return {
    estimate: toJaccard(least + intervalFor(0).estimate),
    lower: toJaccard(least + intervalFor(correction).lower),
    upper: toJaccard(least + intervalFor(-correction).upper),
  };
}

function estimateKnownContained({ a, b, sizes }: Evidence): Interval {
  const { both, onlyA, onlyB } = countOverlap(a, b);
  const [sizeA, sizeB] = [sizes.both + sizes.onlyA, sizes.both + sizes.onlyB];
  const [small, large, alone] = sizeA <= sizeB ? [sizeA, sizeB, onlyA] : [sizeB, sizeA, onlyB];
  if (both + alone === 0) return nothing;
  const toJaccard = (share: number): number => (share * small) / (small + large - share * small);
  const { estimate, lower, upper } = estimateProportion(both, both + alone, confidence);
  return { estimate: toJaccard(estimate), lower: toJaccard(lower), upper: toJaccard(upper) };
}
