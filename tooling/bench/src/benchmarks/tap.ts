/** The tap of TensorFlow.js: an epoch of training and a pass without it, tapped and bare. */
import { provideTfjsNode, quietEnvironment } from '@datasig/tfjs-node';
import type { BenchContext, Benchmark } from '../benchmark.ts';
import { childOptions, runToSuccess } from '../child.ts';
import { atMost } from '../limit.ts';
import { measureTapScript } from '../paths.ts';
import type { Findings, Measurement } from '../result.ts';
import { measureRounds, type Variant } from '../rounds.ts';
import { spread } from '../statistics.ts';
import type { RunCosts } from '../work/costs.ts';

const limits = { epoch: 1.1, pass: 1.25 } as const;
/** TensorFlow works on all cores while it trains, so the clock counts there; one thread works where elements only pass. */
const names = { bareEpoch: 'epoch of training, clock', epoch: 'the same, tapped, clock', barePass: 'elements made, normalised, batched, CPU', pass: 'the same, tapped, CPU' } as const;

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
  const run = async (name: string, what: string, how: string): Promise<RunCosts> => JSON.parse((await runToSuccess(['--no-deprecation', measureTapScript, what, how, String(imageCount)], childOptions(context, name))).stdout) as RunCosts;
  const variants: readonly Variant[] = [
    { name: names.bareEpoch, measure: async () => (await run(names.bareEpoch, 'epoch', 'bare')).clockNs },
    { name: names.epoch, measure: async () => (await run(names.epoch, 'epoch', 'tapped')).clockNs },
    { name: names.barePass, measure: async () => (await run(names.barePass, 'pass', 'bare')).cpuNs },
    { name: names.pass, measure: async () => (await run(names.pass, 'pass', 'tapped')).cpuNs },
  ];
  const samples = await measureRounds(variants, { roundCount: quick ? 1 : 7, warmUpCount: 0 }, context);
  const [epoch, pass] = [samples.ratio(names.epoch, names.bareEpoch), samples.ratio(names.pass, names.barePass)];
  return {
    setup: { imageCount, network: '2 convolutions of 8 and 16 filters, 1 dense layer', backend: 'tensorflow' },
    measurements: variants.map(({ name }): Measurement => ({ name, unit: 'ns/record', ...spread(samples.of(name)) })),
    ratios: [epoch, pass],
    bars: [atMost('epoch of training with the tap to without', epoch.median, limits.epoch), atMost('elements that only pass, with the tap to without', pass.median, limits.pass)],
  };
}
