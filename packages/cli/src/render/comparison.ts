/** A comparison in words: sizes, similarity with its interval, verdict, what differs and what would mend it. */
import { type Estimate, type FingerprintComparison, formatEstimate, formatInterval, type SummaryComparison } from '@datasig/core';
import { paragraph, type Palette } from '@datasig/runner/terminal';
import type { Operand, Operands } from '../comparison.ts';
import type { Judgement } from '../requirements.ts';
import { bar, formatAmount, formatDistinct } from './estimates.ts';
import { toPrintable } from './printable.ts';
import { alignRows } from './rows.ts';

/** What `compare` says. */
export function showComparison(operands: Operands, comparison: FingerprintComparison, judgement: Judgement | null, palette: Palette): string {
  const judged = judgement === null ? '' : `\n${showJudgement(judgement, palette)}`;
  return `\n${showSides(operands, comparison, palette)}\n${showBody(comparison, palette)}${judged}\n`;
}

/** What `verify` says: same data or not, then how far off. */
export function showVerification(operands: Operands, comparison: FingerprintComparison, judgement: Judgement, palette: Palette): string {
  const body = judgement.met === true ? '' : `\n${showBody(comparison, palette)}`;
  return `\n${showSides(operands, comparison, palette)}${body}\n${showJudgement(judgement, palette)}\n`;
}

function showSides({ a, b }: Operands, { recordCount, estimates }: FingerprintComparison, palette: Palette): string {
  const distinct = (estimate: Estimate | undefined): string => (estimate === undefined ? '' : `, ${formatDistinct(estimate)} distinct`);
  const side = (label: string, { argument, fingerprint }: Operand, count: bigint | null, estimate: Estimate | undefined): string =>
    `  ${palette.heading(label)}  ${toPrintable(argument)}\n     ${count === null ? 'a bare signature' : formatAmount(count, 'record')}${distinct(estimate)}\n     ${palette.quiet(fingerprint.identity?.uid ?? 'no identity')}\n`;
  return side('A', a, recordCount.a, estimates?.cardinality.a) + side('B', b, recordCount.b, estimates?.cardinality.b);
}

function showBody(comparison: FingerprintComparison, palette: Palette): string {
  return [
    `${palette.heading(paragraph(toPrintable(comparison.verdict), 2))}\n`,
    ...(comparison.estimates === null ? [] : [`\n${showEstimates(comparison, palette)}`]),
    ...(comparison.parts.length === 0 ? [] : [`\n  Parts of equal name\n${comparison.parts.map((part) => showPart(part, palette)).join('')}`]),
    ...(comparison.findings.length === 0 ? [] : [`\n  To know\n${comparison.findings.map(({ message }) => `${showFinding(message)}\n`).join('')}`]),
  ].join('');
}

function showEstimates({ estimates }: SummaryComparison, palette: Palette): string {
  const { jaccard, containment } = estimates!;
  const row = (label: string, share: Estimate): string => `  ${label.padEnd(18)} ${palette.key(bar(share))}  ${formatEstimate(share).padStart(9)}  ${palette.quiet(formatInterval(share))}\n`;
  const confidence = jaccard.exact ? '' : palette.quiet(`${' '.repeat(52)}${Math.round(jaccard.confidence * 1000) / 10} % interval\n`);
  return confidence + row('similarity', jaccard) + row('share of A in B', containment.aInB) + row('share of B in A', containment.bInA);
}

function showPart({ name, relation, certain, estimates }: SummaryComparison & { readonly name: string }, palette: Palette): string {
  const share = estimates === null ? '' : `  ${formatEstimate(estimates.jaccard)}  ${formatInterval(estimates.jaccard)}`;
  return alignRows([[toPrintable(name), `${certain ? '' : 'consistent with '}${relation}${share}`]], palette);
}

function showFinding(message: string): string {
  return paragraph(toPrintable(message), 4).replace(/^ {4}/, '  • ');
}

/** A line that says whether what was asked for holds. */
export function showJudgement({ met, reason }: Judgement, palette: Palette): string {
  const mark = met === true ? palette.good('✓') : palette.bad(met === null ? '?' : '✗');
  return `  ${mark} ${toPrintable(reason)}\n`;
}
