/** MNIST's training images from their files, by Datasig and by what else one could take. */
import { join } from 'node:path';
import type { BenchContext, Benchmark } from '../benchmark.ts';
import { atLeast } from '../limit.ts';
import { mnistFolder } from '../mnist.ts';
import { opensslSpeed, opensslVersion } from '../openssl.ts';
import { type Extra, measureInput, own } from '../peers/measure-input.ts';
import { opensslAlone, originalDefault } from '../peers/peer.ts';
import { abilityTable, inputTable, peerChart } from '../peers/peer-views.ts';
import { preparePython } from '../peers/python.ts';
import type { Findings } from '../result.ts';

const recordByteLength = 785;
const limits = { one: 80, two: 150 } as const;
/** The images of a set and the size of it; a quick run takes the smaller. */
const sets = { full: { prefix: 'train', recordCount: 60_000 }, quick: { prefix: 't10k', recordCount: 10_000 } } as const;

/** Fingerprints the images with every tool in turn. */
export const peersMnist: Benchmark = {
  name: 'peers-mnist',
  title: 'MNIST, 60,000 training images of 28 × 28, against other tools',
  run: measureMnist,
  tables: (result) => [inputTable(result, 'mnist'), abilityTable(result, ['mnist'])],
  chart: (result) => peerChart(result, ['mnist']),
};

async function measureMnist(context: BenchContext): Promise<Findings> {
  const python = await preparePython(context);
  const { prefix, recordCount } = context.quick ? sets.quick : sets.full;
  const files = ['images-idx3-ubyte', 'labels-idx1-ubyte'].map((name) => join(mnistFolder, `${prefix}-${name}`));
  const openssl = opensslVersion();
  const { setup, measurements, ratios, cpu, clock } = await measureInput({ kind: 'mnist', files, warmUp: files[0]!, recordCount }, python, opensslExtra(openssl, context), context);
  return {
    setup: { recordCount, openssl: openssl ?? 'no openssl command here', ...python.versions, ...setup },
    measurements,
    ratios,
    bars: [
      atLeast(`${originalDefault} to ${own.name}, CPU time on one thread`, cpu.ratio(originalDefault, own.name).median, limits.one),
      atLeast(`${originalDefault} to ${own.twoThreads}, on the clock`, clock.ratio(originalDefault, own.twoThreads).median, limits.two),
    ],
  };
}

/** It tells CPU time only, which its one thread also takes on an idle clock. */
function opensslExtra(version: string | undefined, { signal }: BenchContext): readonly Extra[] {
  if (version === undefined) return [];
  const measure = async (): ReturnType<Extra['measure']> => {
    const nanoseconds = await opensslSpeed(recordByteLength, signal);
    return { recordCount: 1, cpuNs: nanoseconds, clockNs: nanoseconds };
  };
  return [{ name: opensslAlone.name, measure }];
}
