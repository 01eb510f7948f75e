/** The tap of TensorFlow.js: an epoch of training and a pass without it, tapped and bare. */
import { provideTfjsNode, quietEnvironment } from '@datasig/tfjs-node';
import type { BenchContext, Benchmark } from '../benchmark.ts';
import { childOptions, runToSuccess } from '../child.ts';
import { atMost } from '../limit.ts';
import { measureTapScript } from '../paths.ts';
import type { Findings, Measurement } from '../result.ts';
import { measureRounds, Samples, type Variant } from '../rounds.ts';
import { spread } from '../statistics.ts';
import type { RunCosts } from '../work/costs.ts';

const limits = { epoch: 1.1, pass: 1.25 } as const;
/** TensorFlow works on all cores while it trains, so the clock counts there; one thread works where elements only pass. */
const names = { bareEpoch: 'epoch of training', epoch: 'epoch, tapped', barePass: 'made, normalised, batched', pass: 'the same, tapped' } as const;

/** Trains and passes the same images in turn. */
export const tap: Benchmark = {
  name: 'tap',
  title: 'training on MNIST with TensorFlow.js, tapped, against without the tap',
  run: measureTap,
};

async function measureTap(context: BenchContext): Promise<Findings> {
  const { quick, status } = context;
  status('providing TensorFlow');
  await provideTfjsNode();
  Object.assign(process.env, quietEnvironment);
  const imageCount = quick ? 2000 : 60_000;
  const cpu = new Map<string, number[]>();
  const variant = (name: string, what: string, how: string): Variant => ({
    name,
    measure: async () => {
      const { cpuNs, clockNs } = JSON.parse((await runToSuccess(['--no-deprecation', measureTapScript, what, how, String(imageCount)], childOptions(context, name))).stdout) as RunCosts;
      cpu.set(name, [...(cpu.get(name) ?? []), cpuNs]);
      return clockNs;
    },
  });
  const variants = [variant(names.bareEpoch, 'epoch', 'bare'), variant(names.epoch, 'epoch', 'tapped'), variant(names.barePass, 'pass', 'bare'), variant(names.pass, 'pass', 'tapped')];
  const clocks = await measureRounds(variants, { roundCount: quick ? 1 : 7, warmUpCount: 0 }, context);
  const cpus = new Samples(cpu);
  const ratios = [clocks.ratio(names.epoch, names.bareEpoch, `${names.bareEpoch}, clock`), cpus.ratio(names.epoch, names.bareEpoch, `${names.bareEpoch}, CPU`), cpus.ratio(names.pass, names.barePass, `${names.barePass}, CPU`)] as const;
  const measurement = (samples: Samples, name: string, how: string): Measurement => ({ name: `${name}, ${how}`, unit: 'ns/record', ...spread(samples.of(name)) });
  return {
    setup: { imageCount, network: '2 convolutions of 8 and 16 filters, 1 dense layer', backend: 'tensorflow' },
    measurements: [
      ...[names.bareEpoch, names.epoch].map((name) => measurement(clocks, name, 'clock')),
      ...Object.values(names).map((name) => measurement(cpus, name, 'CPU')),
    ],
    ratios,
    bars: [atMost('epoch of training with the tap to without, clock', ratios[0].median, limits.epoch), atMost('elements that only pass, with the tap to without, CPU', ratios[2].median, limits.pass)],
  };
}
