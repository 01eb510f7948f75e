/** How long the command takes to start, against Node itself. */
import type { BenchContext, Benchmark } from '../benchmark.ts';
import { runToSuccess } from '../child.ts';
import { commandPath } from '../paths.ts';
import type { Findings } from '../result.ts';
import { measureRounds, type Variant } from '../rounds.ts';
import { spread } from '../statistics.ts';

const base = 'node -e 0';
const version = 'datasig --version';
const help = 'datasig --help';
const ratioLimit = 1.5;

/** Starts the command and Node in turn. */
export const startup: Benchmark = {
  name: 'startup',
  title: 'starting the command, against starting Node',
  run: measureStartup,
};

async function measureStartup(context: BenchContext): Promise<Findings> {
  const { quick, signal } = context;
  const start = (name: string, parameters: readonly string[]): Variant => ({ name, measure: async () => (await runToSuccess(parameters, { signal })).elapsedMs });
  const variants = [start(base, ['-e', '0']), start(version, [commandPath, '--version']), start(help, [commandPath, '--help'])];
  const samples = await measureRounds(variants, { roundCount: quick ? 3 : 41, warmUpCount: 2 }, context);
  const ratio = samples.ratio(version, base);
  return {
    setup: {},
    measurements: variants.map(({ name }) => ({ name, unit: 'ms', ...spread(samples.of(name)) })),
    ratios: [ratio, samples.ratio(help, base)],
    bars: [{ name: `${version} to ${base}`, limit: `at most ${ratioLimit}×`, measured: `${ratio.median.toFixed(2)}×`, holds: ratio.median <= ratioLimit, needsFullRun: true }],
  };
}
