/** The plan of a run: its shards and a digest of everything that decides what they give. */
import { canonicalizationFor, defaultSketchParameters, digestJson, formatCast, InvalidArgumentError, type Preparation, version } from '@datasig/core';
import type { Json, Shard, Source, SourceDescription } from '@datasig/core/spec';
import type { RunOptions } from './options.ts';

/** What is to be done. */
export interface Plan {
  readonly description: SourceDescription;
  readonly shards: readonly Shard[];
  /** 64 hex digits: two runs of equal digest give the same summaries shard by shard. */
  readonly digest: string;
}

const leastShardByteLength = 16 * 1024 * 1024;
/** More shards than this only cost time. */
const mostShardCount = 4096;

/**
 * Plans a run. Files are cut only where that helps: for checkpoints, or when the caller says so.
 *
 * @throws InvalidArgumentError when checkpoints are asked for and the source can only be read once
 */
export async function planRun(source: Source, options: RunOptions): Promise<Plan> {
  const description = await source.describe(options.signal);
  if (options.stateFolder !== undefined && !description.capabilities.reopenable) {
    throw new InvalidArgumentError('invalid-argument', `${description.location} can be read only once, so a run over it cannot be resumed; leave out --resume, or write the data to a file`);
  }
  const shardByteLength = options.shardByteLength ?? (options.stateFolder === undefined ? undefined : checkpointLength(description.byteLength));
  const shards = await source.shards({ ...(shardByteLength !== undefined && { shardByteLength }), ...(options.signal !== undefined && { signal: options.signal }) });
  return { description, shards, digest: digestPlan(description, shards, options) };
}

function checkpointLength(byteLength = 0): number {
  return Math.max(leastShardByteLength, Math.ceil(byteLength / mostShardCount));
}

function digestPlan(description: SourceDescription, shards: readonly Shard[], options: RunOptions): string {
  const plan: Json = {
    core: version,
    description: JSON.parse(JSON.stringify(description)) as Json,
    shards: shards as unknown as Json,
    canonicalization: { ...canonicalizationFor(options.key) },
    sketches: (options.sketches ?? [defaultSketchParameters]) as unknown as Json,
    identity: options.identity ?? true,
    fields: options.fields ?? true,
    recordByteLimit: options.recordByteLimit ?? null,
    preparation: describePreparation(options.preparation ?? {}),
  };
  return digestJson(plan);
}

function describePreparation({ columns, rename, nullTokens, casts, textCasts }: Preparation): Json {
  const written = (each: Preparation['casts']): Json => Object.fromEntries(Object.entries(each ?? {}).map(([name, cast]) => [name, formatCast(cast)]));
  return { columns: columns ?? null, rename: rename ?? {}, nullTokens: nullTokens ?? [], casts: written(casts), textCasts: written(textCasts) };
}
