/** What a second thread gives: the command over tables of several shards. The clock counts, with the start of the command in it. */
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { BenchContext, Benchmark } from '../benchmark.ts';
import type { Chart } from '@datasig/chart';
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
const usualRowCount = 1_000_000;
/** What a thread costs by itself is a share of a run that depends on its length. */
const longRowCount = 4_000_000;

/** A table, and the dataset of its kind. */
interface Subject {
  readonly name: string;
  readonly dataset: Dataset;
  readonly rowCount: number;
}

const subjects: readonly Subject[] = [
  ...['csv', 'jsonl', 'parquet, snappy', 'arrow file'].map((name) => subjectOf(name, name, usualRowCount)),
  subjectOf(`csv, ${longRowCount.toLocaleString('en-US')} rows`, 'csv', longRowCount),
];
const [one, two] = threadCounts.map(seriesName) as [string, string];

/** Fingerprints the same tables on one thread and on two in turn. */
export const threads: Benchmark = {
  name: 'threads',
  title: 'the command on two threads, against one',
  run: measureThreads,
  tables: (result) => [threadTable(result)],
  chart: threadChart,
};

function subjectOf(name: string, kind: string, rowCount: number): Subject {
  return { name, dataset: datasets.find((dataset) => dataset.name === kind)!, rowCount };
}

function seriesName(count: number): string {
  return count === 1 ? '1 thread' : `${count} threads`;
}

async function measureThreads(context: BenchContext): Promise<Findings> {
  const measured = context.quick ? subjects.map((subject) => ({ ...subject, rowCount: subject.rowCount / 50 })) : subjects;
  for (const { name, dataset, rowCount } of measured) {
    context.status(`writing ${name}`);
    await mkdir(folderOf(rowCount, context), { recursive: true });
    await dataset.write(folderOf(rowCount, context), rowCount, context.signal);
  }
  const variants = measured.flatMap((subject) => threadCounts.map((count) => variantOf(subject, count, context)));
  const samples = await measureRounds(variants, { roundCount: context.quick ? 1 : 7, warmUpCount: 0 }, context);
  const ratios = subjects.map(({ name }) => samples.ratio(`${name}, ${one}`, `${name}, ${two}`, two));
  return {
    setup: { rowCount: usualRowCount },
    measurements: variants.map(({ name }) => ({ name, unit: 'ms', ...spread(samples.of(name)) })),
    ratios,
    bars: subjects.map(({ name }, index) => atLeast(`${name}: ${one} to ${two}`, ratios[index]!.median, limit)),
  };
}

/** Tables of one size have names of their own. */
function folderOf(rowCount: number, { folder }: BenchContext): string {
  return join(folder, String(rowCount));
}

function variantOf({ name, dataset: { files: [file] }, rowCount }: Subject, count: number, context: BenchContext): Variant {
  const variantName = `${name}, ${seriesName(count)}`;
  const workingDirectory = folderOf(rowCount, context);
  const parameters = [commandPath, 'fingerprint', file!, '--threads', String(count), '--quiet', '--output', join(context.folder, 'output.datasig.json')];
  return { name: variantName, measure: async () => (await runToSuccess(parameters, { ...childOptions(context, variantName), workingDirectory })).elapsedMs };
}

function threadTable(result: Result): ResultTable {
  return {
    unit: 'ms on the clock',
    columns: [one, two, `${one} to ${two}`],
    rows: subjects.map(({ name }) => ({ name, cells: [...[one, two].map((series) => medianCell(measurementOf(result, `${name}, ${series}`))), ratioCell(ratioOf(result, `${name}, ${one} / ${two}`))] })),
  };
}

function threadChart(result: Result): Chart {
  return {
    title: result.title,
    axis: 'milliseconds on the clock',
    scale: 'linear',
    series: [one, two],
    groups: subjects.map(({ name }) => ({ name, bars: [one, two].map((series) => ({ series, spread: measurementOf(result, `${name}, ${series}`) })) })),
  };
}
