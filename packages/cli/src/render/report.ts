/** What `report` says of the page it wrote. */
import type { Report } from '@datasig/report';
import { formatByteLength, paragraph, type Palette } from '@datasig/runner/terminal';
import { toPrintable } from './printable.ts';

/** The file, and what stands on top of the page. */
export function showReport({ file, byteLength }: { readonly file: string; readonly byteLength: number }, report: Report, palette: Palette): string {
  const result = report.kind === 'pair' ? report.pair.verdict : `${report.operands.length} ${report.kind === 'many' ? 'datasets compared with each other' : 'versions, each compared with the one before'}.`;
  return `\n  ${palette.good('✓')} ${palette.heading(toPrintable(file))}  ${palette.quiet(formatByteLength(byteLength))}\n\n${paragraph(toPrintable(result), 2)}\n\n  ${palette.quiet('next')}  open it in a browser\n\n`;
}
