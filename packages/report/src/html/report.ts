/** Reports: what is compared how, as one HTML file or as JSON. */
import { compareFingerprints, type FingerprintComparison, InvalidArgumentError } from '@datasig/core';
import { comparisonJson } from '../json/comparison.ts';
import { compareMany, type ManyView } from '../model/many.ts';
import type { Operand, Operands } from '../model/operand.ts';
import { describePair, type PairView } from '../model/pair.ts';
import { describeTimeline, type TimelineView } from '../model/timeline.ts';
import { manyBody } from './many-report.ts';
import { writePage } from './page.ts';
import { pairBody } from './pair-report.ts';
import { timelineBody } from './timeline-report.ts';

/** What is compared, and what came of it. */
export type Report =
  | { readonly kind: 'pair'; readonly operands: Operands; readonly comparison: FingerprintComparison; readonly pair: PairView }
  | { readonly kind: 'many'; readonly operands: readonly Operand[]; readonly many: ManyView }
  | { readonly kind: 'timeline'; readonly operands: readonly Operand[]; readonly timeline: TimelineView };

/** How a report compares. */
export interface ReportOptions {
  /** Confidence of the intervals; default 0.95. */
  readonly confidence?: number;
  /** Takes the datasets as versions of one, oldest first. */
  readonly timeline?: boolean;
}

/**
 * Compares two datasets, several with each other, or versions with the one before.
 *
 * @throws InvalidArgumentError for fewer than two, or more than 64 that are not versions; IncompatibleError where two
 * alone cannot be compared
 */
export function createReport(operands: readonly Operand[], { timeline = false, ...options }: ReportOptions = {}): Report {
  const [a, b] = operands;
  if (a === undefined || b === undefined) throw new InvalidArgumentError('invalid-argument', 'a report compares two datasets or more');
  if (timeline) return { kind: 'timeline', operands, timeline: describeTimeline(operands, options) };
  if (operands.length > 2) return { kind: 'many', operands, many: compareMany(operands, options) };
  const comparison = compareFingerprints(a.fingerprint, b.fingerprint, options);
  return { kind: 'pair', operands: { a, b }, comparison, pair: describePair({ a, b }, comparison) };
}

/** What the page needs. */
export interface HtmlOptions {
  /** The page's document, or that of a DOM implementation such as linkedom; nothing is put into it. */
  readonly document: Document;
  /** The command that makes the report again, to be shown. */
  readonly command?: string;
}

/** The report as one HTML file: no scripts, no requests, the same bytes each time. */
export function htmlReport(report: Report, { document, command }: HtmlOptions): string {
  const page = { ...(command !== undefined && { command }) };
  switch (report.kind) {
    case 'pair': {
      const { pair } = report;
      return writePage({ ...page, title: `${pair.a.shortName} and ${pair.b.shortName} · Datasig`, body: pairBody(pair, { document }) });
    }
    case 'many':
      return writePage({ ...page, title: `${report.many.sides.length} datasets compared · Datasig`, body: manyBody(report.many, { document }) });
    default:
      return writePage({ ...page, title: `${report.timeline.sides.length} versions compared · Datasig`, body: timelineBody(report.timeline, { document }) });
  }
}

/** The report as JSON: of two, as `datasig compare --json`; `docs/cli.md` documents the members. */
export function reportJson(report: Report): object {
  if (report.kind === 'pair') return comparisonJson(report.operands, report.comparison);
  const { operands } = report;
  const datasets = operands.map(({ argument, fingerprint }) => ({ argument, name: fingerprint.dataset.name, uid: fingerprint.identity?.uid ?? null }));
  const compared = (first: number, second: number, comparison: FingerprintComparison | null, reason: string | undefined): object => ({
    first,
    second,
    ...(comparison === null ? { reason } : comparisonJson({ a: operands[first]!, b: operands[second]! }, comparison)),
  });
  if (report.kind === 'many') return { datasets, order: report.many.order, pairs: report.many.pairs.map(({ a, b, comparison, reason }) => compared(a, b, comparison, reason)) };
  return { datasets, steps: report.timeline.steps.map(({ index, comparison, reason, added, removed }) => ({ ...compared(index - 1, index, comparison, reason), added, removed })) };
}
