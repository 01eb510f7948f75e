/** A run on any platform: plan, read shards on one thread or several, merge, check. */
import type { FingerprinterOptions } from '@datasig/core';
import type { Source, SourceDescription } from '@datasig/core/spec';
import { needsClassicUids, readClassicUids, withClassicUids } from './classic-uids.ts';
import { checkColumns, declaredSchemas, warnOfColumns } from './columns.ts';
import { withDeclaredCasts } from './declared-casts.ts';
import { LocalReader } from './local-reader.ts';
import type { RunOptions, RunResult } from './options.ts';
import type { PartialStore } from './partial.ts';
import { checkResumable, type Plan, planShards } from './plan.ts';
import { ProgressMeter } from './progress.ts';
import { type ShardReader, throwIfCancelled } from './shard-reader.ts';
import { ShardRun } from './shard-run.ts';
import { warnOfCounts } from './stated-counts.ts';
import { chooseThreadCount } from './threads/choose.ts';
import { beginTogether } from './threads/begin-together.ts';
import type { StartThread } from './threads/protocol.ts';
import type { ThreadReader } from './threads/thread-reader.ts';
import { Yielder } from './yielder.ts';

/** What a run needs of where it runs. */
export interface Platform {
  /** Threads to use where the caller does not say. */
  readonly parallelism: () => number;
  /** What threads open the source by; undefined where they cannot. */
  readonly opening: unknown;
  /** Threads that earlier runs have left. */
  readonly idleThreadCount: () => number;
  /** How threads start; undefined where none can. */
  readonly threads: () => Promise<StartThread | undefined>;
  /** Whether the caller's own thread may read beside others. */
  readonly sharesOwnThread: boolean;
  /** Resolves when other tasks of the event loop had their turn. */
  readonly giveWay: () => Promise<unknown>;
  /** Where partials are kept between runs. */
  readonly openStore?: (plan: Plan) => Promise<PartialStore>;
}

/** A run's result but for what its platform adds. */
export type EngineResult = Omit<RunResult, 'discardCheckpoints'>;

/** Fingerprints a source; `fingerprint` documents it. */
export async function runOn(platform: Platform, source: Source, options: RunOptions): Promise<EngineResult> {
  const { signal } = options;
  throwIfCancelled(signal);
  const crew = new Crew(platform, source, options);
  try {
    const plan = await crew.plan().catch((error: unknown) => {
      throwIfCancelled(signal);
      throw error;
    });
    const { preparation = {} } = crew.options;
    const declared = declaredSchemas(plan);
    if (declared !== undefined) checkColumns(preparation, declared);
    const run = new ShardRun(plan, crew.options, crew.meter, await platform.openStore?.(plan));
    const readers = await crew.readers(plan);
    const uids = needsClassicUids(plan, options) ? readClassicUids(source, plan, new Yielder(platform.giveWay), signal) : undefined;
    // What fails there fails for the readers too, who tell the place.
    uids?.catch(() => undefined);
    const kernel = await run.read(readers);
    const made = await run.coverage.finish();
    const fingerprint = uids === undefined ? made : withClassicUids(made, await uids);
    crew.meter.report();
    const recordCount = Number(fingerprint.records.count);
    const empty = recordCount === 0 ? [{ code: 'no-records', message: 'the dataset has no records; its fingerprint is valid and equals that of every other empty dataset' } as const] : [];
    const ofColumns = recordCount > 0 && declared === undefined ? warnOfColumns(preparation, fingerprint) : empty;
    const ofSource = (plan.description.warnings ?? []).map((message) => ({ code: 'source', message }) as const);
    const { resumedShardCount, skippedByteLength } = run;
    return {
      fingerprint,
      warnings: [...ofSource, ...warnOfCounts(plan.description, fingerprint), ...ofColumns],
      verified: plan.description.verified ?? 'structural',
      statistics: { recordCount, byteLength: crew.meter.byteLength - skippedByteLength, elapsedMs: crew.meter.elapsedMs, shardCount: plan.shards.length, resumedShardCount, threadCount: readers.length, kernel },
    };
  } finally {
    await crew.dismiss();
  }
}

