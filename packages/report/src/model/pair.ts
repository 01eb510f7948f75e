/** Two datasets compared, as views show it. */
import type { Finding, FingerprintComparison, Relation, SummaryComparison } from '@datasig/core';
import { describeCertainty, describeDetection } from '../text/certainty.ts';
import { describeHeadline } from '../text/headline.ts';
import { describeShares } from '../text/plain-shares.ts';
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
  /** The result in a few plain words, such as `All of A seems to be in B`. */
  readonly headline: string;
  /** Core's verdict: one sentence with numbers. */
  readonly verdict: string;
  /** How much of A is in B, and of B in A, a plain sentence each; none where the verdict says it all. */
  readonly shares: readonly string[];
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
function viewComparison(comparison: SummaryComparison): ComparisonView {
  const { relation, certain, identical, estimates, findings } = comparison;
  return {
    relation,
    certain,
    identical,
    headline: describeHeadline(comparison),
    verdict: toPrintable(comparison.verdict),
    shares: describeShares(comparison),
    certainty: describeCertainty(comparison),
    detection: describeDetection(comparison),
    estimates: estimates === null ? null : viewEstimates(estimates, identical),
    findings: findings.map(viewFinding),
  };
}

function viewFinding(finding: Finding): Finding {
  const { message, field } = finding;
  return { ...finding, message: toPrintable(message), ...(field !== undefined && { field: toPrintable(field) }) };
}
