/**
 * Comparing finished sketches: similarity, containment and sizes, each with an interval.
 */
import { IncompatibleError, InvalidArgumentError } from '../errors.ts';
import { formatSketchParameters, type SketchParameters } from '../sketch/parameters.ts';
import { isMinimaSketch, type MinimaSketch, smallestOfSingle } from '../sketch/classic.ts';
import { areComparable, type HashSketch, isClassic, isComplete, knownCount, type Sketch, sketchMismatch, sketchParameters } from '../sketch/sketch.ts';
import { estimateCardinality } from './cardinality.ts';
import { countMinima, estimateMinimaCardinality, estimateMinimaOverlap } from './classic.ts';
import { boundWithCertainty, type CertainRange } from './certain-bounds.ts';
import { detectionPower, type Detection } from './detection.ts';
import type { Interval } from './interval.ts';
import { comparedCount, countOverlap, type Overlap } from './overlap.ts';
import { estimateOverlap, type OverlapEstimates } from './overlap-estimates.ts';

/** An estimate over distinct records, with the interval that covers the truth with the given confidence. */
export interface Estimate {
  /** Null where it is a share of nothing; the interval is then [0, 1]. */
  readonly estimate: number | null;
  readonly lower: number;
  readonly upper: number;
  /** The interval's confidence: as asked for, or 1 where the value is exact. */
  readonly confidence: number;
  /** Whether the value has no sampling error: `lower` = `estimate` = `upper`. */
  readonly exact: boolean;
}

/** What {@link compareSketches} finds out. A and B stand in the order of the arguments. */
export interface Comparison {
  /** |A ∩ B| / |A ∪ B|. */
  readonly jaccard: Estimate;
  /** The share of A's distinct records that are in B too, and of B's in A. */
  readonly containment: { readonly aInB: Estimate; readonly bInA: Estimate };
  /** Distinct records in both. */
  readonly intersection: Estimate;
  /** Distinct records in either. */
  readonly union: Estimate;
  /** Distinct records of each. */
  readonly cardinality: { readonly a: Estimate; readonly b: Estimate };
  readonly detection: Detection;
  /** The counts that all estimates rest on. */
  readonly overlap: Overlap;
  /** What the two sketches were made with. */
  readonly parameters: { readonly a: SketchParameters; readonly b: SketchParameters };
}

/** Options of {@link compareSketches}. */
export interface CompareOptions {
  /** Probability with which each interval covers the truth, above 0 and below 1; 0.95 when absent. */
  readonly confidence?: number;
  /** Records of A and B, duplicates counted, null where not known: no set has more distinct records than that. */
  readonly recordCounts?: { readonly a: number | bigint | null; readonly b: number | bigint | null };
}

/**
 * Compares two sketches where both know all records of their sets: below the smaller of their thresholds, or in the
 * part of each bin that both cover.
 *
 * @throws InvalidArgumentError when the confidence is not above 0 and below 1; IncompatibleError `sketch-mismatch` when
 * one has bins and the other has not, neither number of bins divides the other, or their classic schemes differ
 */
export function compareSketches(a: Sketch, b: Sketch, options: CompareOptions = {}): Comparison {
  const confidence = checkConfidence(options.confidence ?? 0.95);
  const { overlap, estimates, certainOverlap = overlap } = isClassic(a) || isClassic(b) ? classicEvidence(a, b, confidence) : hashEvidence(a, b, confidence);
  const sizeA = sizeRange(a, options.recordCounts?.a);
  const sizeB = sizeRange(b, options.recordCounts?.b);
  const certain = boundWithCertainty(certainOverlap, sizeA, sizeB);
  const finish = (interval: Interval | null, range: CertainRange): Estimate => toEstimate(interval, range, confidence);
  return {
    jaccard: finish(estimates.jaccard, certain.jaccard),
    containment: { aInB: finish(estimates.aInB, certain.aInB), bInA: finish(estimates.bInA, certain.bInA) },
    intersection: finish(estimates.intersection, certain.intersection),
    union: finish(estimates.union, certain.union),
    cardinality: { a: finish(estimateSize(a, confidence), sizeA), b: finish(estimateSize(b, confidence), sizeB) },
    detection: detectionPower(comparedCount(overlap), overlap.complete),
    overlap,
    parameters: { a: sketchParameters(a), b: sketchParameters(b) },
  };
}

