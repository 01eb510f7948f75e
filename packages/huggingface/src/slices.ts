/** Slices of splits, such as `train[:10%]`, as records of shards. */
import type { Shard } from '@datasig/core/spec';
import { inGroups } from '@datasig/formats/dataset';
import { resolveSplits, type SplitSlice } from './resolve/splits.ts';

/** A shard, and which of its records are meant: `[start, end)`; absent = all. */
export interface SlicedShard {
  readonly shard: Shard;
  readonly records?: readonly [start: number, end: number];
}

/** Whether any slice is not a whole split. */
export function cutsSplits(slices: readonly SplitSlice[]): boolean {
  return slices.some(({ from, to }) => from !== undefined || to !== undefined);
}

/**
 * What slices mean of shards whose parts are splits.
 *
 * @param count tells how many records a shard has, or `limit` where it has more
 * @throws InvalidArgumentError
 */
export async function sliceShards(shards: readonly Shard[], slices: readonly SplitSlice[], count: (shard: Shard, limit: number) => Promise<number>): Promise<readonly SlicedShard[]> {
  const bySplit = Map.groupBy(shards, ({ part = '' }) => part);
  const starts = new Map<string, readonly number[]>();
  for (const split of new Set(slices.map((slice) => slice.split))) starts.set(split, await startsOf(bySplit.get(split) ?? [], neededOf(slices, split), count));
  const totals = new Map([...starts].map(([split, each]) => [split, each.at(-1)!]));
  return resolveSplits(slices, totals).flatMap(({ split, start, end }) => recordsOf(bySplit.get(split) ?? [], starts.get(split)!, start, end));
}

/** How many records of a split decide what its slices mean: all, unless they count from its beginning. */
function neededOf(slices: readonly SplitSlice[], split: string): number {
  const own = slices.filter((slice) => slice.split === split);
  return Math.max(...own.map(({ from = 0, to = Infinity, unit }) => (unit === 'records' && from >= 0 && to >= 0 ? to : Infinity)));
}

/** Shards that are counted at a time, where all of them are. */
const concurrency = 8;

/** The number of the first record of each shard, and of the one after the last; shards beyond `needed` are as if empty. */
async function startsOf(shards: readonly Shard[], needed: number, count: (shard: Shard, limit: number) => Promise<number>): Promise<readonly number[]> {
  const starts = [0];
  const countOne = async (shard: Shard): Promise<number> => {
    const left = needed - starts.at(-1)!;
    return left <= 0 ? 0 : (shard.recordCount ?? (await count(shard, left)));
  };
  for await (const group of inGroups(shards, needed === Infinity ? concurrency : 1, countOne)) for (const recordCount of group) starts.push(starts.at(-1)! + recordCount);
  return starts;
}

function recordsOf(shards: readonly Shard[], starts: readonly number[], start: number, end: number): readonly SlicedShard[] {
  return shards.flatMap((shard, index): SlicedShard[] => {
    const [first, after] = [starts[index]!, starts[index + 1]!];
    const [from, to] = [Math.max(start, first), Math.min(end, after)];
    if (from >= to) return [];
    return [from === first && to === after && shard.recordCount !== undefined ? { shard } : { shard, records: [from - first, to - first] }];
  });
}
