/** A run in its worker: plans, starts the workers that read, and makes the fingerprint, so that the page stays free. */
import { writeFingerprint } from '@datasig/core';
import { fingerprint } from '@datasig/runner/web';
import { toFailure } from './failure.ts';
import { openInput } from './input.ts';
import { type RunReport, type RunRequest, shardWorkerName } from './protocol.ts';

/** Each takes some hundred megabytes of a browser's memory. */
const mostThreadCount = 4;

/** Answers the page. */
export function serveRun(): void {
  const canceller = new AbortController();
  const post = globalThis.postMessage as (report: RunReport) => void;
  globalThis.addEventListener('message', ({ data }: MessageEvent<RunRequest>) => {
    if (data.kind === 'cancel') canceller.abort();
    else run(data, canceller.signal, post).catch((error: unknown) => post({ kind: 'failed', failure: toFailure(error) }));
  });
}

async function run({ input, preparation, name }: Extract<RunRequest, { kind: 'run' }>, signal: AbortSignal, post: (report: RunReport) => void): Promise<void> {
  const source = await openInput(input);
  try {
    const { fingerprint: made, warnings, statistics } = await fingerprint(source, {
      preparation,
      ...(name !== undefined && { name }),
      signal,
      threads: Math.min(navigator.hardwareConcurrency, mostThreadCount),
      onProgress: (progress) => post({ kind: 'progress', progress }),
      workers: { start: () => new Worker(globalThis.location.href, { type: 'module', name: shardWorkerName }), opening: input },
    });
    post({ kind: 'done', text: writeFingerprint(made), warnings: warnings.map(({ message }) => message), statistics });
  } finally {
    await source.close?.();
  }
}