/** Threads that start while a source is being cut. More would start for nothing where it turns out to be one piece. */
const earlyThreadCount = 2;
/**
 * The caller's own thread reads too where less than this is to be read: what starting a thread and warming it up cost
 * is then a good part of the whole. Beyond, it is kept free for what else the caller does.
 */
const sharedByteLength = 256 * 1024 * 1024;

/** The readers of a run; the first threads start while the source is still being cut. */
class Crew {
  meter!: ProgressMeter;
  /** With what the source declares, once it is described. */
  options: RunOptions;
  readonly #platform: Platform;
  readonly #source: Source;
  #threadCount = 1;
  #description!: SourceDescription;
  #threads: ThreadReader[] = [];
  #own: ShardReader | undefined;
  #start: (() => ThreadReader) | undefined;

  constructor(platform: Platform, source: Source, options: RunOptions) {
    this.#platform = platform;
    this.#source = source;
    this.options = options;
  }

  async plan(): Promise<Plan> {
    const description = await this.#source.describe(this.options.signal);
    checkResumable(description, this.options);
    this.#description = description;
    this.options = withDeclaredCasts(this.options, description);
    this.meter = new ProgressMeter(description.byteLength, this.options.onProgress);
    this.#threadCount = chooseThreadCount(description, this.options, this.#platform, this.#source.snapshot !== undefined);
    if (this.#platform.opening === undefined) this.#threadCount = 1;
    if (this.#threadCount > 1) await this.#prepareThreads();
    if (this.#threadCount > 1) await this.#beginTogether();
    const shards = await planShards(this.#source, description, this.options, this.#threadCount);
    return { description, shards };
  }

  async #prepareThreads(): Promise<void> {
    const start = await this.#platform.threads();
    if (start === undefined) {
      this.#threadCount = 1;
      return;
    }
    const { ThreadReader } = await import('./threads/thread-reader.ts');
    const setup = { opening: this.#platform.opening, description: this.#description, options: crossing(this.options) };
    this.#start = () => new ThreadReader(start, setup, this.meter, this.options.signal);
    this.#startThreads(Math.min(this.#threadCount - 1, earlyThreadCount));
  }

  /** Threads that do not read what the caller's source reads are let go. */
  async #beginTogether(): Promise<void> {
    const { snapshot } = this.#source;
    if (snapshot === undefined) return;
    this.#startThreads(this.#threadCount - (this.#mayOwnRead() ? 1 : 0));
    if (await beginTogether(snapshot, this.#threads)) return;
    await this.dismiss();
    [this.#threads, this.#start, this.#threadCount] = [[], undefined, 1];
  }

  #mayOwnRead(): boolean {
    return this.#platform.sharesOwnThread && (this.#description.byteLength ?? 0) < sharedByteLength;
  }

  #startThreads(count: number): void {
    while (this.#threads.length < count) this.#threads.push(this.#start!());
  }

  /** As many as can be busy; one piece is read by a thread, and the caller's own stays free. */
  async readers({ shards }: Plan): Promise<readonly ShardReader[]> {
    const isOwnBusy = this.#start === undefined || (shards.length > 1 && this.#mayOwnRead());
    if (isOwnBusy) {
      const yielder = new Yielder(this.#platform.giveWay);
      this.#own = new LocalReader(this.#source, this.#description, this.options, this.meter, () => yielder.turn());
    }
    const own = this.#own === undefined ? [] : [this.#own];
    const count = Math.min(this.#threadCount, Math.max(1, shards.length)) - own.length;
    this.#startThreads(count);
    await Promise.all(this.#threads.slice(count).map((reader) => reader.terminate()));
    return [...own, ...this.#threads.slice(0, count)];
  }

  /** Ends readers that a failure left. */
  async dismiss(): Promise<void> {
    await Promise.all([this.#own, ...this.#threads].map((reader) => reader?.terminate()));
  }
}

/** The options that other threads need: all but those which belong to the caller. */
function crossing({ kernel: _kernel, signal: _signal, onProgress: _onProgress, ...options }: RunOptions): FingerprinterOptions {
  return options;
}
