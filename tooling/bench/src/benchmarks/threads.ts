/** What a second thread gives: the command over tables of several shards. The clock counts, with the start of the command in it. */
import { join } from 'node:path';
import type { BenchContext, Benchmark } from '../benchmark.ts';
import type { Chart } from '../chart/chart.ts';
import { childOptions, runToSuccess } from '../child.ts';
import { atLeast } from '../limit.ts';
import { commandPath } from '../paths.ts';
import type { Findings, Result, ResultTable } from '../result.ts';
import { measureRounds, type Variant } from '../rounds.ts';
import { spread } from '../statistics.ts';
import { type Dataset, datasets } from '../table/datasets.ts';
import { measurementOf, medianCell, ratioCell, ratioOf } from '../tables.ts';

const limit = 1.7;
const threadCounts = [1, 2] as const;
const names = ['csv', 'jsonl', 'parquet, snappy', 'arrow file'] as const;
const [one, two] = threadCounts.map(seriesName) as [string, string];

/** Fingerprints the same tables on one thread and on two in turn. */
export const threads: Benchmark = {
  name: 'threads',
  title: 'the command on two threads, against one',
  run: measureThreads,
  tables: (result) => [threadTable(result)],
  chart: threadChart,
};

function seriesName(count: number): string {
  return count === 1 ? '1 thread' : `${count} threads`;
}

async function measureThreads(context: BenchContext): Promise<Findings> {
  const rowCount = context.quick ? 20_000 : 1_000_000;
  const measured = names.map((name) => datasets.find((dataset) => dataset.name === name)!);
  for (const { name, write } of measured) {
    context.status(`writing ${name}`);
    await write(context.folder, rowCount, context.signal);
  }
  const variants = measured.flatMap((dataset) => threadCounts.map((count) => variantOf(dataset, count, context)));
  const samples = await measureRounds(variants, { roundCount: context.quick ? 1 : 7, warmUpCount: 0 }, context);
  const ratios = names.map((name) => samples.ratio(`${name}, ${one}`, `${name}, ${two}`, two));
  return {
    setup: { rowCount },
    measurements: variants.map(({ name }) => ({ name, unit: 'ms', ...spread(samples.of(name)) })),
    ratios,
    bars: names.map((name, index) => atLeast(`${name}: ${one} to ${two}`, ratios[index]!.median, limit)),
  };
}

function variantOf({ name, files: [file] }: Dataset, count: number, context: BenchContext): Variant {
  const variantName = `${name}, ${seriesName(count)}`;
  const parameters = [commandPath, 'fingerprint', file!, '--threads', String(count), '--quiet', '--output', join(context.folder, 'output.datasig.json')];
  return { name: variantName, measure: async () => (await runToSuccess(parameters, { ...childOptions(context, variantName), workingDirectory: context.folder })).elapsedMs };
}

function threadTable(result: Result): ResultTable {
  return {
    unit: 'ms on the clock',
    columns: [one, two, `${one} to ${two}`],
    rows: names.map((name) => ({ name, cells: [...[one, two].map((series) => medianCell(measurementOf(result, `${name}, ${series}`))), ratioCell(ratioOf(result, `${name}, ${one} / ${two}`))] })),
  };
}

function threadChart(result: Result): Chart {
  return {
    title: result.title,
    axis: 'milliseconds on the clock',
    scale: 'linear',
    series: [one, two],
    groups: names.map((name) => ({ name, bars: [one, two].map((series) => ({ series, spread: measurementOf(result, `${name}, ${series}`) })) })),
  };
}
