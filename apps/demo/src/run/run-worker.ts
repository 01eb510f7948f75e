/** The worker of a run: plans, starts the workers that read, and makes the fingerprint, so that the page stays free. */
import { writeFingerprint } from '@datasig/core';
import { fingerprint } from '@datasig/runner/web';
import { toFailure } from './failure.ts';
import { openInput } from './input.ts';
import type { RunReport, RunRequest } from './protocol.ts';

const canceller = new AbortController();
const post = globalThis.postMessage as (report: RunReport) => void;

async function run({ input, preparation, name }: Extract<RunRequest, { kind: 'run' }>): Promise<void> {
  const source = await openInput(input);
  try {
    const { fingerprint: made, warnings, statistics } = await fingerprint(source, {
      preparation,
      ...(name !== undefined && { name }),
      signal: canceller.signal,
      onProgress: (progress) => post({ kind: 'progress', progress }),
      workers: { start: () => new Worker(new URL('./shard-worker.ts', import.meta.url), { type: 'module' }), opening: input },
    });
    post({ kind: 'done', text: writeFingerprint(made), warnings: warnings.map(({ message }) => message), statistics });
  } finally {
    await source.close?.();
  }
}

globalThis.addEventListener('message', ({ data }: MessageEvent<RunRequest>) => {
  if (data.kind === 'cancel') canceller.abort();
  else run(data).catch((error: unknown) => post({ kind: 'failed', failure: toFailure(error) }));
});
