/** Progress: how far a run is, how fast, and how long it will take. */

/** A report on a run. */
export interface Progress {
  readonly recordCount: number;
  readonly byteLength: number;
  /** Bytes of the whole source, where it knows. */
  readonly totalByteLength?: number;
  readonly elapsedMs: number;
  /** Over the last seconds. */
  readonly bytesPerSecond: number;
  readonly recordsPerSecond: number;
  readonly remainingMs?: number;
  /** How far the shards are; absent before they are known. */
  readonly shards?: ShardProgress;
}

/** Shards of a run. */
export interface ShardProgress {
  readonly count: number;
  readonly doneCount: number;
  /** The first one that is being read. */
  readonly currentId?: string;
}

const reportIntervalMs = 100;
/** The rate is measured over about this long. */
const rateWindowMs = 5000;

interface Sample {
  readonly timeMs: number;
  readonly byteLength: number;
  readonly recordCount: number;
}

/** Counts what was read and reports it now and then. */
export class ProgressMeter {
  byteLength = 0;
  recordCount = 0;
  /** Told by whoever reads them. */
  shards: ShardProgress | undefined;
  readonly #startMs: number = performance.now();
  readonly #totalByteLength: number | undefined;
  readonly #onProgress: ((progress: Progress) => void) | undefined;
  #samples: Sample[] = [{ timeMs: this.#startMs, byteLength: 0, recordCount: 0 }];
  #lastReportMs = 0;

  constructor(totalByteLength: number | undefined, onProgress: ((progress: Progress) => void) | undefined) {
    this.#totalByteLength = totalByteLength;
    this.#onProgress = onProgress;
  }

  get elapsedMs(): number {
    return performance.now() - this.#startMs;
  }

  /** Work that was done by an earlier run: part of the progress, not of the rate. */
  skip(byteLength: number, recordCount: number): void {
    this.byteLength += byteLength;
    this.recordCount += recordCount;
    this.#samples = [{ timeMs: performance.now(), byteLength: this.byteLength, recordCount: this.recordCount }];
  }

  /** Reports when the last report is old enough. */
  tick(): void {
    if (this.#onProgress !== undefined && performance.now() - this.#lastReportMs >= reportIntervalMs) this.report();
  }

  /** Reports now. */
  report(): void {
    if (this.#onProgress === undefined) return;
    const now: Sample = { timeMs: performance.now(), byteLength: this.byteLength, recordCount: this.recordCount };
    this.#lastReportMs = now.timeMs;
    this.#samples.push(now);
    while (this.#samples.length > 2 && now.timeMs - this.#samples[1]!.timeMs > rateWindowMs) this.#samples.shift();
    this.#onProgress(this.#describe(this.#samples[0]!, now));
  }

  #describe(then: Sample, now: Sample): Progress {
    const seconds = Math.max(0.001, (now.timeMs - then.timeMs) / 1000);
    const bytesPerSecond = (now.byteLength - then.byteLength) / seconds;
    const total = this.#totalByteLength;
    return {
      recordCount: now.recordCount,
      byteLength: now.byteLength,
      elapsedMs: now.timeMs - this.#startMs,
      bytesPerSecond,
      recordsPerSecond: (now.recordCount - then.recordCount) / seconds,
      ...(total !== undefined && { totalByteLength: total }),
      ...(this.shards !== undefined && { shards: this.shards }),
      ...(total !== undefined && bytesPerSecond > 0 && { remainingMs: (Math.max(0, total - now.byteLength) / bytesPerSecond) * 1000 }),
    };
  }
}
