/** The entry of a reading thread on Node. */
import { parentPort } from 'node:worker_threads';
import type { Connector, Reopening, Source } from '@datasig/core/spec';
import { loadConnector } from '../load-connector.ts';
import type { ThreadRequest } from './protocol.ts';
import { serve } from './serve.ts';

const port = parentPort!;
const answer = serve((opening) => open(opening as Reopening), (report) => port.postMessage(report));
port.on('message', (request: ThreadRequest) => answer(request));

async function open({ connector, request }: Reopening): Promise<Source> {
  return ((await loadConnector(connector)) as Connector).open(request);
}
