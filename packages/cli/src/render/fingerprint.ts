/** A fingerprint in words: what was written, what a file holds. */
import { formatCount } from '@datasig/core';
import type { RunStatistics } from '@datasig/runner';
import { formatByteLength, formatDuration, type Palette } from '@datasig/runner/terminal';
import type { FieldDescription, FingerprintDescription, SummaryDescription } from '../describe.ts';
import { quoteForShell } from '../shell-quote.ts';
import { formatAmount, formatDistinct } from './estimates.ts';
import { toPrintable, toShortPrintable } from './printable.ts';
import { alignRows } from './rows.ts';

const shownFieldCount = 12;
const gap = '  ';
/** Names and types may be of any length; `--json` has them whole. */
const nameWidthLimit = 60;
const leastTypeWidth = 24;
/** Rows are as wide as that with a UID, where names are not long. */
const tableWidth = 69;

/** The run that made it. */
export interface WrittenRun {
  readonly statistics: RunStatistics;
  readonly verified: 'full' | 'structural';
}

/** What `fingerprint` and `merge` say of the file they wrote. */
export function showWritten(written: { readonly file: string; readonly byteLength: number }, description: FingerprintDescription, palette: Palette, run?: WrittenRun): string {
  const { file, byteLength } = written;
  const rows = [
    ...describeRecords(description),
    ...fieldRows(description.schema, shownFieldCount),
    ...partRows(description.parts),
    ...(run === undefined ? [] : [['read', describeRun(run.statistics)]]),
    ...(run?.verified === 'full' ? [['checked', 'every file against its digest']] : []),
  ];
  const next = `datasig compare ${quoteForShell(file)} OTHER`;
  return `\n  ${palette.good('✓')} ${palette.heading(toPrintable(file))}  ${palette.quiet(formatByteLength(byteLength))}\n\n${alignRows(rows, palette)}\n  ${palette.quiet('next')}  ${palette.key(toPrintable(next))}\n\n`;
}

function describeRun({ byteLength, elapsedMs, resumedShardCount }: RunStatistics): string {
  return `${formatByteLength(byteLength)} in ${formatDuration(elapsedMs)}${resumedShardCount > 0 ? ', the rest taken from checkpoints' : ''}`;
}

/** What `inspect` says. */
export function showFingerprint(file: string, description: FingerprintDescription, palette: Palette): string {
  const { encoding, origins, transforms, nullTokens, generator } = description;
  const rows = [
    ...describeRecords(description),
    ['sketches', description.sketches.join(', ') || 'none'],
    ['encoding', `${encoding.id}, ${encoding.digest}${encoding.keyId === null ? '' : `, key id ${encoding.keyId}`}`],
    ...(description.mergeable ? [] : [['state', 'left out: the UID cannot be merged']]),
    ...origins.map((origin, index) => [index === 0 ? 'from' : '', `${origin.location} (${origin.connector})${origin.revision === undefined ? '' : ` at ${origin.revision}`}`]),
    ...transforms.map(({ id, ...parameters }, index) => [index === 0 ? 'prepared' : '', `${id} ${JSON.stringify(parameters)}`]),
    ...(nullTokens.length > 0 ? [['null', nullTokens.map((token) => JSON.stringify(token)).join(' ')]] : []),
    ['made by', `${generator.name} ${generator.version}`],
    ...fieldRows(description.schema, Infinity),
    ...partRows(description.parts),
  ];
  return `\n  ${palette.heading(toPrintable(description.name))}  ${palette.quiet(toPrintable(file))}\n\n${alignRows(rows, palette)}\n`;
}

function describeRecords({ recordCount, distinctRecordCount, byteLength, uid }: SummaryDescription): string[][] {
  const distinct = distinctRecordCount === null ? '' : `, ${formatDistinct(distinctRecordCount)} distinct`;
  return [
    ['records', `${formatCount(BigInt(recordCount))}${distinct}, ${formatByteLength(Number(byteLength))} encoded`],
    ['UID', uid ?? 'none'],
  ];
}

function fieldRows(fields: readonly FieldDescription[], limit: number): string[][] {
  const shown = fields.slice(0, limit);
  const names = shown.map(({ name }) => toShortPrintable(name, nameWidthLimit));
  const amounts = shown.map(({ valueCount }) => (valueCount === null ? '' : formatAmount(BigInt(valueCount), 'value')));
  const nameWidth = widest(names, nameWidthLimit);
  const typeWidthLimit = Math.max(leastTypeWidth, tableWidth - nameWidth - 2 * gap.length - widest(amounts, Infinity));
  const types = shown.map(({ type }) => toShortPrintable(type, typeWidthLimit));
  const typeWidth = widest(types, typeWidthLimit);
  const rows = shown.map((_, index) => [index === 0 ? 'fields' : '', [names[index]!.padEnd(nameWidth), types[index]!.padEnd(typeWidth), amounts[index]!].join(gap).trimEnd()]);
  return fields.length > shown.length ? [...rows, ['', `and ${formatCount(fields.length - shown.length)} more`]] : rows;
}

function partRows(parts: readonly SummaryDescription[]): string[][] {
  const names = parts.map(({ name }) => toShortPrintable(name, nameWidthLimit));
  const width = widest(names, nameWidthLimit);
  return parts.map(({ recordCount, uid }, index) => [index === 0 ? 'parts' : '', `${names[index]!.padEnd(width)}  ${formatCount(BigInt(recordCount)).padStart(11)}  ${uid === null ? '' : `${uid.slice(0, 17)}…`}`]);
}

function widest(texts: readonly string[], limit: number): number {
  return texts.reduce((width, text) => Math.max(width, Math.min(text.length, limit)), 0);
}
