/** Merges partial fingerprints in the order of the plan and makes sure that every shard is there exactly once. */
import { createFingerprint, DatasigError, type Fingerprint, type FingerprintContents, Fingerprinter, mergeSummaries, type Summary } from '@datasig/core';
import type { Shard } from '@datasig/core/spec';
import type { RunOptions } from './options.ts';
import { belongsTo, type Partial } from './partial.ts';
import type { Plan } from './plan.ts';
import { describeRecords } from './shard-reader.ts';

/** Collects partials; one summary a part is kept, however many shards there are. */
export class Coverage {
  readonly #plan: Plan;
  readonly #options: RunOptions;
  readonly #covered = new Set<number>();
  /** Summaries by part; without parts there is one under the empty name. */
  readonly #summaries = new Map<string, Summary>();

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
    const before = this.#summaries.get(part);
    this.#summaries.set(part, before === undefined ? partial.summary : mergeSummaries([before, partial.summary]));
  }

  /**
   * The fingerprint of all shards.
   *
   * @throws DatasigError `shard-coverage` when one is missing
   */
  finish(): Fingerprint {
    const { shards, description } = this.#plan;
    if (this.#covered.size !== shards.length) throw coverageError(`${shards.length - this.#covered.size} of ${shards.length} shards are missing`);
    const { connector, location, revision, name, transforms } = description;
    return createFingerprint({
      dataset: { name: this.#options.name ?? name, connector, location, ...(revision !== undefined && { revision }) },
      ...(transforms !== undefined && { transforms }),
      ...(this.#options.preparation !== undefined && { preparation: this.#options.preparation }),
      ...this.#contents(shards),
    });
  }

  #contents(shards: readonly Shard[]): FingerprintContents {
    if (shards.some((shard) => shard.part !== undefined)) return { parts: [...this.#summaries].map(([name, summary]) => ({ name, summary })) };
    return { summary: this.#summaries.get('') ?? new Fingerprinter({ ...this.#options, ...describeRecords(this.#plan.description) }).finish() };
  }
}

function coverageError(reason: string): DatasigError {
  return new DatasigError('shard-coverage', `the parts of the dataset do not add up: ${reason}; start again without the saved state`);
}
