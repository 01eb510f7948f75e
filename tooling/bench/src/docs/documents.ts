/** The committed documents: results, charts and the page, where all that is made of results is made again from them. */
import { existsSync } from 'node:fs';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Benchmark } from '../benchmark.ts';
import { defaultChart } from '../default-chart.ts';
import { fillPage, renderChart } from '@datasig/chart';
import { showMachine } from '../page.ts';
import { formatResults, type Result } from '../result.ts';
import { defaultTables } from '../tables.ts';
import { barsBlock, resultBlock } from './markdown.ts';

const pageName = 'README.md';
const barsName = 'bars';

/** Writes a result into the folder of the documents. */
export async function saveResult(folder: string, result: Result): Promise<void> {
  await mkdir(folder, { recursive: true });
  await writeFile(join(folder, `${result.benchmark}.json`), formatResults(result));
}

/** What the charts and the page have to be, by file name, given the results in `folder` and the page as it is. */
export async function makeDocuments(folder: string, benchmarks: readonly Benchmark[]): Promise<ReadonlyMap<string, string>> {
  const documents = new Map<string, string>();
  const blocks = new Map<string, string>();
  const results: Result[] = [];
  for (const { name, tables = defaultTables, chart = defaultChart } of benchmarks) {
    const file = join(folder, `${name}.json`);
    if (!existsSync(file)) continue;
    const result = JSON.parse(await readFile(file, 'utf8')) as Result;
    results.push(result);
    documents.set(`${name}.svg`, renderChart(chart(result), `${showMachine(result.machine)}; kernel ${result.kernel}; medians, lines from smallest to largest`));
    blocks.set(name, resultBlock(result, tables(result)));
  }
  blocks.set(barsName, barsBlock(results));
  documents.set(pageName, fillPage(await readFile(join(folder, pageName), 'utf8'), 'bench', blocks));
  return documents;
}

/** Makes charts and page anew. */
export async function writeDocuments(folder: string, benchmarks: readonly Benchmark[]): Promise<void> {
  for (const [name, text] of await makeDocuments(folder, benchmarks)) await writeFile(join(folder, name), text);
}
