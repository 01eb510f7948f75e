/** Estimates with their names, meanings and texts. */
import { type Comparison, type Estimate, formatCount, formatEstimate, formatInterval, formatShare } from '@datasig/core';

/** What an estimate is of. */
export type EstimateKey = 'jaccard' | 'aInB' | 'bInA' | 'intersection' | 'union' | 'distinctA' | 'distinctB';

/** An estimate, ready to show. */
export interface EstimateView {
  readonly key: EstimateKey;
  /** A few words: `A found in B`. */
  readonly label: string;
  /** What it means, in a sentence without its end. */
  readonly meaning: string;
  readonly kind: 'share' | 'count';
  readonly estimate: Estimate;
  /** `48.17 %`, `about 59,812`. */
  readonly value: string;
  /** `45.52 – 50.87 %`, `58,100 – 61,600`, or `exact`. */
  readonly interval: string;
  /** Both as part of a sentence: `48.17 %, and between 45.52 % and 50.87 % with 95 % confidence`. */
  readonly words: string;
}

/** All estimates of a comparison by their keys. */
export type EstimateViews = Readonly<Record<EstimateKey, EstimateView>>;

/** Names the estimates of a comparison; of identical data all counts are one. */
export function viewEstimates({ jaccard, containment, cardinality, ...sets }: Comparison, identical: boolean | null): EstimateViews {
  const { intersection, union } = identical === true ? { intersection: cardinality.a, union: cardinality.a } : sets;
  return {
    jaccard: viewShare('jaccard', 'Similarity', 'of all distinct records of A and B together, the share that both hold (Jaccard)', jaccard),
    aInB: viewShare('aInB', 'A found in B', 'the share of the distinct records of A that B holds too', containment.aInB),
    bInA: viewShare('bInA', 'B found in A', 'the share of the distinct records of B that A holds too', containment.bInA),
    intersection: viewCount('intersection', 'In both', 'distinct records that A and B both hold', intersection),
    union: viewCount('union', 'In either', 'distinct records of A and B together', union),
    distinctA: viewCount('distinctA', 'Distinct in A', 'records of A, each counted once', cardinality.a),
    distinctB: viewCount('distinctB', 'Distinct in B', 'records of B, each counted once', cardinality.b),
  };
}

/** A share that has no name in a comparison, such as that of added records. */
export function shareTexts(estimate: Estimate): Pick<EstimateView, 'value' | 'interval' | 'words'> {
  const value = formatEstimate(estimate);
  return { value, interval: formatInterval(estimate), words: inWords(value, estimate, formatShare) };
}

function viewShare(key: EstimateKey, label: string, meaning: string, estimate: Estimate): EstimateView {
  return { key, label, meaning, kind: 'share', estimate, ...shareTexts(estimate) };
}

function viewCount(key: EstimateKey, label: string, meaning: string, estimate: Estimate): EstimateView {
  const { lower, upper, exact } = estimate;
  const value = formatAbout(estimate);
  return { key, label, meaning, kind: 'count', estimate, value, interval: exact ? 'exact' : countInterval(lower, upper), words: inWords(value, estimate, formatCount) };
}

/** Limits that certain bounds leave no width are one number. */
function countInterval(lower: number, upper: number): string {
  return lower < upper ? `${formatCount(lower)} – ${formatCount(upper)}` : formatCount(lower);
}

function formatAbout({ estimate, exact }: Estimate): string {
  if (estimate === null) return 'unknown';
  return exact ? formatCount(estimate) : `about ${formatCount(estimate)}`;
}

function inWords(value: string, { lower, upper, confidence, exact }: Estimate, format: (limit: number) => string): string {
  if (!exact && lower === upper) return value;
  return exact ? `${value}, exactly` : `${value}, and between ${format(lower)} and ${format(upper)} with ${formatShare(confidence)} confidence`;
}
