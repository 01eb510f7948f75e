/** Results as text for a page of 80 columns. */
import { lineWidth, paragraph, type Palette, type TableColumn, tableLine } from '@datasig/runner/terminal';
import type { Machine } from './machine.ts';
import type { Bar, Result, ResultTable } from './result.ts';

const gap = 2;
const indent = 2;
const leastNameWidth = 32;

/** The machine in one line. */
export function showMachine({ cpuModel, coreCount, memoryGib, system, nodeVersion }: Machine): string {
  return `${cpuModel}, ${coreCount} cores, ${memoryGib} GiB, ${system}, Node ${nodeVersion}`;
}

/** Everything that a benchmark found, its tables one after another. */
export function showResult({ benchmark, title, kernel, bars }: Result, tables: readonly ResultTable[], palette: Palette): string {
  return [
    '',
    `  ${palette.heading(benchmark)}  ${title}`,
    `  ${palette.quiet(`kernel: ${kernel}`)}`,
    ...tables.flatMap((table) => ['', ...showTable(table, palette)]),
    ...(bars.length === 0 ? [] : ['']),
    ...bars.map((bar) => showBar(bar, palette)),
    '',
  ].join('\n');
}

/** The first column takes what the others leave. */
function showTable({ unit, columns, rows }: ResultTable, palette: Palette): string[] {
  const widths = columns.map((name, index) => Math.max(name.length, ...rows.map(({ cells }) => cells[index]?.length ?? 0)));
  const left = lineWidth - indent - widths.reduce((sum, width) => sum + width + gap, 0);
  const nameWidth = Math.max(leastNameWidth, Math.min(left, Math.max(unit.length, ...rows.map(({ name }) => name.length))));
  const layout: readonly TableColumn[] = [{ width: nameWidth, align: 'left' }, ...widths.map((width) => ({ width, align: 'right' }) as const)];
  return [palette.quiet(tableLine(layout, [unit, ...columns])), ...rows.map(({ name, cells }) => tableLine(layout, [name, ...cells]))];
}

function showBar({ name, limit, measured, holds }: Bar, palette: Palette): string {
  const text = paragraph(`${name}: ${measured}, ${limit}`, 4).trimStart();
  return `  ${holds ? palette.good('✓') : palette.bad('✗')} ${text}`;
}
