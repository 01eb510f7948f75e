/** How long the command takes to start and to fingerprint a small file, against Node itself. */
import { join } from 'node:path';
import type { BenchContext, Benchmark } from '../benchmark.ts';
import { childOptions, runToSuccess } from '../child.ts';
import { atMost } from '../limit.ts';
import { commandPath } from '../paths.ts';
import type { Findings } from '../result.ts';
import { measureRounds, type Variant } from '../rounds.ts';
import { spread } from '../statistics.ts';
import { writeLines } from '../table/lines.ts';

const base = 'node -e 0';
const version = 'datasig --version';
const help = 'datasig --help';
const smallFile = 'fingerprint of 100 rows of CSV';
const smallRowCount = 100;
/** What each may take, in starts of Node. */
const limits: Readonly<Record<string, number>> = { [version]: 1.5, [smallFile]: 2.5 };

/** Starts the command and Node in turn. */
export const startup: Benchmark = {
  name: 'startup',
  title: 'starting the command, against starting Node',
  run: measureStartup,
};

async function measureStartup(context: BenchContext): Promise<Findings> {
  const { quick, folder, signal } = context;
  await writeLines(join(folder, 'small.csv'), 'csv', smallRowCount, signal);
  const start = (name: string, parameters: readonly string[]): Variant => ({
    name,
    measure: async () => (await runToSuccess(parameters, { ...childOptions(context, name), workingDirectory: folder })).elapsedMs,
  });
  const variants = [
    start(base, ['-e', '0']),
    start(version, [commandPath, '--version']),
    start(help, [commandPath, '--help']),
    start(smallFile, [commandPath, 'fingerprint', 'small.csv', '--quiet', '--output', 'small.datasig.json']),
  ];
  const samples = await measureRounds(variants, { roundCount: quick ? 3 : 41, warmUpCount: 2 }, context);
  const ratios = [version, help, smallFile].map((name) => samples.ratio(name, base));
  return {
    setup: { smallRowCount },
    measurements: variants.map(({ name }) => ({ name, unit: 'ms', ...spread(samples.of(name)) })),
    ratios,
    bars: Object.entries(limits).map(([name, limit]) => atMost(`${name} to ${base}`, samples.ratio(name, base).median, limit)),
  };
}
