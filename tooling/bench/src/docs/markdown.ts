/** Results as Markdown. */
import { markdownTable } from '@datasig/chart';
import { showMachine } from '../page.ts';
import type { Bar, Result, ResultTable } from '../result.ts';

/** What stands in the page about one result: chart, tables, and what the numbers rest on. */
export function resultBlock(result: Result, tables: readonly ResultTable[]): string {
  const { benchmark, title, command, kernel, machine } = result;
  return [
    `![${benchmark}: ${title}](${benchmark}.svg)`,
    ...tables.map(({ unit, columns, rows }) => markdownTable({ heads: [unit, ...columns], rows: rows.map(({ name, cells }) => [name, ...cells]) })),
    [`[All numbers](${benchmark}.json), by \`${command}\`, kernel \`${kernel}\`:`, `${showMachine(machine)}.`].join('\n'),
  ].join('\n\n');
}

/** All bars of all results, with a link to each. */
export function barsBlock(results: readonly Result[]): string {
  const row = (benchmark: string, { name, limit, measured, holds }: Bar): string => `| [\`${benchmark}\`](#${benchmark}): ${name} | ${limit} | ${measured} | ${holds ? 'yes' : '**no**'} |`;
  return ['| Bar | Limit | Measured | Holds |', '|---|---|---|---|', ...results.flatMap(({ benchmark, bars }) => bars.map((bar) => row(benchmark, bar)))].join('\n');
}
