/** Results as text for a page of 80 columns. */
import { formatCount } from '@datasig/core';
import { paragraph, type Palette, type TableColumn, tableLine } from '@datasig/runner/terminal';
import type { Machine } from './machine.ts';
import type { Bar, Result, ResultTable } from './result.ts';
import type { Spread } from './statistics.ts';

const columns: readonly TableColumn[] = [
  { width: 39, align: 'left' },
  { width: 9, align: 'right' },
  { width: 9, align: 'right' },
  { width: 9, align: 'right' },
  { width: 4, align: 'right' },
];

/** The machine in one line. */
export function showMachine({ cpuModel, coreCount, memoryGib, system, nodeVersion }: Machine): string {
  return `${cpuModel}, ${coreCount} cores, ${memoryGib} GiB, ${system}, Node ${nodeVersion}`;
}

/** Everything that a benchmark found; its measurements as `table`, where there is one. */
export function showResult({ benchmark, title, measurements, ratios, bars }: Result, palette: Palette, table?: ResultTable): string {
  return [
    '',
    `  ${palette.heading(benchmark)}  ${title}`,
    '',
    ...(table === undefined ? [spreadHead('', palette), ...measurements.map(({ name, unit, ...numbers }) => showLine(`${name}, ${unit}`, numbers))] : showTable(table, palette)),
    ...(ratios.length === 0 ? [] : ['', table === undefined ? palette.quiet('  ratios within a round') : spreadHead('ratios within a round', palette)]),
    ...ratios.map(({ name, ...numbers }) => showLine(name, numbers)),
    ...(bars.length === 0 ? [] : ['']),
    ...bars.map((bar) => showBar(bar, palette)),
    '',
  ].join('\n');
}

function spreadHead(name: string, palette: Palette): string {
  return palette.quiet(tableLine(columns, [name, 'median', 'min', 'max', 'runs']));
}

function showTable({ unit, columns: names, rows }: ResultTable, palette: Palette): string[] {
  const layout: readonly TableColumn[] = [{ width: 70 - names.length * 11, align: 'left' }, ...names.map(() => ({ width: 11, align: 'right' }) as const)];
  return [palette.quiet(tableLine(layout, [unit, ...names])), ...rows.map(({ name, cells }) => tableLine(layout, [name, ...cells.map((cell) => formatCount(Math.round(cell)))]))];
}

function showLine(name: string, { median, min, max, runs }: Spread): string {
  return tableLine(columns, [name, ...[median, min, max].map(formatNumber), String(runs)]);
}

function showBar({ name, limit, measured, holds }: Bar, palette: Palette): string {
  const text = paragraph(`${name}: ${measured}, ${limit}`, 4).trimStart();
  return `  ${holds ? palette.good('✓') : palette.bad('✗')} ${text}`;
}

/** Three digits that count, or whole numbers with thousands. */
function formatNumber(value: number): string {
  return Math.abs(value) >= 100 || Number.isInteger(value) ? formatCount(value) : String(Number(value.toPrecision(3)));
}
