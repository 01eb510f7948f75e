/** The entry of a reading thread on Node. */
import { parentPort } from 'node:worker_threads';
import type { Connector, Reopening, Source } from '@datasig/core/spec';
import type { ThreadRequest } from './protocol.ts';
import { serve } from './serve.ts';

const port = parentPort!;
const answer = serve((opening) => open(opening as Reopening), (report) => port.postMessage(report));
port.on('message', (request: ThreadRequest) => answer(request));

async function open({ connector, request }: Reopening): Promise<Source> {
  const { default: loaded } = (await import(connector)) as { readonly default: Connector };
  return loaded.open(request);
}
