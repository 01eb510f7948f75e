/** Interleaved rounds: A B A B …, so that what disturbs the machine disturbs both. */
import type { BenchContext } from './benchmark.ts';
import type { Ratio } from './result.ts';
import { spread } from './statistics.ts';

/** One thing to measure. */
export interface Variant {
  readonly name: string;
  /** Does it once; what it took, in the unit that the caller has in mind. */
  readonly measure: () => Promise<number>;
}

/** What was measured, by name of the variant; sample i of each is that of round i. */
export class Samples {
  readonly #byName: ReadonlyMap<string, readonly number[]>;

  constructor(byName: ReadonlyMap<string, readonly number[]>) {
    this.#byName = byName;
  }

  /** The samples of a variant, in the order of the rounds. */
  of(name: string): readonly number[] {
    const samples = this.#byName.get(name);
    if (samples === undefined) throw new Error(`no variant is named ${name}`);
    return samples;
  }

  /** `name` to `base`, round by round; `shownBase` is the base's name in that of the ratio. */
  ratio(name: string, base: string, shownBase: string = base): Ratio {
    const bases = this.of(base);
    return { name: `${name} / ${shownBase}`, ...spread(this.of(name).map((sample, round) => sample / bases[round]!)) };
  }

  /** `name` less `base`, round by round. */
  differences(name: string, base: string): number[] {
    const bases = this.of(base);
    return this.of(name).map((sample, round) => sample - bases[round]!);
  }
}

/** Measures every variant once a round; `warmUpCount` rounds before do not count. @throws the signal's reason */
export async function measureRounds(
  variants: readonly Variant[],
  { roundCount, warmUpCount = 1 }: { readonly roundCount: number; readonly warmUpCount?: number },
  { signal, status, profileFolder }: Pick<BenchContext, 'signal' | 'status' | 'profileFolder'>,
): Promise<Samples> {
  const samples = new Map<string, number[]>(variants.map(({ name }) => [name, []]));
  const lastRound = profileFolder === undefined ? roundCount : 1;
  for (let round = -warmUpCount; round < lastRound; round++) {
    for (const { name, measure } of variants) {
      signal.throwIfAborted();
      status(`round ${Math.max(round + 1, 0)} of ${lastRound}: ${name}`);
      const sample = await measure();
      if (round >= 0) samples.get(name)!.push(sample);
    }
  }
  signal.throwIfAborted();
  return new Samples(samples);
}
