/** A history as a table: a line a version, with what stayed of the one before, what went and what came. */
import type { HistoryStep } from '@datasig/aibom';
import { type Estimate, formatCount, formatEstimate, formatInterval } from '@datasig/core';
import { type Palette, paragraph, type TableColumn, tableLine } from '@datasig/runner/terminal';
import type { NamedVersion } from '../input/versions.ts';
import { toPrintable, toShortPrintable } from './printable.ts';

const labelWidth = 20;
const columns: readonly TableColumn[] = [
  { width: labelWidth, align: 'left' },
  { width: 11, align: 'right' },
  { width: 11, align: 'right' },
  { width: 11, align: 'right' },
  { width: 11, align: 'right' },
];

/** What `history` says. */
export function showHistory(steps: readonly HistoryStep<NamedVersion>[], palette: Palette): string {
  return ['', palette.quiet(tableLine(columns, ['version', 'records', 'kept', 'removed', 'added'])), ...steps.flatMap((step) => showStep(step, palette)), '', ''].join('\n');
}

function showStep({ version, drift, keptShare, error }: HistoryStep<NamedVersion>, palette: Palette): string[] {
  const { label, date, subject, fingerprint } = version;
  const count = fingerprint.records.isCountUnknown === true ? 'unknown' : formatCount(fingerprint.records.count);
  const shares = drift === null ? ['', '', ''] : [share(keptShare), share(drift.removedShare), share(drift.addedShare)];
  const lines = [tableLine(columns, [shorten(label), count, ...shares])];
  if (error !== null) lines.push(paragraph(`cannot be compared with the one before: ${toShortPrintable(error.message, 300)}`, 4));
  if (drift !== null && drift.identical !== true && keptShare !== null && !keptShare.exact) {
    lines.push(palette.quiet(tableLine(columns, ['', '', formatBounds(keptShare), formatBounds(drift.removedShare), formatBounds(drift.addedShare)])));
  }
  if (date !== null || subject !== null) lines.push(palette.quiet(`    ${[date?.slice(0, 10), subject === null ? undefined : toShortPrintable(subject, 60)].filter((each) => each !== undefined).join('  ')}`));
  return lines;
}

/** Of paths the end tells more. */
function shorten(label: string): string {
  const printable = toPrintable(label);
  return printable.length > labelWidth ? `…${printable.slice(1 - labelWidth)}` : printable;
}

function share(estimate: Estimate | null): string {
  return estimate === null || estimate.estimate === null ? '–' : formatEstimate(estimate);
}

/** Bounds without the sign of percent fit below their estimate. */
function formatBounds(estimate: Estimate | null): string {
  return estimate === null || estimate.estimate === null ? '' : formatInterval(estimate).replaceAll(' %', '').replaceAll(' ', '');
}
