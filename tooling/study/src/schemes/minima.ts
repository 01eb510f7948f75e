/**
 * What schemes with k minima share: a signature of k numbers in [0, 1], each the smallest of one evenly distributed
 * value a record, so that two sets agree in a place with probability J (Broder, "On the resemblance and containment of
 * documents", 1997).
 */
import { estimateProportion, type Interval, type PairSizes, type Random } from '../core.ts';
import type { Digests } from '../digests.ts';
import { confidence, type Scheme, type SchemeComparison, type Setting } from './scheme.ts';

/** The k minima; 1 where no record has a value. */
export type Minima = Float64Array;

/** What differs among schemes with minima. */
export interface MinimaScheme {
  readonly name: string;
  readonly title: string;
  /** Bytes that a stored value takes. */
  readonly valueByteLength: number;
  stepsPerRecord(k: number): number;
  /** Lowers the minima to the values of these records. */
  lower(minima: Minima, records: Digests, setting: Setting): void;
  /** Whether the first values of a sketch are the sketch of a smaller k. */
  readonly isPrefix?: true;
  /** How two sketches are drawn; absent where they cannot be. */
  readonly draw?: (random: Random, sizes: PairSizes, setting: Setting) => readonly [Minima, Minima];
}

/** A scheme of the study, made of what differs. */
export function schemeOfMinima({ name, title, valueByteLength, stepsPerRecord, isPrefix, lower, draw }: MinimaScheme): Scheme<Minima> {
  return {
    name,
    title,
    mergeable: true,
    shipped: false,
    stepsPerRecord,
    sketch: (records, setting) => {
      const minima = new Float64Array(setting.k).fill(1);
      lower(minima, records, setting);
      return minima;
    },
    merge: mergeMinima,
    compare: compareMinima,
    byteLength: (minima) => valueByteLength * minima.length,
    ...(isPrefix !== undefined && { first: (minima: Minima, k: number) => minima.subarray(0, k) }),
    ...(draw !== undefined && { draw }),
  };
}

/** The smaller value in each place. */
export function mergeMinima(a: Minima, b: Minima): Minima {
  return a.map((value, place) => Math.min(value, b[place]!));
}

/** Places that agree, with the interval of Clopper and Pearson, which takes the places as independent. */
function compareMinima(a: Minima, b: Minima): SchemeComparison {
  return compareMatches(countMatches(a, b), a.length, cardinalityOfMinima(a), cardinalityOfMinima(b));
}

/** What agreement in `matches` of `k` places says, beside the sizes of both sets. */
export function compareMatches(matches: number, k: number, sizeA: number, sizeB: number): SchemeComparison {
  const { estimate, lower, upper } = proportionOf(matches, k);
  const intersection = (estimate / (1 + estimate)) * (sizeA + sizeB);
  return { jaccard: { estimate, limits: { lower, upper } }, aInB: { estimate: sizeA === 0 ? 0 : Math.min(1, intersection / sizeA), limits: null } };
}

/** Limits by number of places and matches: the same few come again and again. */
const proportions = new Map<number, (Interval | undefined)[]>();

/** The interval of Clopper and Pearson of `matches` of `k` independent places. */
export function proportionOf(matches: number, k: number): Interval {
  const known = proportions.get(k) ?? [];
  proportions.set(k, known);
  return (known[matches] ??= estimateProportion(matches, k, confidence));
}

function countMatches(a: Minima, b: Minima): number {
  let matches = 0;
  for (let place = 0; place < a.length; place++) if (a[place] === b[place]) matches++;
  return matches;
}

/** −ln(1 − minimum) is exponential with the number of records as its rate, hence (k − 1) / sum (Cohen, JCSS 55, 1997). */
export function cardinalityOfMinima(minima: Minima): number {
  let sum = 0;
  for (const value of minima) sum -= Math.log1p(-value);
  return sum === Infinity ? 0 : (minima.length - 1) / sum;
}

/** Independent minima of a pair of sets: those of each part are drawn, and merged. */
export function drawIndependentMinima(random: Random, { both, onlyA, onlyB }: PairSizes, { k }: Setting): [Minima, Minima] {
  const common = drawMinima(random, both, k);
  return [mergeMinima(common, drawMinima(random, onlyA, k)), mergeMinima(common, drawMinima(random, onlyB, k))];
}

/** The smallest of `size` even values is 1 − U^(1/size). */
function drawMinima(random: Random, size: number, k: number): Minima {
  const minima = new Float64Array(k).fill(1);
  if (size > 0) for (let place = 0; place < k; place++) minima[place] = -Math.expm1(Math.log(random.uniform()) / size);
  return minima;
}
