/** Peak memory of the command: it must not grow with the dataset. */
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { BenchContext, Benchmark } from '../benchmark.ts';
import type { Chart } from '@datasig/chart';
import { childOptions, runToSuccess } from '../child.ts';
import { commandPath } from '../paths.ts';
import { formatNumber } from '@datasig/chart';
import type { Bar, Findings, Measurement, Result, ResultTable } from '../result.ts';
import { measureRounds, type Samples, type Variant } from '../rounds.ts';
import { compressFile, writeLines } from '../table/lines.ts';
import { writeParquet } from '../table/parquet.ts';
import { median, spread } from '../statistics.ts';
import { measurementOf, medianCell } from '../tables.ts';

const differenceLimitMib = 64;
const packedKind = 'csv.gz';

const kinds = ['csv', packedKind, 'parquet'] as const;
type Kind = (typeof kinds)[number];
const sizeNames = ['small', 'large'] as const;

/** How many rows the tables have. */
interface Sizes {
  readonly small: number;
  readonly large: number;
}

/** What is measured, each kind with its sizes; how often. */
interface Part {
  readonly kind: Kind;
  readonly sizes: Sizes;
  readonly roundCount: number;
}

/** Fingerprints a small and a large table in turn and asks the processes for their peak. */
export const memory: Benchmark = {
  name: 'memory',
  title: 'peak of resident memory: a large file, against a tenth of it',
  run: measureMemory,
  tables: (result) => [peakTable(result)],
  chart: peakChart,
};

async function measureMemory(context: BenchContext): Promise<Findings> {
  const { quick } = context;
  const parts: readonly Part[] = [
    { kind: 'csv', sizes: quick ? { small: 2000, large: 20_000 } : { small: 1_000_000, large: 10_000_000 }, roundCount: 1 },
    { kind: packedKind, sizes: quick ? { small: 2000, large: 20_000 } : { small: 100_000, large: 1_000_000 }, roundCount: quick ? 1 : 3 },
    { kind: 'parquet', sizes: quick ? { small: 10_000, large: 100_000 } : { small: 1_000_000, large: 10_000_000 }, roundCount: 1 },
  ];
  const findings: Findings[] = [];
  for (const part of parts) findings.push(await measurePart(part, context));
  return {
    setup: Object.assign({}, ...findings.map(({ setup }) => setup)) as Findings['setup'],
    measurements: findings.flatMap(({ measurements }) => measurements),
    ratios: findings.flatMap(({ ratios }) => ratios),
    bars: findings.flatMap(({ bars }) => bars),
  };
}

async function measurePart({ kind, sizes, roundCount }: Part, context: BenchContext): Promise<Findings> {
  const variants: Variant[] = [];
  const files: string[] = [];
  for (const [size, rowCount] of Object.entries(sizes)) {
    context.status(`writing ${rowCount} rows as ${kind}`);
    const file = `${size}.${kind}`;
    await writeTable(kind, join(context.folder, file), rowCount, context.signal);
    files.push(file);
    variants.push(peakVariant(`${kind} ${size}`, file, context));
  }
  const samples = await measureRounds(variants, { roundCount, warmUpCount: 0 }, context);
  // A gigabyte each, which the next does not need.
  for (const file of files) await rm(join(context.folder, file));
  return {
    setup: { [`${kind} small rows`]: sizes.small, [`${kind} large rows`]: sizes.large },
    measurements: variants.map(({ name }) => ({ name, unit: 'MiB', ...spread(samples.of(name)) })),
    ratios: [samples.ratio(`${kind} large`, `${kind} small`)],
    bars: [flatBar(kind, samples)],
  };
}

async function writeTable(kind: Kind, file: string, rowCount: number, signal: AbortSignal): Promise<void> {
  if (kind === 'parquet') return writeParquet(file, 'SNAPPY', rowCount, signal);
  const plain = kind === packedKind ? `${file}.plain` : file;
  await writeLines(plain, 'csv', rowCount, signal);
  if (kind !== packedKind) return;
  await compressFile(plain, file, signal);
  await rm(plain);
}

function peakVariant(name: string, file: string, context: BenchContext): Variant {
  const measure = async (): Promise<number> => {
    const { peakMib } = await runToSuccess([commandPath, 'fingerprint', file, '--quiet', '--output', `${file}.datasig.json`], { ...childOptions(context, name), workingDirectory: context.folder, measurePeak: true });
    if (peakMib === undefined) throw new Error('a child process did not tell its peak of memory');
    return peakMib;
  };
  return { name, measure };
}

function flatBar(kind: Kind, samples: Samples): Bar {
  const differenceMib = median(samples.differences(`${kind} large`, `${kind} small`));
  return {
    name: `${kind}: large less small`,
    limit: `at most ${differenceLimitMib} MiB`,
    measured: `${differenceMib.toFixed(1)} MiB`,
    holds: differenceMib <= differenceLimitMib,
    needsFullRun: true,
  };
}

function peakTable(result: Result): ResultTable {
  const row = (kind: Kind): ResultTable['rows'][number] => {
    const [small, large] = sizeNames.map((size) => measurementOf(result, `${kind} ${size}`)) as [Measurement, Measurement];
    const rows = sizeNames.map((size) => formatNumber(Number(result.setup[`${kind} ${size} rows`])));
    return { name: `${kind}, ${rows.join(' and ')} rows`, cells: [medianCell(small), medianCell(large), String(small.runs)] };
  };
  return { unit: 'peak in MiB, medians', columns: [...sizeNames, 'runs'], rows: kinds.map(row) };
}

function peakChart(result: Result): Chart {
  return {
    title: result.title,
    axis: 'MiB',
    scale: 'linear',
    series: sizeNames,
    groups: kinds.map((kind) => ({ name: kind, bars: sizeNames.map((series) => ({ series, spread: measurementOf(result, `${kind} ${series}`) })) })),
  };
}
