/** Threads of Node. */
import { existsSync } from 'node:fs';
import { extname } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Worker } from 'node:worker_threads';
import type { StartThread, ThreadReport } from './protocol.ts';

/** What a thread runs: a file beside this one, compiled or bundled as this one is. */
const entry: URL = new URL(`./node-entry${extname(import.meta.url)}`, import.meta.url);

/** Whether the file is there; in a bundle of others it is not, and all is read on one thread. */
export function canStartThreads(): boolean {
  return entry.protocol === 'file:' && existsSync(fileURLToPath(entry));
}

/** Starts a thread. Its heap may grow as far as that of the process, `--max-old-space-size` included, as Node has it. */
export const startNodeThread: StartThread = ({ onReport, onEnd }) => {
  const worker = new Worker(entry, {
    name: 'datasig',
    // Says how to read the text of `node -e`, and is refused where there is a file.
    ...(process.execArgv.some((argument) => argument.startsWith('--input-type')) && { execArgv: [] }),
  });
  let cause: unknown;
  let terminated = false;
  worker.on('message', (report: ThreadReport) => onReport(report));
  worker.on('messageerror', onEnd);
  worker.on('error', (error) => (cause ??= error));
  worker.on('exit', () => {
    if (!terminated) onEnd(cause);
  });
  return {
    post: (request) => worker.postMessage(request, []),
    terminate: async () => {
      terminated = true;
      await worker.terminate();
    },
  };
};
