/** Comparing fingerprints: identity first, then estimates from the sketches, and what keeps records from matching. */
import { bestComparison, type Comparison, type Estimate } from '../estimate/compare.ts';
import { relation, type Relation } from '../estimate/relation.ts';
import { verdict } from '../estimate/verdict.ts';
import { InvalidArgumentError } from '../errors.ts';
import { assertSameCanonicalization } from '../identity/canonicalization.ts';
import { areComparable } from '../sketch/sketch.ts';
import { explainClassic } from './explain-classic.ts';
import { explainDifferences, explainPreparation, type Finding } from './explain.ts';
import type { Fingerprint, Part, Summary } from './model.ts';

/** What two datasets have in common. */
export interface SummaryComparison {
  /** Whether the UIDs are equal; null where a side has none. */
  readonly identical: boolean | null;
  readonly relation: Relation;
  /** Whether the relation is certain, or only what the sample is consistent with. */
  readonly certain: boolean;
  /** One plain sentence. */
  readonly verdict: string;
  /** Null where it is not known. */
  readonly recordCount: { readonly a: bigint | null; readonly b: bigint | null };
  /** Null where no two sketches can be compared. */
  readonly estimates: Comparison | null;
  readonly findings: readonly Finding[];
}

/** The comparison of two fingerprints. */
export interface FingerprintComparison extends SummaryComparison {
  /** Parts of equal name. */
  readonly parts: readonly (SummaryComparison & { readonly name: string })[];
}

/**
 * Compares two fingerprints, as wholes and part by part where names are equal.
 *
 * @param options `confidence` of the intervals; default 0.95
 * @throws IncompatibleError when encoding, digest or key differ, or `no-common-sketch` when nothing can be said
 */
export function compareFingerprints(a: Fingerprint, b: Fingerprint, options: { readonly confidence?: number } = {}): FingerprintComparison {
  assertSameCanonicalization(a.canonicalization, b.canonicalization);
  const whole = compareSummaries(a, b, options);
  const partsOfB = new Map(b.parts.map((part) => [part.name, part]));
  return {
    ...whole,
    findings: [...whole.findings, ...explainClassic(a, b), ...explainPreparation(a, b)],
    parts: a.parts.flatMap((part) => {
      const other = partsOfB.get(part.name);
      return other === undefined ? [] : [{ name: part.name, ...compareSummaries(part, other, options) }];
    }),
  };
}

type Comparable = Omit<Summary, 'canonicalization'>;

function compareSummaries(a: Comparable, b: Comparable, options: { readonly confidence?: number }): SummaryComparison {
  const identical = a.identity === null || b.identity === null ? null : a.identity.uid === b.identity.uid;
  const recordCount = { a: countOf(a), b: countOf(b) };
  const canEstimate = a.sketches.some((sketch) => b.sketches.some((other) => areComparable(sketch, other)));
  if (!canEstimate && identical !== null) return { ...withoutEstimates(identical), recordCount, findings: identical ? [] : explainDifferences(a, b) };
  const sampled = bestComparison(a.sketches, b.sketches, { ...options, recordCounts: recordCount });
  const estimates = identical === true ? exactly(sampled) : sampled;
  const { relation: related, certain } = relation(estimates, identical);
  return {
    identical,
    relation: related,
    certain,
    verdict: verdict(estimates, identical),
    recordCount,
    estimates,
    findings: related === 'identical' || (related === 'equal' && certain) ? [] : explainDifferences(a, b),
  };
}

function countOf({ records }: Comparable): bigint | null {
  return records.isCountUnknown === true ? null : records.count;
}

function withoutEstimates(identical: boolean): Pick<SummaryComparison, 'identical' | 'relation' | 'certain' | 'verdict' | 'estimates'> {
  return identical
    ? { identical, relation: 'identical', certain: true, verdict: 'Identical: the UIDs are equal, so both hold the same records, each as often.', estimates: null }
    : { identical, relation: 'undetermined', certain: false, verdict: 'Different: the UIDs differ; without sketches that can be compared nothing more can be said.', estimates: null };
}

/** Equal UIDs leave no room for sampling error in shares. */
function exactly(comparison: Comparison): Comparison {
  const one: Estimate = { estimate: 1, lower: 1, upper: 1, confidence: 1, exact: true };
  const share = (estimate: Estimate): Estimate => (estimate.estimate === null ? estimate : one);
  return {
    ...comparison,
    jaccard: share(comparison.jaccard),
    containment: { aInB: share(comparison.containment.aInB), bInA: share(comparison.containment.bInA) },
    detection: { ...comparison.detection, minimumDetectableChange: 0 },
  };
}

/**
 * One part of a fingerprint as a fingerprint of its own.
 *
 * @throws InvalidArgumentError `part-not-found` listing the parts there are
 */
export function selectPart(fingerprint: Fingerprint, name: string): Fingerprint {
  const part: Part | undefined = fingerprint.parts.find((each) => each.name === name);
  if (part === undefined) {
    const known = fingerprint.parts.map((each) => JSON.stringify(each.name)).join(', ');
    throw new InvalidArgumentError('part-not-found', `there is no part ${JSON.stringify(name)}; ${known === '' ? 'this fingerprint has no parts' : `its parts are ${known}`}`, { context: { part: name } });
  }
  const { name: _, ...measures } = part;
  return { ...fingerprint, dataset: { ...fingerprint.dataset, name: `${fingerprint.dataset.name}#${name}` }, ...measures, parts: [] };
}
