/** Units to shards, and shards back. */
import type { Json, PlanOptions, Shard } from '@datasig/core/spec';
import { cutRowids } from './cut.ts';
import type { FileVersion } from './version.ts';
import type { RowidRange } from './rowid-range.ts';
import type { Unit, UnitSize } from './units.ts';

/** What a shard's descriptor holds. */
export interface ShardDescriptor {
  /** Null for the query. */
  readonly table: string | null;
  /** Rowids in digits. */
  readonly range: { readonly first: string; readonly last: string } | null;
  /** Rows that there are about. */
  readonly rowCount: number | null;
  /** Null where the database may be written to: then only the source that planned reads it. */
  readonly version: FileVersion | null;
  /** Whether SQLite's check of all tables that are read comes before: of the first shard, unless it was done. */
  readonly check: boolean;
}

/** What all shards of a database share. */
interface ShardContext {
  readonly version: FileVersion | undefined;
  /** Whether the schemas of the units differ. */
  readonly differ: boolean;
}

const mostShardCount = 4096;

/** The shards of a unit. */
export function cutUnit({ source, part, schema }: Unit, { byteLength, estimate }: UnitSize, { version, differ }: ShardContext, { shardByteLength }: PlanOptions): readonly Shard[] {
  const table = source.table?.name ?? null;
  const id = table ?? 'query';
  const common = { ...(part !== undefined && { part }), ...(differ && { schema }) };
  const descriptor = { table, range: null, rowCount: null, version: version ?? null, check: false };
  if (estimate === undefined) return [{ id, ...common, byteLength, descriptor: toJson(descriptor) }];
  const count = shardByteLength === undefined ? 1 : Math.max(1, Math.min(mostShardCount, Math.ceil(byteLength / shardByteLength), Math.ceil(estimate.rowCount)));
  const ranges = cutRowids(estimate, count);
  return ranges.map((range, index) => ({
    id: ranges.length === 1 ? id : `${id} ${index + 1}`,
    ...common,
    ...(index > 0 && { continues: true }),
    byteLength: shareOf(byteLength, index, ranges.length),
    descriptor: toJson({ ...descriptor, range: { first: range.first.toString(), last: range.last.toString() }, rowCount: Math.ceil(estimate.rowCount / ranges.length) }),
  }));
}

/** Shards of which the first has the check to be done before it is read. */
export function withCheck([first, ...others]: readonly Shard[]): readonly Shard[] {
  return [{ ...first!, descriptor: toJson({ ...descriptorOf(first!), check: true }) }, ...others];
}

/** Whole bytes that add up. */
function shareOf(byteLength: number, index: number, count: number): number {
  return Math.floor((byteLength * (index + 1)) / count) - Math.floor((byteLength * index) / count);
}

/** As contract and transport see it. */
function toJson(descriptor: ShardDescriptor): Json {
  return descriptor as unknown as Json;
}

/** The descriptor of a shard that this connector planned. */
export function descriptorOf(shard: Shard): ShardDescriptor {
  return shard.descriptor as unknown as ShardDescriptor;
}

/** The range of rowids; undefined where there is none. */
export function rangeOf({ range }: ShardDescriptor): RowidRange | undefined {
  return range === null ? undefined : { first: BigInt(range.first), last: BigInt(range.last) };
}
