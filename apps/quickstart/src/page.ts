/** What the demo shows, piece by piece, as text for a page of 80 columns. */
import { formatCount, formatEstimate, formatInterval, formatShare } from '@datasig/core';
import { formatByteLength, formatDuration, type Palette, paragraph, rule, type TableColumn, tableLine } from '@datasig/runner/terminal';
import { type ComparisonEntry, type FingerprintEntry, passed, type QuickstartResult } from './result.ts';
import { pathFromUser } from './user-folder.ts';

const fingerprintColumns: readonly TableColumn[] = [
  { width: 14, align: 'left' },
  { width: 7, align: 'right' },
  { width: 6, align: 'right' },
  { width: 14, align: 'left' },
  { width: 29, align: 'left' },
];

const comparisonColumns: readonly TableColumn[] = [
  { width: 11, align: 'left' },
  { width: 14, align: 'left' },
  { width: 9, align: 'right' },
  { width: 7, align: 'right' },
  { width: 8, align: 'right' },
  { width: 15, align: 'left' },
  { width: 1, align: 'left' },
];

/** Title and the head of the first table. */
export function showOpening(palette: Palette): string {
  return [
    '',
    `  ${palette.heading('Datasig')}  fingerprints of datasets, compared without the data`,
    '',
    `  ${palette.heading('1  Each dataset is read once and becomes a small file')}`,
    '',
    palette.quiet(tableLine(fingerprintColumns, ['name', 'records', 'time', 'UID', 'what it is'])),
    palette.quiet(rule),
    '',
  ].join('\n');
}

/** A line of the first table. */
export function showFingerprint({ name, recordCount, elapsedMs, uid, description }: FingerprintEntry): string {
  const shortUid = `${uid.slice(0, 13)}…`;
  return `${tableLine(fingerprintColumns, [name, formatCount(recordCount), formatDuration(elapsedMs), shortUid, description])}\n`;
}

/** Where the files are, and the head of the second table. */
export function showBetween(folder: string, fingerprints: readonly FingerprintEntry[], palette: Palette): string {
  const largest = Math.max(...fingerprints.map((entry) => entry.fileByteLength));
  return [
    '',
    paragraph(`written: ${pathFromUser(folder)}/NAME.datasig.json, at most ${formatByteLength(largest)} each`, 2),
    '',
    `  ${palette.heading('2  The files are compared; the data are no longer needed')}`,
    '',
    palette.quiet(tableLine(comparisonColumns, ['A', 'B', 'announced', 'true', 'estimate', '95 % interval'])),
    palette.quiet(rule),
    '',
  ].join('\n');
}

/** A line of the second table and its verdict. */
export function showComparison(entry: ComparisonEntry, palette: Palette): string {
  const { a, b, announced, truth, jaccard, verdict } = entry;
  const cells = [a, b, announced === null ? '' : formatShare(announced), formatShare(truth.jaccard), formatEstimate(jaccard), formatInterval(jaccard)];
  const mark = entry.holds ? palette.good('✓') : palette.bad('✗');
  return `${tableLine(comparisonColumns, [...cells, '✓']).replace(/✓$/, mark)}\n${palette.quiet(paragraph(verdict, 4))}\n`;
}

/** What the second table means, the outcome, and what to try next. */
export function showClosing(result: QuickstartResult, palette: Palette): string {
  const outcome = passed(result)
    ? palette.good('✓ Every true value is inside its interval.')
    : palette.bad('✗ The lines marked ✗ do not say what is true.');
  return [
    '',
    paragraph('announced: in the table that presented the original datasig, cut to two decimals. true: Jaccard similarity, counted over the data with plain SHA-256 ' +
      `(${formatDuration(result.truthElapsedMs)}). ✓: the true value is inside the interval.`, 2),
    '',
    `  ${outcome}`,
    `  ${formatDuration(result.elapsedMs)} in all`,
    '',
    `  ${palette.heading('Next, with a file of your own')}`,
    '',
    `  ${palette.key('npx -y pnpm@12.21.0 -s datasig fingerprint my.csv')}`,
    '',
    '',
  ].join('\n');
}
