/** Threads of Node, kept for a while between the runs of a process: starting one and warming it up cost 0.2 s of work. */
import { existsSync } from 'node:fs';
import { extname } from 'node:path';
import { fileURLToPath } from 'node:url';
import { SHARE_ENV, Worker } from 'node:worker_threads';
import type { StartThread, Thread, ThreadListener, ThreadReport } from './protocol.ts';

/** What a thread runs: a file beside this one, compiled or bundled as this one is. */
const entry: URL = new URL(`./node-entry${extname(import.meta.url)}`, import.meta.url);

/** What is read stands outside the heap, so that a thread works as fast with a nursery of this size, and takes 10 MB less. */
const maxYoungGenerationSizeMb = 8;

/** A thread that no run takes ends after this time. */
const idleMs = 10_000;

/** Threads that a run has let go; the one last used is warmest and is taken first. */
const idleThreads: NodeThread[] = [];

/** Whether the file is there; in a bundle of others it is not, and all is read on one thread. */
export function canStartThreads(): boolean {
  return entry.protocol === 'file:' && existsSync(fileURLToPath(entry));
}

/** How many threads wait for a run. */
export function countIdleThreads(): number {
  return idleThreads.length;
}

/** Takes a thread that is idle, or starts one. Its heap may grow as far as that of the process, as Node has it. */
export const startNodeThread: StartThread = (listener) => (idleThreads.pop() ?? new NodeThread()).serve(listener);

/** A worker, and which run listens to it. */
class NodeThread {
  readonly #worker: Worker;
  #listener: ThreadListener | undefined;
  #cause: unknown;
  #idling: NodeJS.Timeout | undefined;

  constructor() {
    this.#worker = new Worker(entry, {
      name: 'datasig',
      // As it is when a run begins, not as it was when the thread started.
      env: SHARE_ENV,
      resourceLimits: { maxYoungGenerationSizeMb },
      // Says how to read the text of `node -e`, and is refused where there is a file.
      ...(process.execArgv.some((argument) => argument.startsWith('--input-type')) && { execArgv: [] }),
    });
    this.#worker.on('message', (report: ThreadReport) => this.#listener?.onReport(report));
    this.#worker.on('messageerror', (error) => this.#listener?.onEnd(error));
    this.#worker.on('error', (error) => (this.#cause ??= error));
    this.#worker.on('exit', () => {
      this.#forget();
      this.#listener?.onEnd(this.#cause);
    });
  }

  /** For one run, which holds the process until it lets the thread go. */
  serve(listener: ThreadListener): Thread {
    clearTimeout(this.#idling);
    this.#worker.ref();
    this.#listener = listener;
    return {
      post: (request) => this.#worker.postMessage(request, []),
      release: () => this.#release(),
      terminate: () => this.#terminate(),
    };
  }

  #release(): void {
    this.#listener = undefined;
    this.#worker.unref();
    this.#idling = setTimeout(() => void this.#terminate(), idleMs).unref();
    idleThreads.push(this);
  }

  async #terminate(): Promise<void> {
    this.#listener = undefined;
    this.#forget();
    await this.#worker.terminate();
  }

  #forget(): void {
    clearTimeout(this.#idling);
    const index = idleThreads.indexOf(this);
    if (index !== -1) idleThreads.splice(index, 1);
  }
}
