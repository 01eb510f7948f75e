/** The worker's side of a run in a browser. */
import type { Source } from '@datasig/core/spec';
import type { ThreadReport, ThreadRequest } from '../threads/protocol.ts';
import { serve } from '../threads/serve.ts';

/**
 * Reads shards for the page: the whole of a worker's module.
 *
 * @param openSource makes the source that the page fingerprints, of what it gave as `workers.opening`
 */
export function serveShards<Opening>(openSource: (opening: Opening) => Source | Promise<Source>): void {
  const post = globalThis.postMessage as (report: ThreadReport) => void;
  const answer = serve(async (opening) => openSource(opening as Opening), (report) => post(report));
  globalThis.addEventListener('message', ({ data }: MessageEvent<ThreadRequest>) => answer(data));
}
