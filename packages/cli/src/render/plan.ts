/** What a run would read, as a table. */
import { formatCount } from '@datasig/core';
import { formatByteLength, type Palette, type TableColumn, tableLine } from '@datasig/runner/terminal';
import { toPrintable } from './printable.ts';

/** A dataset and its pieces; null where it is not known before reading. */
export interface PlanDescription {
  readonly name: string;
  readonly location: string;
  readonly revision: string | null;
  readonly byteLength: number | null;
  readonly recordCount: number | null;
  readonly shards: readonly PieceDescription[];
}

/** A file, a table, or a piece of one. */
interface PieceDescription {
  readonly id: string;
  readonly part: string | null;
  readonly byteLength: number | null;
  readonly recordCount: number | null;
}

const partWidthLimit = 16;

/** A line a piece, and one for all. */
export function showPlan(plan: PlanDescription, palette: Palette): string {
  const partWidth = Math.min(partWidthLimit, Math.max(0, ...plan.shards.map(({ part }) => (part === null ? 0 : Math.max(4, part.length)))));
  const columns: readonly TableColumn[] = [
    ...(partWidth > 0 ? [{ width: partWidth, align: 'left' } as const] : []),
    { width: partWidth > 0 ? 50 - partWidth : 52, align: 'left' },
    { width: 9, align: 'right' },
    { width: 13, align: 'right' },
  ];
  const line = (part: string, name: string, { byteLength, recordCount }: Pick<PieceDescription, 'byteLength' | 'recordCount'>): string =>
    tableLine(columns, [...(partWidth > 0 ? [part] : []), toPrintable(name), byteLength === null ? '' : formatByteLength(byteLength), recordCount === null ? '' : formatCount(recordCount)]);
  const { shards } = plan;
  return [
    '',
    `  ${palette.heading(toPrintable(plan.name))}  ${palette.quiet(toPrintable(plan.revision === null ? plan.location : `${plan.location} at ${plan.revision}`))}`,
    '',
    palette.quiet(tableLine(columns, [...(partWidth > 0 ? ['part'] : []), 'name', 'size', 'records'])),
    ...shards.map(({ id, part, ...amounts }) => line(part ?? '', id, amounts)),
    ...(shards.length === 1 ? [] : [palette.quiet(line('', `${formatCount(shards.length)} together`, plan))]),
    '',
    '',
  ].join('\n');
}
