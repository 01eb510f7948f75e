/** Results as Markdown, and their places in the page. */
import { showMachine } from '../page.ts';
import type { Bar, Result, ResultTable } from '../result.ts';

/** What stands in the page about one result: chart, tables, and what the numbers rest on. */
export function resultBlock(result: Result, tables: readonly ResultTable[]): string {
  const { benchmark, title, command, kernel, machine } = result;
  return [
    `![${benchmark}: ${title}](${benchmark}.svg)`,
    ...tables.map(markdownTable),
    [`[All numbers](${benchmark}.json), by \`${command}\`, kernel \`${kernel}\`:`, `${showMachine(machine)}.`].join('\n'),
  ].join('\n\n');
}

/** All bars of all results, with a link to each. */
export function barsBlock(results: readonly Result[]): string {
  const row = (benchmark: string, { name, limit, measured, holds }: Bar): string => `| [\`${benchmark}\`](#${benchmark}): ${name} | ${limit} | ${measured} | ${holds ? 'yes' : '**no**'} |`;
  return ['| Bar | Limit | Measured | Holds |', '|---|---|---|---|', ...results.flatMap(({ benchmark, bars }) => bars.map((bar) => row(benchmark, bar)))].join('\n');
}

/**
 * The page with each block in its place, between the comments `bench:NAME` and `/bench:NAME`; a place without one says so.
 *
 * @throws Error where a block has no place
 */
export function fillPage(page: string, blocks: ReadonlyMap<string, string>): string {
  const placed = new Set<string>();
  const filled = page.replace(/<!-- bench:(\S+) -->[\s\S]*?<!-- \/bench:\1 -->/g, (_, name: string) => {
    placed.add(name);
    return `<!-- bench:${name} -->\n\n${blocks.get(name) ?? 'Not measured yet.'}\n\n<!-- /bench:${name} -->`;
  });
  const missing = [...blocks.keys()].filter((name) => !placed.has(name));
  if (missing.length > 0) throw new Error(`the page has no place for ${missing.join(', ')}`);
  return filled;
}

function markdownTable({ unit, columns, rows }: ResultTable): string {
  const line = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`.replaceAll('|  |', '| |');
  return [line([unit, ...columns]), `|---|${columns.map(() => '---:|').join('')}`, ...rows.map(({ name, cells }) => line([name.replaceAll('|', '\\|'), ...cells]))].join('\n');
}
