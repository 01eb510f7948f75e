/** The original Python tool's schemes: its own signatures of MNIST and Datasig's, which are the same bytes. */
import { join } from 'node:path';
import type { BenchContext, Benchmark } from '../benchmark.ts';
import { childOptions, runToSuccess } from '../child.ts';
import { atLeast } from '../limit.ts';
import { mnistFolder } from '../mnist.ts';
import { measureClassicScript } from '../paths.ts';
import { preparePython } from '../peers/python.ts';
import type { Bar, Findings, Measurement } from '../result.ts';
import { measureRounds, Samples, type Variant } from '../rounds.ts';
import { spread } from '../statistics.ts';
import type { RunCosts } from '../work/costs.ts';

/** By scheme, as the Python tool names them; without an entry it writes none where its newest datasketch is installed. */
const algorithms = { 'keyed-sha256': 'KeyedShaMinHash', xor: 'XorMinHash', 'single-sha256': 'SingleShaMinHash', 'datasketch-affine32': 'DatasketchMinHash' } as const;
type Scheme = keyof typeof algorithms;
const schemes = Object.keys(algorithms) as readonly Scheme[];
const sets = { full: { prefix: 'train', recordCount: 60_000 }, quick: { prefix: 't10k', recordCount: 10_000 } } as const;
/** Of the default scheme; the others have none but that they are not slower. */
const limits = { one: 7, two: 13 } as const;
const clockSuffix = ', clock';

interface SignedCosts extends RunCosts {
  /** SHA-256 of the signature. */
  readonly signature: string;
}

/** Makes each signature with both tools in turn. */
export const classic: Benchmark = { name: 'classic', title: 'Classic signatures of MNIST, 60,000 images, against the original Python tool', run: measureClassic };

async function measureClassic(context: BenchContext): Promise<Findings> {
  const python = await preparePython(context);
  const { prefix, recordCount } = context.quick ? sets.quick : sets.full;
  const filesOf = (stem: string): readonly [string, string] => [join(mnistFolder, `${stem}-images-idx3-ubyte`), join(mnistFolder, `${stem}-labels-idx1-ubyte`)];
  const [images, labels] = filesOf(prefix);
  const clocks = new Map<string, number[]>();
  const signatures = new Map<Scheme, string>();
  const variant = (scheme: Scheme, name: string, measure: () => Promise<string>): Variant => ({
    name,
    measure: async () => {
      const costs = JSON.parse(await measure()) as SignedCosts;
      if (costs.recordCount !== recordCount) throw new Error(`${name} took ${costs.recordCount} records for ${recordCount}`);
      const expected = signatures.get(scheme) ?? costs.signature;
      if (costs.signature !== expected) throw new Error(`${name}: the signature is not that of the other tool`);
      signatures.set(scheme, expected);
      clocks.set(name, [...(clocks.get(name) ?? []), costs.clockNs]);
      return costs.cpuNs;
    },
  });
  const ours = (scheme: Scheme, threads: 1 | 2): Variant =>
    variant(scheme, ownName(scheme, threads), async () => (await runToSuccess([measureClassicScript, String(threads), `classic/${scheme}`, filesOf('t10k')[0], images], childOptions(context, ownName(scheme, threads)))).stdout);
  const variants = schemes.flatMap((scheme) => [variant(scheme, peerName(scheme), () => python.run('classic.py', [algorithms[scheme], images, labels])), ours(scheme, 1), ours(scheme, 2)]);
  const cpu = await measureRounds(variants, { roundCount: context.quick ? 1 : 5, warmUpCount: 0 }, context);
  const clock = new Samples(clocks);
  return {
    setup: { recordCount, ...python.versions },
    measurements: variants.flatMap(({ name }): Measurement[] => [
      { name, unit: 'ns/record', ...spread(cpu.of(name)) },
      { name: `${name}${clockSuffix}`, unit: 'ns/record', ...spread(clock.of(name)) },
    ]),
    ratios: schemes.flatMap((scheme) => [cpu.ratio(peerName(scheme), ownName(scheme, 1)), clock.ratio(peerName(scheme), ownName(scheme, 2), `${ownName(scheme, 2)}${clockSuffix}`)]),
    bars: schemes.flatMap((scheme) => barsOf(scheme, cpu, clock)),
  };
}

function barsOf(scheme: Scheme, cpu: Samples, clock: Samples): Bar[] {
  const isDefault = scheme === 'keyed-sha256';
  return [
    atLeast(`${peerName(scheme)} to ${ownName(scheme, 1)}, CPU time, same bytes`, cpu.ratio(peerName(scheme), ownName(scheme, 1)).median, isDefault ? limits.one : 1),
    ...(isDefault ? [atLeast(`${peerName(scheme)} to ${ownName(scheme, 2)}, on the clock, same bytes`, clock.ratio(peerName(scheme), ownName(scheme, 2)).median, limits.two)] : []),
  ];
}

function peerName(scheme: Scheme): string {
  return `Python ${scheme}`;
}

function ownName(scheme: Scheme, threads: 1 | 2): string {
  return `datasig ${scheme}${threads === 1 ? '' : ', two threads'}`;
}
