/** Partial fingerprints: what one shard gave, with what is needed to know that it belongs. */
import type { Summary } from '@datasig/core';
import type { Plan } from './plan.ts';

/** The summary of one planned shard. */
export interface Partial {
  readonly shardId: string;
  readonly index: number;
  readonly summary: Summary;
}

/** Keeps partials for a later run. */
export interface PartialStore {
  /** The partial of a shard that an earlier run left whole. */
  load(index: number): Promise<Partial | undefined>;
  save(partial: Partial): Promise<void>;
}

/**
 * Whether a partial is that of shard `index` of the plan. Counts and identities are not idempotent: merging a
 * shard twice, or one of another plan, would give another dataset.
 */
export function belongsTo(partial: Partial, plan: Plan, index: number): boolean {
  const shard = plan.shards[index];
  return (
    partial.index === index &&
    partial.shardId === shard?.id &&
    (shard.recordCount === undefined || partial.summary.records.count === BigInt(shard.recordCount))
  );
}
