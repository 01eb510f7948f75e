/**
 * The Jaccard index from the order of minima: in how many places A's minimum is the smaller, B's, or both are equal.
 *
 * The point is the maximum of the likelihood of these counts with both cardinalities at their estimates (Ertl,
 * "SetSketch", VLDB 14, 2021, §3.2). Its likelihood ratio would take them for known; here limits hold for what the
 * sketches tell: of sizes that are near each other, those of counting equal places, and else those of a product, of
 * the share of A that is common, by places that A decides, and of A's share of the union, by the sums of minima.
 */
import { estimateProportion, type Interval, multiplyIntervals } from '../core.ts';
import { mostLikely } from '../likelihood.ts';
import { type Minima, proportionOf } from './minima.ts';
import { confidence } from './scheme.ts';

/** What two sketches of k exponential minima show of each other. */
export interface Order {
  readonly equal: number;
  /** Places where A's minimum is the smaller one, and B's. */
  readonly aFirst: number;
  readonly bFirst: number;
  /** Sums of the minima, which are inverse to the numbers of records: of A, of B and of their union. */
  readonly sumA: number;
  readonly sumB: number;
  readonly sumUnion: number;
}

/** Sizes so far apart pay for what sums tell, as in core (`docs/adr/0004-estimators.md`). */
const jointRatio = 1.25;
/** Of the normal distribution, on both sides at 95 %. */
const normalLimit = 1.959964;
const bisections = 50;

/**
 * The interval of J. Minima are rounded to powers of `base`, so that unequal ones may seem equal; 1 where they are exact.
 */
export function estimateByOrder(order: Order, base: number): Interval {
  if (order.sumA >= order.sumB) return estimateOfSmaller(order, base);
  return estimateOfSmaller({ ...order, aFirst: order.bFirst, bFirst: order.aFirst, sumA: order.sumB, sumB: order.sumA }, base);
}

/** −ln(1 − minimum) is exponential, as order needs it: the order of two sketches of k-mins. */
export function orderOf(a: Minima, b: Minima): Order {
  let [aFirst, bFirst, sumA, sumB, sumUnion] = [0, 0, 0, 0, 0];
  for (let place = 0; place < a.length; place++) {
    const [valueA, valueB] = [-Math.log1p(-a[place]!), -Math.log1p(-b[place]!)];
    if (valueA < valueB) aFirst++;
    else if (valueB < valueA) bFirst++;
    sumA += valueA;
    sumB += valueB;
    sumUnion += Math.min(valueA, valueB);
  }
  return { equal: a.length - aFirst - bFirst, aFirst, bFirst, sumA, sumB, sumUnion };
}

/** A is the smaller set. */
function estimateOfSmaller(order: Order, base: number): Interval {
  const estimate = findMostLikely(order, base);
  const { lower, upper } = order.sumA >= jointRatio * order.sumB ? limitsBySums(order, base) : limitsByCounting(order, base);
  return { estimate, lower: Math.min(lower, estimate), upper: Math.max(upper, estimate) };
}

function findMostLikely({ equal, aFirst, bFirst, sumA, sumB }: Order, base: number): number {
  const term = (count: number, probability: number): number => (count === 0 ? 0 : count * Math.log(Math.max(probability, 1e-300)));
  const likelihood = (jaccard: number): number => {
    const { first, second } = chances(sumA, sumB, jaccard, base);
    return term(aFirst, first) + term(bFirst, second) + term(equal, 1 - first - second);
  };
  return mostLikely(likelihood, sumB / sumA);
}

/** Chances that A's minimum is seen to be the smaller one, and B's. */
function chances(sumA: number, sumB: number, jaccard: number, base: number): { readonly first: number; readonly second: number } {
  const shareA = sumB / (sumA + sumB);
  const shareB = 1 - shareA;
  return { first: seenBelow(Math.max(0, shareA - shareB * jaccard), base), second: seenBelow(Math.max(0, shareB - shareA * jaccard), base) };
}

/** The chance that rounded minima differ, of a set that alone has this share of the union (§3.2, equation 13). */
function seenBelow(share: number, base: number): number {
  return base === 1 ? share : -Math.log1p((-share * (base - 1)) / base) / Math.log(base);
}

/** The share of which {@link seenBelow} is the chance. */
function shareSeen(chance: number, base: number): number {
  return base === 1 ? chance : -Math.expm1(-chance * Math.log(base)) * (base / (base - 1));
}

function limitsByCounting({ equal, aFirst, bFirst }: Order, base: number): Omit<Interval, 'estimate'> {
  // How what is in one set only divides; it matters little, and only where minima are rounded.
  const shareA = (aFirst + 0.5) / (aFirst + bFirst + 1);
  const seenEqual = (jaccard: number): number => 1 - seenBelow(shareA * (1 - jaccard), base) - seenBelow((1 - shareA) * (1 - jaccard), base);
  const toJaccard = (share: number): number => {
    let [low, high] = [0, 1];
    for (let step = 0; step < bisections; step++) {
      const middle = (low + high) / 2;
      if (seenEqual(middle) < share) low = middle;
      else high = middle;
    }
    return low;
  };
  const { lower, upper } = proportionOf(equal, equal + aFirst + bFirst);
  return base === 1 ? { lower, upper } : { lower: toJaccard(lower), upper: upper === 1 ? 1 : toJaccard(upper) };
}

function limitsBySums({ equal, aFirst, bFirst, sumA, sumUnion }: Order, base: number): Omit<Interval, 'estimate'> {
  const k = equal + aFirst + bFirst;
  const size = shareOfUnion(sumA, sumUnion, k);
  // No more can be common than all of A.
  if (equal + aFirst === 0) return { lower: 0, upper: size.upper };
  // Of the places that A decides some are equal by rounding: as many as a set of A's size would have against others.
  const decided = 1 - seenBelow(1 - size.estimate, base);
  const toContained = (share: number): number => Math.min(Math.max(0, 1 - shareSeen((1 - share) * decided, base) / size.estimate), 1);
  const { estimate, lower, upper } = estimateProportion(equal, equal + aFirst, confidence);
  return multiplyIntervals({ estimate: toContained(estimate), lower: toContained(lower), upper: toContained(upper) }, size);
}

/**
 * |A| / |A ∪ B| by the sums of minima. Their difference over that of the union has, as a logarithm, the variance
 * (1 + r) / (k (1 − r)) + 1 / k: of B's places, which are random in number, and of the union's.
 */
function shareOfUnion(sumA: number, sumUnion: number, k: number): Interval {
  const odds = (sumA - sumUnion) / sumUnion;
  const estimate = 1 / (1 + odds);
  const distance = normalLimit * Math.sqrt((1 + estimate) / (k * (1 - estimate)) + 1 / k);
  return { estimate, lower: 1 / (1 + odds * Math.exp(distance)), upper: 1 / (1 + odds * Math.exp(-distance)) };
}