/**
 * Compares the pair of sketches, one of each list, that gives the narrowest Jaccard interval.
 *
 * @throws IncompatibleError `no-common-sketch` when no two of them can be compared.
 */
export function bestComparison(listA: readonly Sketch[], listB: readonly Sketch[], options: CompareOptions = {}): Comparison {
  const comparisons = listA.flatMap((a) => listB.filter((b) => areComparable(a, b)).map((b) => compareSketches(a, b, options)));
  const [first, ...others] = comparisons;
  if (first === undefined) {
    throw new IncompatibleError('no-common-sketch', `no sketches can be compared: A has ${nameSketches(listA)}, B has ${nameSketches(listB)}; make both fingerprints with the same --sketch`, {
      context: { sketchesOfA: listA.length, sketchesOfB: listB.length },
    });
  }
  return others.reduce((best, next) => (width(next.jaccard) < width(best.jaccard) ? next : best), first);
}

/**
 * How many distinct records there are behind a sketch of `recordCount` records: the `cardinality` of a comparison.
 *
 * @throws InvalidArgumentError when the confidence is not above 0 and below 1.
 */
export function countDistinct(sketch: Sketch, recordCount: number | bigint, confidence = 0.95): Estimate {
  return toEstimate(estimateSize(sketch, checkConfidence(confidence)), sizeRange(sketch, recordCount), confidence);
}

/** What two sketches show of each other, and what follows. */
interface Evidence {
  readonly overlap: Overlap;
  /** The counts of records that are surely there, where they are others. */
  readonly certainOverlap?: Overlap;
  readonly estimates: OverlapEstimates;
}

function hashEvidence(a: HashSketch, b: HashSketch, confidence: number): Evidence {
  const overlap = countOverlap(a, b);
  return { overlap, estimates: estimateOverlap(a, b, overlap, confidence) };
}

function classicEvidence(a: Sketch, b: Sketch, confidence: number): Evidence {
  if (!isClassic(a) || !isClassic(b) || !areComparable(a, b)) throw sketchMismatch('compare', a, b);
  if (!isMinimaSketch(a)) return hashEvidence(smallestOfSingle(a), smallestOfSingle(b), confidence);
  const other = b as MinimaSketch;
  const { certain, ...overlap } = countMinima(a, other);
  return { overlap, certainOverlap: { ...overlap, ...certain }, estimates: estimateMinimaOverlap(a, other, overlap, confidence) };
}

function estimateSize(sketch: Sketch, confidence: number): Interval {
  if (!isClassic(sketch)) return estimateCardinality(sketch, confidence);
  return isMinimaSketch(sketch) ? estimateMinimaCardinality(sketch, confidence) : estimateCardinality(smallestOfSingle(sketch), confidence);
}

function nameSketches(sketches: readonly Sketch[]): string {
  return sketches.map((sketch) => formatSketchParameters(sketchParameters(sketch))).join(', ') || 'none';
}

function width(estimate: Estimate): number {
  return estimate.upper - estimate.lower;
}

/** How many distinct records there can be: those known, theta's own too, up to all records. */
function sizeRange(sketch: Sketch, recordCount: number | bigint | null | undefined): CertainRange {
  const minimum = knownCount(sketch);
  if (isComplete(sketch)) return { minimum, maximum: minimum };
  return { minimum, maximum: recordCount === undefined || recordCount === null ? Infinity : Math.max(minimum, Number(recordCount)) };
}

function toEstimate(interval: Interval | null, range: CertainRange, confidence: number): Estimate {
  if (interval === null) return { estimate: null, lower: 0, upper: 1, confidence, exact: false };
  const clamp = (value: number): number => Math.min(Math.max(value, range.minimum), range.maximum);
  const exact = range.minimum === range.maximum;
  return {
    estimate: clamp(interval.estimate),
    lower: clamp(interval.lower),
    upper: clamp(interval.upper),
    confidence: exact ? 1 : confidence,
    exact,
  };
}

function checkConfidence(confidence: number): number {
  if (confidence > 0 && confidence < 1) return confidence;
  throw new InvalidArgumentError('invalid-argument', `confidence must be above 0 and below 1, got ${confidence}`, {
    context: { parameter: 'confidence', value: confidence },
  });
}
