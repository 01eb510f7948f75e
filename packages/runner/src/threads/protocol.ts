/** What the calling thread and a reading thread tell each other: plain data that is structured-cloneable. */
import type { FingerprinterOptions, Summary } from '@datasig/core';
import type { Shard, SourceDescription } from '@datasig/core/spec';
import type { ErrorData } from './error-data.ts';

/**
 * To the reading thread. A run begins with `open`, with what the thread opens the source by, and ends with `close`; every
 * other is answered, one after the other; `begin` makes the source read its present state. Another run may follow.
 */
export type ThreadRequest =
  | { readonly kind: 'open'; readonly opening: unknown; readonly description: SourceDescription; readonly options: FingerprinterOptions }
  | { readonly kind: 'begin' }
  | { readonly kind: 'read'; readonly shard: Shard }
  | { readonly kind: 'close' };

/** What was read since the last report. */
export interface ReadCounts {
  readonly byteLength: number;
  readonly recordCount: number;
}

/** From the reading thread: `progress` now and then, `done` or `failed` once a `read`, `begun` or `failed` once a `begin`, `closed` after `close`. */
export type ThreadReport =
  | ({ readonly kind: 'progress' } & ReadCounts)
  | ({ readonly kind: 'done'; readonly summary: Summary } & ReadCounts)
  | { readonly kind: 'failed'; readonly error: ErrorData }
  | { readonly kind: 'begun' }
  | { readonly kind: 'closed'; readonly kernel: string };

/** A reading thread as one run sees it. */
export interface Thread {
  post(request: ThreadRequest): void;
  /** Lets it go once `close` is answered: another run may have it. */
  release(): void;
  /** Ends it at once, whatever it is doing. */
  terminate(): Promise<void>;
}

/** Whom a thread tells. */
export interface ThreadListener {
  readonly onReport: (report: ThreadReport) => void;
  /** It is no more, and it was not terminated: why, where that is known. */
  readonly onEnd: (cause: unknown) => void;
}

/** Starts a thread, or takes one that another run has let go. @throws when none can be started */
export type StartThread = (listener: ThreadListener) => Thread;
