/** The plan of a run: what the source is and its shards. */
import { InvalidArgumentError } from '@datasig/core';
import type { PlanOptions, Shard, Source, SourceDescription } from '@datasig/core/spec';
import type { RunOptions } from './options.ts';
import { recordWeight } from './record-weight.ts';

/** What is to be done. */
export interface Plan {
  readonly description: SourceDescription;
  readonly shards: readonly Shard[];
}

const leastCheckpointByteLength = 16 * 1024 * 1024;
/** More shards than this only cost time. */
const mostShardCount = 4096;
const leastShardByteLength = 2 * 1024 * 1024;
/** Enough that threads which are not equally fast end at about the same time. */
const shardsPerThread = 12;
/** Where records take long, shards are so much smaller: the last one is waited for, and costs little to begin. */
const finenessOfLongRecords = 4;

/**
 * Cuts a source into shards. Files are cut only where that helps: for checkpoints, for threads, or when the caller
 * says so. With checkpoints the cut does not depend on the number of threads, so that a run can go on with another.
 */
export async function planShards(source: Source, { byteLength = 0 }: SourceDescription, options: RunOptions, threadCount: number): Promise<readonly Shard[]> {
  const { signal } = options;
  return source.shards({ ...shardSizes(byteLength, options, threadCount), ...(signal !== undefined && { signal }) });
}

function shardSizes(byteLength: number, { stateFolder, shardByteLength, sketches = [] }: RunOptions, threadCount: number): PlanOptions {
  if (shardByteLength !== undefined) return { shardByteLength };
  if (stateFolder !== undefined) return { shardByteLength: Math.max(leastCheckpointByteLength, Math.ceil(byteLength / mostShardCount)) };
  if (threadCount === 1) return {};
  const fineness = recordWeight(sketches) > 1 ? finenessOfLongRecords : 1;
  return { shardByteLength: Math.max(leastShardByteLength / fineness, Math.ceil(byteLength / (threadCount * shardsPerThread * fineness))), readerCount: threadCount };
}

/** @throws InvalidArgumentError when checkpoints are asked for and the source can only be read once */
export function checkResumable({ capabilities, location }: SourceDescription, { stateFolder }: RunOptions): void {
  if (stateFolder === undefined || capabilities.reopenable) return;
  throw new InvalidArgumentError('invalid-argument', `${location} can be read only once, so a run over it cannot be resumed; leave out --resume, or write the data to a file`);
}
