/** What the page and the worker of a run tell each other. */
import type { ErrorCode, Preparation } from '@datasig/core';
import type { Progress, RunStatistics } from '@datasig/runner/web';
import type { RunInput } from './input.ts';

/** The name of workers that read pieces of a dataset. */
export const shardWorkerName = 'datasig-shards';

/** To the worker. */
export type RunRequest = { readonly kind: 'run'; readonly input: RunInput; readonly preparation: Preparation; readonly name?: string } | { readonly kind: 'cancel' };

/** An error as the page shows it. */
export interface Failure {
  /** `internal` is a defect of the page. */
  readonly code: ErrorCode | 'internal';
  readonly message: string;
  /** What to do, where the message does not say it. */
  readonly remedy?: string;
}

/** What a run gives. */
export interface RunOutcome {
  /** The fingerprint file. */
  readonly text: string;
  readonly warnings: readonly string[];
  readonly statistics: RunStatistics;
}

/** From the worker. */
export type RunReport = { readonly kind: 'progress'; readonly progress: Progress } | ({ readonly kind: 'done' } & RunOutcome) | { readonly kind: 'failed'; readonly failure: Failure };
