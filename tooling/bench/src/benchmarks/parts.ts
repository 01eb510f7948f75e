/** What each part of the kernel costs: the same records with one thing more asked of it each time. */
import { defaultKernel, Fingerprinter, type Kernel, type KernelParameters, referenceKernel } from '@datasig/core';
import type { BenchContext, Benchmark } from '../benchmark.ts';
import type { Chart } from '@datasig/chart';
import { axisNames } from '../default-chart.ts';
import { measureCpuNs } from '../cpu-time.ts';
import { makeRecords } from '../records.ts';
import type { Findings, Measurement, Result, ResultTable } from '../result.ts';
import { measureRounds, type Samples, type Variant } from '../rounds.ts';
import { spread } from '../statistics.ts';
import { measurementOf, medianCell } from '../tables.ts';
import { idleKernel, Recording } from '../work/recorded-kernel.ts';

const byteLengths = [32, 100, 300, 800, 4096];
const totalByteLength = 16 * 1024 * 1024;
const mostRecordCount = 16_384;
const digest = 'digest';
const encoding = 'encoding';
/** What is asked beside the digest, which nothing can do without. */
const additions = {
  'bottom-k': { smallestCount: 1024 },
  identity: { identity: true },
} as const satisfies Readonly<Record<string, Partial<KernelParameters>>>;
const nothing: Partial<KernelParameters> = { identity: false, smallestCount: 0 };
const steps = [encoding, digest, ...Object.keys(additions)];
const kernels: Readonly<Record<string, Kernel>> = { default: defaultKernel, reference: referenceKernel };

/** Gives kernels the same blocks, asking for more each time. */
export const parts: Benchmark = {
  name: 'parts',
  title: 'parts of the kernel: digest, and what bottom-k and identity add',
  run: measureParts,
  tables: (result) => [partTable(result)],
  chart: partChart,
};

async function measureParts(context: BenchContext): Promise<Findings> {
  const measurements: Measurement[] = [];
  for (const byteLength of byteLengths) measurements.push(...(await measureSize(byteLength, context)));
  return { setup: { mostRecordCount, totalByteLength, 'default kernel': defaultKernel.name }, measurements, ratios: [], bars: [] };
}

async function measureSize(byteLength: number, context: BenchContext): Promise<Measurement[]> {
  const { quick } = context;
  const recordCount = Math.min(quick ? 512 : mostRecordCount, Math.floor(totalByteLength / byteLength));
  const { batches } = makeRecords(byteLength, recordCount);
  const pass = (kernel: Kernel): void => {
    const fingerprinter = new Fingerprinter({ kernel });
    for (const batch of batches) fingerprinter.add(batch);
    fingerprinter.finish();
  };
  const recording = new Recording();
  pass(recording.kernel);
  const variant = (name: string, work: () => void): Variant => ({ name, measure: async () => (await measureCpuNs(work)) / recordCount });
  const variants = [
    variant(encoding, () => pass(idleKernel)),
    ...Object.entries(kernels).flatMap(([name, kernel]) => [
      variant(`${name} ${digest}`, () => recording.replay(kernel, nothing)),
      ...Object.entries(additions).map(([step, asked]) => variant(`${name} ${step}`, () => recording.replay(kernel, { ...nothing, ...asked }))),
    ]),
  ];
  const samples = await measureRounds(variants, { roundCount: quick ? 3 : 15, warmUpCount: quick ? 1 : 3 }, context);
  return Object.keys(kernels).flatMap((name) => steps.map((step): Measurement => ({ name: `${byteLength} B ${name} ${step}`, unit: 'ns/record', ...spread(costOf(samples, name, step)) })));
}

/** What a step costs, round by round; that of an addition is what it adds to the digest, at least nothing. */
function costOf(samples: Samples, kernelName: string, step: string): readonly number[] {
  if (step === encoding) return samples.of(encoding);
  const own = `${kernelName} ${step}`;
  return step === digest ? samples.of(own) : samples.differences(own, `${kernelName} ${digest}`).map((difference) => Math.max(0, difference));
}

function partTable(result: Result): ResultTable {
  return {
    unit: 'ns of CPU time a record',
    columns: [encoding, ...Object.keys(kernels).flatMap((name) => steps.slice(1).map((step) => `${name}: ${step}`))],
    rows: byteLengths.map((byteLength) => ({
      name: `${byteLength} B`,
      cells: [
        medianCell(measurementOf(result, `${byteLength} B default ${encoding}`)),
        ...Object.keys(kernels).flatMap((name) => steps.slice(1).map((step) => medianCell(measurementOf(result, `${byteLength} B ${name} ${step}`)))),
      ],
    })),
  };
}

/** Only the kernel that passes run on: that of the reference is many times longer. */
function partChart(result: Result): Chart {
  return {
    title: `${result.title}, kernel ${result.kernel}`,
    axis: `${axisNames['ns/record']}, CPU time`,
    scale: 'linear',
    series: steps,
    groups: byteLengths.map((byteLength) => ({ name: `${byteLength} B`, bars: steps.map((series) => ({ series, spread: measurementOf(result, `${byteLength} B default ${series}`) })) })),
  };
}
