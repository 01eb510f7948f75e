/**
 * The whole way from files to the fingerprint, format by format, against what it cannot do without: the reader alone
 * and the kernel alone. Between the two lies the canonical encoding.
 *
 * CPU time counts: with one thread at work it is what a run takes on an idle machine, and other work hardly changes it.
 */
import { join } from 'node:path';
import { stat } from 'node:fs/promises';
import type { BenchContext, Benchmark } from '../benchmark.ts';
import type { Chart } from '@datasig/chart';
import { axisNames } from '../default-chart.ts';
import { childOptions, runToSuccess } from '../child.ts';
import { atMost } from '../limit.ts';
import { measureCostsScript } from '../paths.ts';
import type { Findings, Measurement, Ratio, Result, ResultTable } from '../result.ts';
import { median, spread } from '../statistics.ts';
import { datasets } from '../table/datasets.ts';
import { measurementOf, medianCell, ratioCell, ratioOf } from '../tables.ts';
import type { Costs } from '../work/costs.ts';

const ratioLimit = 1.25;
/** Formats that the limit is for. */
const barred = /^(?:csv|jsonl|parquet|arrow)/;
const mostRoundCount = 5;
/** No further round begins after this time. */
const roundsMs = 400_000;

/** The steps by their names in the results. */
const steps = {
  reader: ({ readerNs }) => readerNs,
  encoding: ({ encodedNs, readerNs }) => encodedNs - readerNs,
  kernel: ({ kernelNs }) => kernelNs,
  'end to end': ({ fingerprintNs }) => fingerprintNs,
} as const satisfies Readonly<Record<string, (costs: Costs) => number>>;

/** Measures every format in turn. */
export const formats: Benchmark = {
  name: 'formats',
  title: 'from files to a fingerprint, against reader and kernel alone',
  run: measureFormats,
  tables: (result) => [formatTable(result)],
  chart: formatChart,
};

async function measureFormats(context: BenchContext): Promise<Findings> {
  const rowCount = context.quick ? 100_000 : 1_000_000;
  const byteLengths: Record<string, number> = {};
  for (const { name, files, share, write } of datasets) {
    context.status(`writing ${name}`);
    await write(context.folder, rowCount * share, context.signal);
    for (const file of files) byteLengths[file] = (await stat(join(context.folder, file))).size;
  }
  const rounds = await measureRounds(context);
  return {
    setup: { rowCount, ...byteLengths, ...Object.fromEntries(datasets.map(({ name }) => [`${name} canonical bytes a record`, rounds.get(name)![0]!.canonicalByteLength])) },
    measurements: datasets.flatMap(({ name }) => Object.entries(steps).map(([step, of]): Measurement => ({ name: `${name} ${step}`, unit: 'ns/record', ...spread(rounds.get(name)!.map(of)) }))),
    ratios: datasets.map(({ name }) => overheadRatio(name, rounds.get(name)!)),
    bars: datasets.filter(({ name }) => barred.test(name)).map(({ name }) => atMost(`${name} end to end / (reader + kernel)`, median(rounds.get(name)!.map(overhead)), ratioLimit)),
  };
}

/** The costs of each dataset, one entry a round. */
async function measureRounds(context: BenchContext): Promise<ReadonlyMap<string, readonly Costs[]>> {
  const { quick, folder, profileFolder, status } = context;
  const rounds = new Map<string, Costs[]>(datasets.map(({ name }) => [name, []]));
  // Enough to stand for all: what a record costs the kernel hardly depends on the others.
  const replayedRecordCount = quick ? 16_384 : 131_072;
  const startedMs = performance.now();
  for (let round = 1; round <= (quick || profileFolder !== undefined ? 1 : mostRoundCount); round++) {
    for (const { name, files } of datasets) {
      status(`round ${round}: ${name}`);
      const { stdout } = await runToSuccess(['--expose-gc', measureCostsScript, String(replayedRecordCount), ...files.map((file) => join(folder, file))], childOptions(context, name));
      rounds.get(name)!.push(JSON.parse(stdout) as Costs);
    }
    if (performance.now() - startedMs > roundsMs) break;
  }
  return rounds;
}

function overheadRatio(name: string, costs: readonly Costs[]): Ratio {
  return { name: `${name} / (reader + kernel)`, ...spread(costs.map(overhead)) };
}

function overhead({ fingerprintNs, readerNs, kernelNs }: Costs): number {
  return fingerprintNs / (readerNs + kernelNs);
}

/** Formats of a result: those of an older one may be fewer. */
function formatsOf({ ratios }: Result): readonly string[] {
  return datasets.map(({ name }) => name).filter((name) => ratios.some((ratio) => ratio.name.startsWith(`${name} / `)));
}

function formatTable(result: Result): ResultTable {
  const row = (name: string): ResultTable['rows'][number] => ({
    name,
    cells: [
      String(Math.round(Number(result.setup[`${name} canonical bytes a record`]))),
      ...Object.keys(steps).map((step) => medianCell(measurementOf(result, `${name} ${step}`))),
      ratioCell(ratioOf(result, `${name} / (reader + kernel)`)),
    ],
  });
  return { unit: 'ns of CPU time a record', columns: ['bytes', ...Object.keys(steps), '/ (reader + kernel)'], rows: formatsOf(result).map(row) };
}

function formatChart(result: Result): Chart {
  return {
    title: result.title,
    axis: `${axisNames['ns/record']}, CPU time`,
    scale: 'linear',
    series: Object.keys(steps),
    groups: formatsOf(result).map((name) => ({ name, bars: Object.keys(steps).map((series) => ({ series, spread: measurementOf(result, `${name} ${series}`) })) })),
  };
}
