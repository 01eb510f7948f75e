/** Fingerprints a source: plan, read shard after shard, merge, check. */
import type { Summary } from '@datasig/core';
import type { Source } from '@datasig/core/spec';
import type { Checkpoints } from './checkpoint.ts';
import { checkColumns, declaredSchemas, warnOfColumns } from './columns.ts';
import { Coverage } from './coverage.ts';
import type { RunOptions, RunResult } from './options.ts';
import type { Partial } from './partial.ts';
import { type Plan, planRun } from './plan.ts';
import { ProgressMeter } from './progress.ts';
import { readShard, throwIfCancelled } from './shard-reader.ts';

/**
 * Fingerprints a dataset. The result does not depend on how the source is cut, interrupted or resumed. The source
 * stays open; it is the caller's.
 *
 * @throws InvalidArgumentError for options that cannot be met; InvalidDataError with the place of invalid data;
 * SourceError when the source cannot be read; DatasigError `cancelled`, `shard-coverage`, `state-unusable`
 */
export async function fingerprint(source: Source, options: RunOptions = {}): Promise<RunResult> {
  throwIfCancelled(options.signal);
  const plan = await planRun(source, options).catch((error: unknown) => {
    throwIfCancelled(options.signal);
    throw error;
  });
  const preparation = options.preparation ?? {};
  const declared = declaredSchemas(plan);
  if (declared !== undefined) checkColumns(preparation, declared);
  const meter = new ProgressMeter(plan.description.byteLength, options.onProgress);
  const checkpoints = options.stateFolder === undefined ? undefined : await openCheckpoints(options.stateFolder, plan);
  const { coverage, resumedShardCount, byteLength } = await readShards(source, plan, options, meter, checkpoints);
  const result = coverage.finish();
  meter.report();
  const recordCount = Number(result.records.count);
  const empty = recordCount === 0 ? [{ code: 'no-records', message: 'the dataset has no records; its fingerprint is valid and equals that of every other empty dataset' } as const] : [];
  const ofColumns = recordCount > 0 && declared === undefined ? warnOfColumns(preparation, result) : empty;
  const ofSource = (plan.description.warnings ?? []).map((message) => ({ code: 'source', message }) as const);
  return {
    fingerprint: result,
    warnings: [...ofSource, ...ofColumns],
    verified: plan.description.verified ?? 'structural',
    statistics: { recordCount, byteLength, elapsedMs: meter.elapsedMs, shardCount: plan.shards.length, resumedShardCount },
    discardCheckpoints: async () => checkpoints?.remove(),
  };
}

async function openCheckpoints(stateFolder: string, plan: Plan): Promise<Checkpoints> {
  return (await import('./checkpoint.ts')).Checkpoints.open(stateFolder, plan);
}

async function readShards(
  source: Source,
  plan: Plan,
  options: RunOptions,
  meter: ProgressMeter,
  checkpoints: Checkpoints | undefined,
): Promise<{ readonly coverage: Coverage; readonly resumedShardCount: number; readonly byteLength: number }> {
  const coverage = new Coverage(plan, options);
  let resumedShardCount = 0;
  let skippedByteLength = 0;
  let recordsBefore = 0;
  for (const [index, shard] of plan.shards.entries()) {
    if (shard.continues !== true) recordsBefore = 0;
    let partial: Partial | undefined = await checkpoints?.load(index);
    if (partial !== undefined) {
      resumedShardCount++;
      skippedByteLength += shard.byteLength ?? 0;
      meter.skip(shard.byteLength ?? 0, Number(partial.summary.records.count));
    } else {
      const { signal } = options;
      const summary: Summary = await readShard({ source, description: plan.description, shard, options, meter, recordsBefore, ...(signal !== undefined && { signal }) });
      partial = { planDigest: plan.digest, shardId: shard.id, index, summary };
      await checkpoints?.save(partial);
    }
    recordsBefore += Number(partial.summary.records.count);
    coverage.add(partial, index);
  }
  return { coverage, resumedShardCount, byteLength: meter.byteLength - skippedByteLength };
}
