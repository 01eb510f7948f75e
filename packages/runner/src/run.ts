/** Fingerprints a source on Node. */
import type { Source } from '@datasig/core/spec';
import type { Checkpoints } from './checkpoints/checkpoints.ts';
import { runOn } from './engine.ts';
import type { RunOptions, RunResult } from './options.ts';

/** Loaded by the first run that may use threads. */
let nodeThreads: typeof import('./threads/node-thread.ts') | undefined;

/**
 * Fingerprints a dataset. The result does not depend on how the source is cut, interrupted or resumed, nor on the
 * number of threads. The source stays open; it is the caller's.
 *
 * @throws InvalidArgumentError for options that cannot be met; InvalidDataError with the place of invalid data;
 * SourceError when the source cannot be read; DatasigError `cancelled`, `shard-coverage`, `state-unusable`,
 * `thread-failed`
 */
export async function fingerprint(source: Source, options: RunOptions = {}): Promise<RunResult> {
  const { stateFolder } = options;
  let checkpoints: Checkpoints | undefined;
  const result = await runOn(
    {
      parallelism: () => navigator.hardwareConcurrency,
      opening: source.reopening,
      sharesOwnThread: true,
      idleThreadCount: () => nodeThreads?.countIdleThreads() ?? 0,
      threads: async () => {
        nodeThreads = await import('./threads/node-thread.ts');
        return nodeThreads.canStartThreads() ? nodeThreads.startNodeThread : undefined;
      },
      giveWay: () => new Promise((resolve) => setImmediate(resolve)),
      ...(stateFolder !== undefined && {
        openStore: async (plan) => {
          const { Checkpoints: Folder } = await import('./checkpoints/checkpoints.ts');
          checkpoints = await Folder.open(stateFolder, plan, options);
          return checkpoints;
        },
      }),
    },
    source,
    options,
  );
  return { ...result, discardCheckpoints: async () => checkpoints?.remove() };
}
