/** Pages of results: places for what is made of results, and tables. */

/** A table: heads, and rows with as many cells; the first column is text, the others are numbers. */
export interface PageTable {
  readonly heads: readonly string[];
  readonly rows: readonly (readonly string[])[];
}

/**
 * The page with each block in its place, between the comments `KIND:NAME` and `/KIND:NAME`; a place without one says so.
 *
 * @throws Error where a block has no place
 */
export function fillPage(page: string, kind: string, blocks: ReadonlyMap<string, string>): string {
  const placed = new Set<string>();
  const filled = page.replace(new RegExp(`<!-- ${kind}:(\\S+) -->[\\s\\S]*?<!-- /${kind}:\\1 -->`, 'g'), (_, name: string) => {
    placed.add(name);
    return `<!-- ${kind}:${name} -->\n\n${blocks.get(name) ?? 'Not measured yet.'}\n\n<!-- /${kind}:${name} -->`;
  });
  const missing = [...blocks.keys()].filter((name) => !placed.has(name));
  if (missing.length > 0) throw new Error(`the page has no place for ${missing.join(', ')}`);
  return filled;
}

/** A table in Markdown. */
export function markdownTable({ heads, rows }: PageTable): string {
  const line = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`.replaceAll('|  |', '| |');
  const texts = rows.map(([name = '', ...cells]) => line([name.replaceAll('|', '\\|'), ...cells]));
  return [line(heads), `|---|${heads.slice(1).map(() => '---:|').join('')}`, ...texts].join('\n');
}
