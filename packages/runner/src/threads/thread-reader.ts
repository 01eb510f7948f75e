/** Reads shards on a thread of its own. */
import { DatasigError, type FingerprinterOptions, type Summary } from '@datasig/core';
import type { Shard, SourceDescription } from '@datasig/core/spec';
import { cancelled, type ReadMeter, type ShardReader } from '../shard-reader.ts';
import { errorFromData } from './error-data.ts';
import type { StartThread, Thread, ThreadReport, ThreadRequest } from './protocol.ts';

/** What a thread needs to know of the run. */
export interface ThreadSetup {
  /** What the thread opens the source by; structured-cloneable. */
  readonly opening: unknown;
  readonly description: SourceDescription;
  /** Without anything that cannot cross. */
  readonly options: FingerprinterOptions;
}

/** What answers a request. */
type Answer = Extract<ThreadReport, { readonly kind: 'done' | 'begun' | 'closed' }>;

interface Waiting {
  readonly resolve: (answer: Answer) => void;
  readonly reject: (error: unknown) => void;
}

/** A reader over a source that its thread has opened again. */
export class ThreadReader implements ShardReader {
  readonly readsAhead = true;
  readonly #thread: Thread;
  readonly #meter: ReadMeter;
  readonly #signal: AbortSignal | undefined;
  /** In the order of what was asked. */
  #waiting: Waiting[] = [];
  /** Why there is no thread any more. */
  #end: DatasigError | undefined;
  /** Whether the thread may be another run's. */
  #released = false;

  /** @throws DatasigError `thread-failed` when no thread can be started */
  constructor(start: StartThread, setup: ThreadSetup, meter: ReadMeter, signal: AbortSignal | undefined) {
    this.#meter = meter;
    this.#signal = signal;
    try {
      this.#thread = start({ onReport: (report) => this.#take(report), onEnd: (cause) => this.#ended(threadFailed(cause)) });
    } catch (cause) {
      throw threadFailed(cause);
    }
    this.#thread.post({ kind: 'open', ...setup });
    signal?.addEventListener('abort', this.#abort);
    if (signal?.aborted === true) this.#abort();
  }

  /** Makes the thread's source read its present state. */
  async begin(): Promise<void> {
    await this.#ask({ kind: 'begin' });
  }

  async read(shard: Shard): Promise<Summary> {
    const { summary } = (await this.#ask({ kind: 'read', shard })) as Answer & { readonly kind: 'done' };
    return summary;
  }

  async close(): Promise<string> {
    const { kernel } = (await this.#ask({ kind: 'close' })) as Answer & { readonly kind: 'closed' };
    this.#signal?.removeEventListener('abort', this.#abort);
    this.#released = true;
    if (this.#end === undefined) this.#thread.release();
    return kernel;
  }

  async terminate(): Promise<void> {
    if (this.#released) return;
    this.#signal?.removeEventListener('abort', this.#abort);
    await this.#thread.terminate();
  }

  readonly #abort = (): void => {
    void this.#thread.terminate();
    this.#ended(cancelled(this.#signal!));
  };

  #ask(request: ThreadRequest): Promise<Answer> {
    return new Promise((resolve, reject) => {
      if (this.#end !== undefined) return reject(this.#end);
      this.#waiting.push({ resolve, reject });
      this.#thread.post(request);
    });
  }

  #take(report: ThreadReport): void {
    if (report.kind === 'progress' || report.kind === 'done') {
      this.#meter.byteLength += report.byteLength;
      this.#meter.recordCount += report.recordCount;
      this.#meter.tick();
    }
    if (report.kind === 'progress') return;
    const waiting = this.#waiting.shift();
    if (report.kind === 'failed') waiting?.reject(errorFromData(report.error));
    else waiting?.resolve(report);
  }

  #ended(error: DatasigError): void {
    this.#end ??= error;
    for (const { reject } of this.#waiting) reject(this.#end);
    this.#waiting = [];
  }
}

/** Name and code only: a foreign message may quote what was being read. */
function threadFailed(cause: unknown): DatasigError {
  const { code = undefined, name = 'unknown' } = (cause ?? {}) as { readonly code?: unknown; readonly name?: string };
  const reason = code === 'ERR_WORKER_OUT_OF_MEMORY' ? 'it ran out of memory' : cause instanceof Error ? `${typeof code === 'string' ? code : name}` : 'it was ended from inside';
  return new DatasigError('thread-failed', `a thread ended before its work was done: ${reason}; run again on one thread (--threads 1)`, { cause });
}
