/** Checks and updates of a lock in words. */
import type { DatasetCheck, Drift, LockedDataset, RuleJudgement } from '@datasig/aibom';
import { type Estimate, formatCount, formatEstimate, formatInterval } from '@datasig/core';
import { paragraph, type Palette } from '@datasig/runner/terminal';
import { toPrintable } from './printable.ts';

/** What `lock check` says. */
export function showChecks(checks: readonly DatasetCheck[], palette: Palette): string {
  return `\n${checks.map((check) => showCheck(check, palette)).join('\n')}\n`;
}

/** A dataset that was locked anew. */
export interface DatasetUpdate {
  readonly name: string;
  readonly dataset: LockedDataset;
  readonly drift: Drift;
}

/** What `lock update` says. */
export function showUpdates(updates: readonly DatasetUpdate[], palette: Palette): string {
  const lines = updates.map(({ name, dataset, drift }) => `  ${palette.good('✓')} ${palette.heading(name)}  ${drift.identical === true ? 'unchanged' : 'locked anew'}\n${showDrift(drift, palette)}    ${palette.quiet(dataset.uid ?? 'no identity')}\n`);
  return `\n${lines.join('\n')}\n`;
}

function showCheck({ name, verdict, drift, error, rules }: DatasetCheck, palette: Palette): string {
  const mark = verdict === 'passed' ? palette.good('✓') : verdict === 'failed' ? palette.bad('✗') : palette.heading('?');
  const state = drift === null ? 'not known' : drift.identical === true ? 'identical' : drift.identical === null ? 'no identity to compare' : `drifted${describeShare(drift.changedShare)}`;
  // Each rule would say the same of data that cannot be read.
  const shown = error === null ? rules.map((rule) => showRule(rule, palette)).join('') : paragraphOf(`${error.message} [${error.code}]`);
  return `  ${mark} ${palette.heading(name)}  ${state}\n${drift === null ? '' : showDrift(drift, palette)}${shown}`;
}

function describeShare(share: Estimate | null): string {
  return share === null || share.estimate === null ? '' : ` by ${formatEstimate(share)} (${formatInterval(share)})`;
}

/** The exact counts of records, and what went and came. */
function showDrift({ identical, recordCount, removed, added }: Drift, palette: Palette): string {
  const count = (value: bigint | null): string => (value === null ? 'unknown' : formatCount(value));
  const counts = identical === true ? `${count(recordCount.after)} records` : `${count(recordCount.before)} records before, ${count(recordCount.after)} now`;
  const moves = identical === true || removed === null || added === null ? '' : `; ${describeCount(removed)} gone, ${describeCount(added)} new`;
  return `    ${palette.quiet(`${counts}${moves}`)}\n`;
}

function describeCount({ estimate, lower, upper, exact }: Estimate): string {
  return exact ? formatCount(estimate ?? 0) : `about ${formatCount(estimate ?? 0)} (${formatCount(lower)} – ${formatCount(upper)})`;
}

function showRule({ rule, met, reason }: RuleJudgement, palette: Palette): string {
  const state = met === true ? palette.good('kept     ') : met === false ? palette.bad('broken   ') : palette.heading('undecided');
  return `    ${state}  ${toPrintable(rule)}\n${met === true ? '' : paragraphOf(reason)}`;
}

function paragraphOf(text: string): string {
  return `${paragraph(toPrintable(text), 6)}\n`;
}
