/** Results as tables, for the terminal and for the page alike. */
import { formatNumber } from '@datasig/chart';
import { formatRatio } from './numbers.ts';
import type { Measurement, Ratio, Result, ResultTable } from './result.ts';
import type { Spread } from './statistics.ts';

/** All that a result says, where its benchmark has no tables of its own. */
export function defaultTables(result: Result): readonly ResultTable[] {
  return [measurementTable(result), ...(result.ratios.length === 0 ? [] : [ratioTable(result)])];
}

/** All measurements, one a row. */
function measurementTable({ measurements }: Result): ResultTable {
  return {
    unit: '',
    columns: ['unit', 'median', 'min', 'max', 'runs'],
    rows: measurements.map(({ name, unit, median, min, max, runs }) => ({ name, cells: [unit, ...[median, min, max].map(formatNumber), String(runs)] })),
  };
}

/** All ratios, one a row. */
function ratioTable({ ratios }: Result): ResultTable {
  return {
    unit: 'ratios within a round',
    columns: ['median', 'min', 'max', 'runs'],
    rows: ratios.map(({ name, median, min, max, runs }) => ({ name, cells: [...[median, min, max].map(formatRatio), String(runs)] })),
  };
}

/** A measurement by its name. @throws Error where there is none */
export function measurementOf({ measurements }: Result, name: string): Measurement {
  return find(measurements, name);
}

/** A ratio by its name. @throws Error where there is none */
export function ratioOf({ ratios }: Result, name: string): Ratio {
  return find(ratios, name);
}

/** A ratio in a cell: its median and, in brackets, its smallest and largest. */
export function ratioCell({ median, min, max, runs }: Spread): string {
  return runs === 1 ? formatRatio(median) : `${formatRatio(median)} (${formatRatio(min)} – ${formatRatio(max)})`;
}

/** A measurement's median in a cell. */
export function medianCell({ median }: Spread): string {
  return formatNumber(median);
}

function find<Named extends { readonly name: string }>(all: readonly Named[], name: string): Named {
  const found = all.find((each) => each.name === name);
  if (found === undefined) throw new Error(`the result has no ${name}`);
  return found;
}
