/** Spreads the shards of a plan over readers; the first failure in the order of the plan is the run's. */
import { InvalidDataError, type Summary } from '@datasig/core';
import { Coverage } from './coverage.ts';
import type { RunOptions } from './options.ts';
import type { Partial, PartialStore } from './partial.ts';
import type { Plan } from './plan.ts';
import type { ProgressMeter } from './progress.ts';
import type { ShardReader } from './shard-reader.ts';

interface Failure {
  readonly index: number;
  readonly error: unknown;
}

/** Small shards are waited for longer than they are read: over a network, so many bytes of them are on their way to each reader. */
const aheadByteLength = 2 * 1024 * 1024;
const mostAheadCount = 7;

/** Shards that a reader is given while it reads one. */
function aheadCount({ description, shards }: Plan): number {
  if (description.capabilities.remote !== true) return 1;
  const byteLength = shards.reduce((sum, shard) => sum + (shard.byteLength ?? aheadByteLength), 0);
  return Math.max(1, Math.min(mostAheadCount, Math.floor((aheadByteLength * shards.length) / Math.max(1, byteLength))));
}

/** One pass over all shards. */
export class ShardRun {
  readonly coverage: Coverage;
  /** Shards that came from an earlier run, and their bytes. */
  resumedShardCount = 0;
  skippedByteLength = 0;
  readonly #plan: Plan;
  readonly #meter: ProgressMeter;
  readonly #store: PartialStore | undefined;
  /** Records of each shard that is done. */
  readonly #recordCounts: number[] = [];
  readonly #unfinished = new Set<number>();
  #next = 0;
  #failure: Failure | undefined;
  #fail!: (error: unknown) => void;

  constructor(plan: Plan, options: RunOptions, meter: ProgressMeter, store: PartialStore | undefined) {
    this.coverage = new Coverage(plan, options);
    this.#plan = plan;
    this.#meter = meter;
    this.#store = store;
  }

  /**
   * Reads every shard and lets the readers go.
   *
   * @returns the name of the kernel that ran; several where threads had different ones
   * @throws what reading the first shard that cannot be read gives, as if shards were read one after the other
   */
  async read(readers: readonly ShardReader[]): Promise<string> {
    const failed = new Promise<never>((_, reject) => {
      this.#fail = reject;
    });
    try {
      await Promise.race([failed, Promise.all(readers.flatMap((reader) => this.#lanes(reader, readers.length)))]);
      return [...new Set(await Promise.all(readers.map((reader) => reader.close())))].join(', ');
    } catch (error) {
      await Promise.all(readers.map((reader) => reader.terminate()));
      throw error;
    }
  }

  /** Near the end nothing is read ahead: it would wait for one reader while others are idle. */
  #lanes(reader: ShardReader, readerCount: number): Promise<void>[] {
    const { length } = this.#plan.shards;
    const lane = this.#readSome(reader, length);
    if (!reader.readsAhead) return [lane];
    const end = readerCount === 1 ? length : length - 2 * readerCount;
    return [lane, ...Array.from({ length: aheadCount(this.#plan) }, () => this.#readSome(reader, end))];
  }

  async #readSome(reader: ShardReader, end: number): Promise<void> {
    while (this.#failure === undefined && this.#next < end) {
      const index = this.#next++;
      this.#unfinished.add(index);
      this.#tell();
      await this.#readOne(reader, index).catch((error: unknown) => this.#failed(index, error));
      this.#unfinished.delete(index);
      this.#tell();
      this.#settle();
    }
    // Others may still be at earlier shards: who fails last tells.
    if (this.#failure !== undefined) await new Promise(() => undefined);
  }

  async #readOne(reader: ShardReader, index: number): Promise<void> {
    const shard = this.#plan.shards[index]!;
    const stored = await this.#store?.load(index);
    const partial: Partial = stored ?? { shardId: shard.id, index, summary: await reader.read(shard) };
    if (stored === undefined) await this.#store?.save(partial);
    else this.#skip(shard.byteLength ?? 0, stored.summary);
    this.#recordCounts[index] = Number(partial.summary.records.count);
    this.coverage.add(partial, index);
  }

  #tell(): void {
    const { shards } = this.#plan;
    const current = shards[Math.min(...this.#unfinished)];
    this.#meter.shards = { count: shards.length, doneCount: this.#next - this.#unfinished.size, ...(current !== undefined && { currentId: current.id }) };
  }

  #skip(byteLength: number, { records }: Summary): void {
    this.resumedShardCount++;
    this.skippedByteLength += byteLength;
    this.#meter.skip(byteLength, Number(records.count));
  }

  #failed(index: number, error: unknown): void {
    if (this.#failure === undefined || index < this.#failure.index) this.#failure = { index, error };
  }

  /** Ends the run when no earlier shard can fail any more. */
  #settle(): void {
    const failure = this.#failure;
    if (failure === undefined || [...this.#unfinished].some((index) => index < failure.index)) return;
    this.#fail(this.#counted(failure));
  }

  /** The error, with rows counted from the beginning of the file: all shards before are done. */
  #counted({ index, error }: Failure): unknown {
    if (!InvalidDataError.is(error) || error.position.row === undefined) return error;
    let { row } = error.position;
    for (let before = index; before > 0 && this.#plan.shards[before]!.continues === true; before--) row += this.#recordCounts[before - 1]!;
    return error.at({ row });
  }
}
