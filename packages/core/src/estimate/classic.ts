/**
 * Estimates from minima: for each function the record of the union that has the least value is in A, in B or in both.
 *
 * Source: Broder, "On the resemblance and containment of documents" (1997). The entries of `classic/xor` tell their
 * records, of which each counts once: the masks that one record wins are not independent (`docs/spec/classic.md`).
 */
import type { Interval } from './interval.ts';
import { multiplyIntervals } from './interval.ts';
import { estimateProportion, solveTotal } from './binomial.ts';
import type { Overlap } from './overlap.ts';
import type { OverlapEstimates } from './overlap-estimates.ts';
import { compareEntries, entriesOf, isEmptyClassic, isGreatest, mergeClassic, type MinimaSketch, unmaskedDigest } from '../sketch/classic.ts';
import { hashSpace } from '../sketch/hash-list.ts';

/** Small enough that solving for a total is solving for the mean of a Poisson distribution. */
const poissonShare = 2 ** -40;

type Counts = Pick<Overlap, 'both' | 'onlyA' | 'onlyB'>;

/** What two sketches of minima show of each other. */
export interface MinimaOverlap extends Overlap {
  /** Records that are surely there: different functions may tell the same one. */
  readonly certain: Counts;
}

/** Counts, for each function, where the record with the least value is. */
export function countMinima(a: MinimaSketch, b: MinimaSketch): MinimaOverlap {
  const found = findMinima(a, b);
  const records = a.scheme === 'classic/xor' ? countSides(new Map(found.map(({ side, entry, index }) => [unmaskedDigest(entry, index), side])).values()) : undefined;
  const counts = countSides(found.map(({ side }) => side));
  const once = { both: Math.min(counts.both, 1), onlyA: Math.min(counts.onlyA, 1), onlyB: Math.min(counts.onlyB, 1) };
  const union = mergeClassic(a, b) as MinimaSketch;
  return { ...(records ?? counts), certain: records ?? once, theta: meanMinimum(union), complete: isEmptyClassic(a) && isEmptyClassic(b) };
}

interface FoundMinimum {
  readonly side: keyof Counts;
  readonly entry: Uint8Array;
  readonly index: number;
}

/** Entries that some record of either has lowered. The smaller is of a record that the other side does not have. */
function findMinima(a: MinimaSketch, b: MinimaSketch): FoundMinimum[] {
  const others = entriesOf(b);
  return entriesOf(a).slice(0, others.length).flatMap((entry, index): FoundMinimum[] => {
    const other = others[index]!;
    const order = compareEntries(a.scheme, entry, other);
    if (order === 0) return isGreatest(a.scheme, entry) ? [] : [{ side: 'both', entry, index }];
    return [order < 0 ? { side: 'onlyA', entry, index } : { side: 'onlyB', entry: other, index }];
  });
}

function countSides(sides: Iterable<keyof Counts>): Counts {
  const counts = { both: 0, onlyA: 0, onlyB: 0 };
  for (const side of sides) counts[side]++;
  return counts;
}

/** Estimates the overlap of the sets behind `a` and `b`, whose counts are `overlap`. */
export function estimateMinimaOverlap(a: MinimaSketch, b: MinimaSketch, { both, onlyA, onlyB }: Counts, confidence: number): OverlapEstimates {
  const shareOfBoth = (others: number): Interval | null => (both + others === 0 ? null : estimateProportion(both, both + others, confidence));
  const jaccard = shareOfBoth(onlyA + onlyB);
  const union = estimateMinimaCardinality(mergeClassic(a, b) as MinimaSketch, confidence);
  return { jaccard, aInB: shareOfBoth(onlyA), bInA: shareOfBoth(onlyB), intersection: jaccard === null ? union : multiplyIntervals(jaccard, union), union };
}

/**
 * The number of distinct records: of n, a minimum is the least of n uniform values u, and −ln(1 − u) is exponential with
 * the mean 1/n, so that n times the sum of m of them has the gamma distribution of shape m.
 */
export function estimateMinimaCardinality(sketch: MinimaSketch, confidence: number): Interval {
  if (isEmptyClassic(sketch)) return { estimate: 0, lower: 0, upper: 0 };
  const sum = entriesOf(sketch).reduce((total, entry) => total - Math.log1p(-minimumShare(sketch, entry)), 0);
  const shape = sketch.scheme === 'classic/xor' ? effectiveRecordCount(sketch) : sketch.k;
  const scale = sketch.k / shape / sum;
  const tail = (1 - confidence) / 2;
  const quantile = (level: number): number => solveTotal(shape, poissonShare, level) * poissonShare;
  return { estimate: Math.max(shape - 1, 1) * scale, lower: quantile(tail) * scale, upper: quantile(1 - tail) * scale };
}

/** Records that win several masks make their minima depend on each other: so many independent ones weigh as much (Kish, 1965). */
function effectiveRecordCount(sketch: MinimaSketch): number {
  const wins = new Map<string, number>();
  entriesOf(sketch).forEach((entry, index) => {
    const record = unmaskedDigest(entry, index);
    wins.set(record, (wins.get(record) ?? 0) + 1);
  });
  return sketch.k ** 2 / [...wins.values()].reduce((sum, count) => sum + count ** 2, 0);
}

/** A minimum as a share of all values, above 0 and below 1. */
function minimumShare({ scheme }: MinimaSketch, entry: Uint8Array): number {
  const view = new DataView(entry.buffer, entry.byteOffset);
  if (scheme.startsWith('classic/datasketch')) return (view.getUint32(0, true) + 0.5) / 2 ** 32;
  return Math.min(Number(view.getBigUint64(0)) + 0.5, 2 ** 64 - 2 ** 11) / 2 ** 64;
}

function meanMinimum(sketch: MinimaSketch): bigint {
  if (isEmptyClassic(sketch)) return hashSpace;
  const mean = entriesOf(sketch).reduce((sum, entry) => sum + minimumShare(sketch, entry), 0) / sketch.k;
  return BigInt(Math.max(1, Math.floor(mean * 2 ** 64)));
}
