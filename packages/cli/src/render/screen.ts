/** A screening in words: each known dataset with its share, each list with what was found and where. */
import type { KnownDatasetFinding, KnownRecords, SketchFinding } from '@datasig/aibom';
import { formatCount, formatEstimate, formatInterval } from '@datasig/core';
import { paragraph, type Palette } from '@datasig/runner/terminal';
import type { DataFinding } from '../screen/screen-records.ts';
import { bar } from './estimates.ts';
import { toPrintable, toShortPrintable } from './printable.ts';

/** A known dataset and what of it was found. */
export type DatasetFinding = KnownDatasetFinding;

/** A list and what of it was found. */
export interface ListFinding {
  readonly file: string;
  readonly known: KnownRecords;
  readonly met: boolean | null;
  readonly finding: SketchFinding | DataFinding;
}

const nameWidth = 60;
const shownPlaceCount = 20;

/** What `screen` says. */
export function showScreening(datasets: readonly DatasetFinding[], lists: readonly ListFinding[], palette: Palette): string {
  return `\n${[...datasets.map((each) => showDataset(each, palette)), ...lists.map((each) => showList(each, palette))].join('\n')}\n`;
}

function showDataset({ name, met, share, reason }: DatasetFinding, palette: Palette): string {
  const bars = share === null ? '' : `    ${palette.key(bar(share))}  ${formatEstimate(share)} of it  ${palette.quiet(formatInterval(share))}\n`;
  return `  ${mark(met, palette)} ${palette.heading(toShortPrintable(name, nameWidth))}\n${bars}${sentence(reason)}`;
}

function showList({ file, known, met, finding }: ListFinding, palette: Palette): string {
  const kind = known.falsePositiveRate === 0 ? '' : ', a filter';
  const title = `  ${mark(met, palette)} ${palette.heading(toShortPrintable(file, nameWidth))}  ${palette.quiet(`${formatCount(known.count)} known records${kind}`)}\n`;
  return `${title}${sentence(finding.reason)}${'places' in finding ? showPlaces(finding, palette) : ''}`;
}

function showPlaces({ places, hitCount }: DataFinding, palette: Palette): string {
  const shown = places.slice(0, shownPlaceCount).map(({ file, line, row, part, digest }) => {
    const place = [file === null ? part : toPrintable(file), line === null ? undefined : `line ${line}`, `row ${row}`].filter((each) => each !== undefined && each !== null).join(', ');
    return `    ${place}  ${palette.quiet(`${digest.slice(0, 16)}…`)}\n`;
  });
  const rest = hitCount - shown.length;
  return `${shown.join('')}${rest > 0 ? `    and ${formatCount(rest)} more\n` : ''}`;
}

function mark(met: boolean | null, palette: Palette): string {
  if (met === null) return palette.heading('?');
  return met ? palette.good('✓') : palette.bad('✗');
}

function sentence(text: string): string {
  return `${paragraph(toPrintable(text), 4)}\n`;
}
