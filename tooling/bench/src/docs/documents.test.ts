/** The committed charts and page are what the committed results make them. */
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { allBenchmarks } from '../benchmarks.ts';
import { documentsFolder } from '../paths.ts';
import { makeDocuments } from './documents.ts';
import { barsBlock, resultBlock } from './markdown.ts';

const result = {
  benchmark: 'speed',
  title: 'how fast',
  command: 'bench speed',
  kernel: 'reference',
  quick: false,
  machine: { cpuModel: 'Any', coreCount: 2, memoryGib: 4, system: 'linux x64', nodeVersion: '22.0.0' },
  setup: {},
  measurements: [],
  ratios: [],
  bars: [{ name: 'a to b', limit: 'at most 2×', measured: '3×', holds: false, needsFullRun: true }],
} as const;

test('the committed charts and page are up to date: `pnpm bench --write-docs` makes them so', async () => {
  const documents = await makeDocuments(documentsFolder, allBenchmarks);
  const committed = new Map<string, string>();
  for (const name of documents.keys()) committed.set(name, await readFile(join(documentsFolder, name), 'utf8'));
  expect(committed).toEqual(documents);
});

test('every committed result belongs to a benchmark and was no quick one', async () => {
  const names = (await readdir(documentsFolder)).filter((name) => name.endsWith('.json'));
  expect(names.length).toBeGreaterThan(3);
  for (const name of names) {
    const { benchmark, quick } = JSON.parse(await readFile(join(documentsFolder, name), 'utf8')) as { benchmark: string; quick: boolean };
    expect([`${benchmark}.json`, quick, allBenchmarks.some((each) => each.name === benchmark)]).toEqual([name, false, true]);
  }
});

test('a block has chart, tables, command and machine', () => {
  const table = { unit: 'ns', columns: ['one', 'two'], rows: [{ name: 'a|b', cells: ['1', ''] }] };
  expect(resultBlock(result, [table])).toBe(`![speed: how fast](speed.svg)

| ns | one | two |
|---|---:|---:|
| a\\|b | 1 | |

[All numbers](speed.json), by \`bench speed\`, kernel \`reference\`:
Any, 2 cores, 4 GiB, linux x64, Node 22.0.0.`);
  expect(barsBlock([result]).split('\n').at(-1)).toBe('| [`speed`](#speed): a to b | at most 2× | 3× | **no** |');
});
