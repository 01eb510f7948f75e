/** Peak memory of the command: it must not grow with the dataset. */
import { join } from 'node:path';
import type { BenchContext, Benchmark } from '../benchmark.ts';
import { runToSuccess } from '../child.ts';
import { commandPath } from '../paths.ts';
import type { Bar, Findings } from '../result.ts';
import { measureRounds, type Samples, type Variant } from '../rounds.ts';
import { compressFile, writeLines } from '../table/lines.ts';
import { writeParquet } from '../table/parquet.ts';
import { median, spread } from '../statistics.ts';

const differenceLimitMib = 64;
const lineKinds = ['csv', 'csv.gz'] as const;
const parquetKind = 'parquet';

/** How many rows the tables have. */
interface Sizes {
  readonly small: number;
  readonly large: number;
}

/** Fingerprints a small and a large table in turn and asks the processes for their peak. */
export const memory: Benchmark = {
  name: 'memory',
  title: 'peak of resident memory: a large file, against a tenth of it',
  run: measureMemory,
};

async function measureMemory(context: BenchContext): Promise<Findings> {
  const { quick } = context;
  const lineSizes: Sizes = quick ? { small: 2000, large: 20_000 } : { small: 100_000, large: 1_000_000 };
  const parquetSizes: Sizes = quick ? { small: 10_000, large: 100_000 } : { small: 1_000_000, large: 10_000_000 };
  const lines = await measureKinds(lineKinds, lineSizes, quick ? 1 : 3, context);
  const columns = await measureKinds([parquetKind], parquetSizes, 1, context);
  return {
    setup: { csvSmallRowCount: lineSizes.small, csvLargeRowCount: lineSizes.large, parquetSmallRowCount: parquetSizes.small, parquetLargeRowCount: parquetSizes.large },
    measurements: [...lines.measurements, ...columns.measurements],
    ratios: [...lines.ratios, ...columns.ratios],
    bars: [...lines.bars, ...columns.bars],
  };
}

async function measureKinds(kinds: readonly string[], sizes: Sizes, roundCount: number, context: BenchContext): Promise<Omit<Findings, 'setup'>> {
  const variants: Variant[] = [];
  for (const [size, rowCount] of Object.entries(sizes)) {
    context.status(`writing ${rowCount} rows as ${kinds[0]}`);
    await writeTables(kinds, join(context.folder, size), rowCount, context.signal);
    for (const kind of kinds) variants.push(peakVariant(`${kind} ${size}`, `${size}.${kind}`, context));
  }
  const samples = await measureRounds(variants, { roundCount, warmUpCount: 0 }, context);
  return {
    measurements: variants.map(({ name }) => ({ name, unit: 'MiB', ...spread(samples.of(name)) })),
    ratios: kinds.map((kind) => samples.ratio(`${kind} large`, `${kind} small`)),
    bars: kinds.map((kind) => flatBar(kind, samples)),
  };
}

/** Writes `stem` with the ending of each kind. */
async function writeTables(kinds: readonly string[], stem: string, rowCount: number, signal: AbortSignal): Promise<void> {
  if (kinds.includes(parquetKind)) return writeParquet(`${stem}.parquet`, 'SNAPPY', rowCount, signal);
  await writeLines(`${stem}.csv`, 'csv', rowCount, signal);
  await compressFile(`${stem}.csv`, `${stem}.csv.gz`, signal);
}

function peakVariant(name: string, file: string, { folder, signal }: BenchContext): Variant {
  const measure = async (): Promise<number> => {
    const { peakMib } = await runToSuccess([commandPath, 'fingerprint', file, '--quiet', '--output', `${file}.datasig.json`], { signal, workingDirectory: folder, measurePeak: true });
    if (peakMib === undefined) throw new Error('a child process did not tell its peak of memory');
    return peakMib;
  };
  return { name, measure };
}

function flatBar(kind: string, samples: Samples): Bar {
  const differenceMib = median(samples.differences(`${kind} large`, `${kind} small`));
  return {
    name: `${kind}: large less small`,
    limit: `at most ${differenceLimitMib} MiB`,
    measured: `${differenceMib.toFixed(1)} MiB`,
    holds: differenceMib <= differenceLimitMib,
    needsFullRun: true,
  };
}
