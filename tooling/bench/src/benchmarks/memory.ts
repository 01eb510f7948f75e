/** Peak memory of the command: it must not grow with the dataset. */
import { join } from 'node:path';
import type { BenchContext, Benchmark } from '../benchmark.ts';
import { runToSuccess } from '../child.ts';
import { commandPath } from '../paths.ts';
import type { Bar, Findings } from '../result.ts';
import { measureRounds, type Samples, type Variant } from '../rounds.ts';
import { compressFile, writeLines } from '../table/lines.ts';
import { median, spread } from '../statistics.ts';

const differenceLimitMib = 64;
const kinds = ['csv', 'csv.gz'] as const;

/** Fingerprints a small and a large table in turn and asks the processes for their peak. */
export const memory: Benchmark = {
  name: 'memory',
  title: 'peak of resident memory: a large file, against a tenth of it',
  run: measureMemory,
};

async function measureMemory(context: BenchContext): Promise<Findings> {
  const rowCounts = context.quick ? { small: 2000, large: 20_000 } : { small: 100_000, large: 1_000_000 };
  const variants: Variant[] = [];
  for (const [size, rowCount] of Object.entries(rowCounts)) {
    const file = join(context.folder, `${size}.csv`);
    context.status(`writing ${rowCount} rows`);
    await writeLines(file, 'csv', rowCount, context.signal);
    await compressFile(file, `${file}.gz`, context.signal);
    for (const kind of kinds) variants.push(peakVariant(`${kind} ${size}`, `${size}.${kind}`, context));
  }
  const samples = await measureRounds(variants, { roundCount: context.quick ? 1 : 5, warmUpCount: 0 }, context);
  return {
    setup: { smallRowCount: rowCounts.small, largeRowCount: rowCounts.large },
    measurements: variants.map(({ name }) => ({ name, unit: 'MiB', ...spread(samples.of(name)) })),
    ratios: kinds.map((kind) => samples.ratio(`${kind} large`, `${kind} small`)),
    bars: kinds.map((kind) => flatBar(kind, samples)),
  };
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
