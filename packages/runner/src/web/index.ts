/** Fingerprints sources in browsers, on Web Workers where the app gives them. */
import type { Source } from '@datasig/core/spec';
import { type EngineResult, runOn } from '../engine.ts';
import type { RunOptions } from '../options.ts';
import { startWebThread } from './web-thread.ts';

export type { RunOptions, RunStatistics, RunWarning } from '../options.ts';
export type { Progress } from '../progress.ts';
export { serveShards } from './serve-shards.ts';

/** Workers of the app that read shards. */
export interface WorkerSetup {
  /** Starts one: `() => new Worker(new URL('./worker.js', import.meta.url), { type: 'module' })`, which bundlers understand. */
  readonly start: () => Worker;
  /** What the worker's `serveShards` opens the source by; structured-cloneable, such as a `File`. */
  readonly opening: unknown;
}

/** How to fingerprint a source in a browser. */
export interface WebRunOptions extends Omit<RunOptions, 'stateFolder'> {
  /** Absent: all is read on the page's own thread. */
  readonly workers?: WorkerSetup;
}

/** What a run gives. */
export type WebRunResult = EngineResult;

/**
 * Fingerprints a dataset; the bytes are those of any other platform and number of threads. The page's own thread stays
 * free where workers read. The source stays open; it is the caller's.
 *
 * @throws InvalidArgumentError for options that cannot be met; InvalidDataError with the place of invalid data;
 * SourceError when the source cannot be read; DatasigError `cancelled`, `shard-coverage`, `thread-failed`
 */
export async function fingerprint(source: Source, { workers, ...options }: WebRunOptions = {}): Promise<WebRunResult> {
  return runOn(
    {
      parallelism: () => navigator.hardwareConcurrency,
      opening: workers?.opening,
      sharesOwnThread: false,
      idleThreadCount: () => 0,
      threads: async () => workers && startWebThread(workers.start),
      giveWay,
    },
    source,
    options,
  );
}

/** By a message: timers wait for some milliseconds. */
function giveWay(): Promise<void> {
  return new Promise((resolve) => {
    const { port1, port2 } = new MessageChannel();
    port1.addEventListener('message', () => {
      port1.close();
      resolve();
    });
    port1.start();
    port2.postMessage(null, []);
  });
}
