/** Merges partial fingerprints in the order of the plan and makes sure that every shard is there exactly once. */
import { createFingerprint, DatasigError, type Fingerprint, type FingerprintContents, mergeSummaries, type Summary } from '@datasig/core';
import type { Shard } from '@datasig/core/spec';
import { openPass } from './open-pass.ts';
import type { RunOptions } from './options.ts';
import { belongsTo, type Partial } from './partial.ts';
import type { Plan } from './plan.ts';
import { describeRecords } from './shard-reader.ts';

/** Summaries by part; without parts there is one under the empty name. */
type Summaries = ReadonlyMap<string, Summary>;

/** What consecutive shards `[start, end)` gave together. */
interface Run {
  readonly start: number;
  readonly end: number;
  readonly summaries: Summaries;
}

/** Collects partials in any order; neighbours are merged at once, so that few are kept however many shards there are. */
export class Coverage {
  readonly #plan: Plan;
  readonly #options: RunOptions;
  readonly #covered = new Set<number>();
  readonly #runsByStart = new Map<number, Run>();
  readonly #runsByEnd = new Map<number, Run>();

  constructor(plan: Plan, options: RunOptions) {
    this.#plan = plan;
    this.#options = options;
  }

  /**
   * Takes the partial of shard `index`.
   *
   * @throws DatasigError `shard-coverage` when it is another's, or came before
   */
  add(partial: Partial, index: number): void {
    if (!belongsTo(partial, this.#plan, index)) throw coverageError(`a partial fingerprint is not that of shard ${index} of this plan`);
    if (this.#covered.has(index)) throw coverageError(`shard ${index} came twice`);
    this.#covered.add(index);
    const part = this.#plan.shards[index]!.part ?? '';
    let run: Run = { start: index, end: index + 1, summaries: new Map([[part, partial.summary]]) };
    const [before, after] = [this.#runsByEnd.get(run.start), this.#runsByStart.get(run.end)];
    if (before !== undefined) run = this.#joined(before, run);
    if (after !== undefined) run = this.#joined(run, after);
    this.#runsByStart.set(run.start, run);
    this.#runsByEnd.set(run.end, run);
  }

  #joined(a: Run, b: Run): Run {
    this.#runsByEnd.delete(a.end);
    this.#runsByStart.delete(b.start);
    const summaries = new Map(a.summaries);
    for (const [part, summary] of b.summaries) {
      const before = summaries.get(part);
      summaries.set(part, before === undefined ? summary : mergeSummaries([before, summary]));
    }
    return { start: a.start, end: b.end, summaries };
  }

  /**
   * The fingerprint of all shards.
   *
   * @throws DatasigError `shard-coverage` when one is missing
   */
  async finish(): Promise<Fingerprint> {
    const { shards, description } = this.#plan;
    if (this.#covered.size !== shards.length) throw coverageError(`${shards.length - this.#covered.size} of ${shards.length} shards are missing`);
    const { connector, location, revision, name, transforms } = description;
    return createFingerprint({
      dataset: { name: this.#options.name ?? name, connector, location, ...(revision !== undefined && { revision }) },
      ...(transforms !== undefined && { transforms }),
      ...(this.#options.preparation !== undefined && { preparation: this.#options.preparation }),
      ...(await this.#contents(shards)),
    });
  }

  async #contents(shards: readonly Shard[]): Promise<FingerprintContents> {
    const summaries: Summaries = this.#runsByStart.get(0)?.summaries ?? new Map();
    if (shards.some((shard) => shard.part !== undefined)) return { parts: [...summaries].map(([name, summary]) => ({ name, summary })) };
    return { summary: summaries.get('') ?? (await openPass({ ...this.#options, ...describeRecords(this.#plan.description) })).finish() };
  }
}

function coverageError(reason: string): DatasigError {
  return new DatasigError('shard-coverage', `the parts of the dataset do not add up: ${reason}; start again without the saved state`);
}
