/** What the demo's work costs, dataset by dataset, against counting the same records with plain SHA-256. */
import { join } from 'node:path';
import type { BenchContext, Benchmark } from '../benchmark.ts';
import { childOptions, runToSuccess } from '../child.ts';
import { demoPath } from '../paths.ts';
import type { Findings, Measurement } from '../result.ts';
import { spread } from '../statistics.ts';

/** What is needed of the demo's result. */
interface DemoResult {
  readonly fingerprints: readonly { readonly name: string; readonly recordCount: number; readonly elapsedMs: number }[];
  readonly truthElapsedMs: number;
  readonly elapsedMs: number;
}

/** Runs the demo, which does both one after the other. */
export const demo: Benchmark = {
  name: 'demo',
  title: 'fingerprints of real data, against counting with plain SHA-256',
  run: measureDemo,
};

async function measureDemo(context: BenchContext): Promise<Findings> {
  const { quick, status, folder, profileFolder } = context;
  const roundCount = quick || profileFolder !== undefined ? 1 : 7;
  const results: DemoResult[] = [];
  for (let round = 0; round < roundCount; round++) {
    status(`round ${round + 1} of ${roundCount}`);
    const { stdout } = await runToSuccess([demoPath, '--json', '--output', join(folder, 'fingerprints')], childOptions(context, 'demo'));
    results.push(JSON.parse(stdout) as DemoResult);
  }
  const datasets = results[0]!.fingerprints;
  const elapsedOf = (index: number): number[] => results.map(({ fingerprints }) => fingerprints[index]!.elapsedMs);
  return {
    setup: Object.fromEntries(datasets.map(({ name, recordCount }) => [`${name} records`, recordCount])),
    measurements: [
      ...datasets.map(({ name }, index): Measurement => ({ name, unit: 'ms', ...spread(elapsedOf(index)) })),
      ...datasets.flatMap(({ name, recordCount }, index) => costOf(name, recordCount, elapsedOf(index))),
      { name: 'counting all records', unit: 'ms', ...spread(results.map(({ truthElapsedMs }) => truthElapsedMs)) },
      { name: 'the whole demo', unit: 'ms', ...spread(results.map(({ elapsedMs }) => elapsedMs)) },
    ],
    ratios: [{ name: 'all fingerprints / counting all records', ...spread(results.map(({ fingerprints, truthElapsedMs }) => sum(fingerprints.map(({ elapsedMs }) => elapsedMs)) / truthElapsedMs)) }],
    bars: [],
  };
}

/** Time by record; a merged fingerprint reads none. */
function costOf(name: string, recordCount: number, elapsedMs: readonly number[]): Measurement[] {
  return name === 'mnist-all' ? [] : [{ name, unit: 'ns/record', ...spread(elapsedMs.map((milliseconds) => (milliseconds * 1e6) / recordCount)) }];
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, number) => total + number, 0);
}
