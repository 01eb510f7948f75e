/** Runs: a dataset becomes a fingerprint, in workers, one dataset at a time. */
import type { Preparation } from '@datasig/core';
import type { Progress } from '@datasig/runner/web';
import type { RunInput } from './input.ts';
import { removeCopies } from './sqlite-copies.ts';
import type { Failure, RunOutcome, RunReport, RunRequest } from './protocol.ts';

/** A run that failed or was cancelled. */
export class RunFailure extends Error {
  readonly failure: Failure;

  constructor(failure: Failure) {
    super(failure.message);
    this.failure = failure;
  }
}

/** How to run. */
export interface RunSetup {
  readonly input: RunInput;
  readonly preparation: Preparation;
  readonly name?: string;
  readonly signal: AbortSignal;
  readonly onProgress: (progress: Progress) => void;
}

/** How long a worker that was told to stop may take before it is ended. */
const patienceMs = 1500;
const cancelled: Failure = { code: 'cancelled', message: 'cancelled; nothing was kept' };
let last: Promise<unknown> = Promise.resolve();

/**
 * Fingerprints a dataset when those before it are done: together they would only take each other's time and memory.
 *
 * @throws RunFailure
 */
export function run(setup: RunSetup): Promise<RunOutcome> {
  const next = last.then(() => runNow(setup));
  last = next.catch(() => undefined);
  return next;
}

function runNow({ input, preparation, name, signal, onProgress }: RunSetup): Promise<RunOutcome> {
  return new Promise((resolve, reject) => {
    const fail = (failure: Failure): void => end(() => reject(new RunFailure(failure)));
    if (signal.aborted) {
      reject(new RunFailure(cancelled));
      return;
    }
    const worker = new Worker(new URL('./worker.ts', import.meta.url), { type: 'module', name: 'datasig-run' });
    const post = (request: RunRequest): void => worker.postMessage(request, []);
    let timer: ReturnType<typeof setTimeout> | undefined;
    const cancel = (): void => {
      post({ kind: 'cancel' });
      timer = setTimeout(() => fail(cancelled), patienceMs);
    };
    const end = (then: () => void): void => {
      clearTimeout(timer);
      signal.removeEventListener('abort', cancel);
      worker.terminate();
      if (input.kind === 'sqlite') void removeCopies();
      then();
    };
    signal.addEventListener('abort', cancel);
    worker.addEventListener('message', ({ data }: MessageEvent<RunReport>) => {
      if (data.kind === 'progress') onProgress(data.progress);
      else if (data.kind === 'failed') fail(signal.aborted ? cancelled : data.failure);
      else end(() => resolve(data));
    });
    worker.addEventListener('error', (event) => {
      event.preventDefault();
      fail({ code: 'thread-failed', message: 'a worker of the page could not start or ended unexpectedly', remedy: 'reload the page; if the computer is short of memory, close other tabs' });
    });
    post({ kind: 'run', input, preparation, ...(name !== undefined && { name }) });
  });
}
