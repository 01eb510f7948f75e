/** Two datasets compared, as views show it. */
import type { Finding, FingerprintComparison, Relation, SummaryComparison } from '@datasig/core';
import { describeCertainty, describeDetection } from '../text/certainty.ts';
import { describeLimits } from '../text/limits.ts';
import { toPrintable } from '../text/printable.ts';
import { type EstimateViews, viewEstimates } from './estimate-view.ts';
import type { Operands } from './operand.ts';
import { type SideView, viewSide } from './side.ts';

/** What is said of two sets of records. */
export interface ComparisonView {
  readonly relation: Relation;
  /** Whether the relation is certain, or only what the sample is consistent with. */
  readonly certain: boolean;
  /** Whether the UIDs are equal; null where one is missing. */
  readonly identical: boolean | null;
  /** The verdict's first words, such as `Overlapping`; and what it says then, which may be empty. */
  readonly headline: string;
  readonly explanation: string;
  /** One sentence: both. */
  readonly verdict: string;
  /** How sure that is, in sentences. */
  readonly certainty: string;
  /** What change would have been seen; null where that is not known. */
  readonly detection: string | null;
  /** Null where no sketches could be compared. */
  readonly estimates: EstimateViews | null;
  /** What keeps records from matching; a `suggestion` is as it is, for a command. */
  readonly findings: readonly Finding[];
}

/** The comparison of two datasets. */
export interface PairView extends ComparisonView {
  readonly a: SideView;
  readonly b: SideView;
  /** What the comparison does not say, in sentences. */
  readonly limits: readonly string[];
  /** Parts of equal name. */
  readonly parts: readonly (ComparisonView & { readonly name: string })[];
}

/** Describes a comparison. Names and messages are made safe to show; whoever writes HTML escapes them still. */
export function describePair(operands: Operands, comparison: FingerprintComparison): PairView {
  return {
    ...viewComparison(comparison),
    a: viewSide('A', operands.a),
    b: viewSide('B', operands.b),
    limits: describeLimits(comparison, [operands.a.fingerprint, operands.b.fingerprint]),
    parts: comparison.parts.map((part) => ({ name: toPrintable(part.name), ...viewComparison(part) })),
  };
}

/** Describes the comparison of two sets of records. */
export function viewComparison(comparison: SummaryComparison): ComparisonView {
  const { relation, certain, identical, estimates, findings } = comparison;
  const verdict = toPrintable(comparison.verdict);
  const colon = verdict.indexOf(': ');
  return {
    relation,
    certain,
    identical,
    headline: colon < 0 ? verdict.replace(/\.$/, '') : verdict.slice(0, colon),
    explanation: colon < 0 ? '' : `${verdict.charAt(colon + 2).toUpperCase()}${verdict.slice(colon + 3)}`,
    verdict,
    certainty: describeCertainty(comparison),
    detection: describeDetection(comparison),
    estimates: estimates === null ? null : viewEstimates(estimates),
    findings: findings.map(viewFinding),
  };
}

function viewFinding(finding: Finding): Finding {
  const { message, field } = finding;
  return { ...finding, message: toPrintable(message), ...(field !== undefined && { field: toPrintable(field) }) };
}
