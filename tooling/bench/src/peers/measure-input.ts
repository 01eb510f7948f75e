/** One input, read by Datasig and by all peers in turn. */
import type { BenchContext } from '../benchmark.ts';
import { childOptions, runToSuccess } from '../child.ts';
import { atLeast } from '../limit.ts';
import { measureFingerprintScript } from '../paths.ts';
import type { Bar, Findings, Measurement } from '../result.ts';
import { measureRounds, Samples, type Variant } from '../rounds.ts';
import { median, spread } from '../statistics.ts';
import type { RunCosts } from '../work/costs.ts';
import { type InputKind, type Peer, peers } from './peer.ts';
import { measurePeer, type Python } from './python.ts';

/** Ours, as the results call it. */
export const own = { name: 'datasig', sketch: 'datasig without identity', twoThreads: 'datasig, two threads', firstRun: 'datasig, first run of a process' } as const;
/** Where times on the clock stand, beside those of the CPU. */
export const clockSuffix = ', clock';

/** What is read. */
export interface Input {
  readonly kind: InputKind;
  readonly files: readonly string[];
  /** What our process has fingerprinted before. */
  readonly warmUp: string;
  readonly recordCount: number;
}

/** What was measured of an input. */
export interface InputFindings extends Omit<Findings, 'bars'> {
  /** CPU time by name of what ran. */
  readonly cpu: Samples;
  /** Time on the clock by the same names. */
  readonly clock: Samples;
}

/** More that takes part. */
export interface Extra {
  readonly name: string;
  readonly measure: () => Promise<RunCosts>;
}

/** Runs everything over `input`, round by round. @throws Error when something fails or reads another number of records */
export async function measureInput(input: Input, python: Python, extras: readonly Extra[], context: BenchContext): Promise<InputFindings> {
  const { kind, files, warmUp, recordCount } = input;
  const clocks = new Map<string, number[]>();
  const variant = (name: string, measure: () => Promise<RunCosts>): Variant => ({
    name,
    measure: async () => {
      const { cpuNs, clockNs } = await measure();
      clocks.set(name, [...(clocks.get(name) ?? []), clockNs]);
      return cpuNs;
    },
  });
  const ours = (name: string, threads: number, made: 'identity' | 'sketch', before: readonly string[] = [warmUp]): Variant =>
    variant(name, async () => {
      const { stdout } = await runToSuccess([measureFingerprintScript, String(threads), made, files[0]!, ...before], childOptions(context, `${kind} ${name}`));
      return checked(name, JSON.parse(stdout) as RunCosts, recordCount);
    });
  const theirs = (peer: Peer): Variant => {
    const limit = limitOf(peer, input, context.quick);
    return variant(peer.name, async () => checked(peer.name, await measurePeer(python, peer.script, kind, limit, files), limit === 0 ? recordCount : limit));
  };
  const variants = [
    ours(own.name, 1, 'identity'),
    ours(own.sketch, 1, 'sketch'),
    ours(own.twoThreads, 2, 'identity'),
    ours(own.firstRun, 1, 'identity', []),
    ...peersOf(kind).map(theirs),
    ...extras.map(({ name, measure }) => variant(name, measure)),
  ];
  const cpu = await measureRounds(variants, { roundCount: context.quick ? 1 : 5, warmUpCount: 0 }, context);
  const clock = new Samples(clocks);
  const prefix = (name: string): string => `${kind} ${name}`;
  return {
    setup: Object.fromEntries(peersOf(kind).map((peer): [string, number] => [`${kind} ${peer.name} records`, limitOf(peer, input, context.quick) || recordCount])),
    measurements: variants.flatMap(({ name }): Measurement[] => [
      { name: prefix(name), unit: 'ns/record', ...spread(cpu.of(name)) },
      { name: `${prefix(name)}${clockSuffix}`, unit: 'ns/record', ...spread(clock.of(name)) },
    ]),
    ratios: [
      ...variants.slice(1).map(({ name }) => ({ ...cpu.ratio(name, own.name), name: prefix(name) })),
      ...variants.map(({ name }) => ({ ...clock.ratio(name, own.twoThreads), name: `${prefix(name)}${clockSuffix}` })),
    ],
    cpu,
    clock,
  };
}

/** The bar on the fastest of those that hash every row in Python. */
export function fasterThanPython(kind: InputKind, cpu: Samples): Bar {
  const rivals = peersOf(kind).filter(({ hashesRowsInPython }) => hashesRowsInPython).map(({ name }) => name);
  const fastest = rivals.toSorted((a, b) => median(cpu.of(a)) - median(cpu.of(b)))[0]!;
  return atLeast(`${kind}: the fastest that hashes rows in Python, ${fastest}, to ${own.name} on one thread`, cpu.ratio(fastest, own.name).median, 1);
}

function peersOf(kind: InputKind): readonly Peer[] {
  return peers.filter(({ kinds }) => kinds.includes(kind));
}

/** How many records a peer is given; 0 where all. */
function limitOf({ tableRecordLimit = 0 }: Peer, { kind, recordCount }: Input, quick: boolean): number {
  const limit = kind === 'mnist' ? 0 : tableRecordLimit;
  // Fewer than the signatures that it makes are refused.
  const quickLimit = quick && tableRecordLimit > 0 ? 1000 : limit;
  return quickLimit < recordCount ? quickLimit : 0;
}

function checked(name: string, costs: RunCosts, recordCount: number): RunCosts {
  if (costs.recordCount !== recordCount) throw new Error(`${name} took ${costs.recordCount} records for ${recordCount}`);
  return costs;
}
