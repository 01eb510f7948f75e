/** Threads of browsers: workers that the app starts. */
import type { StartThread, ThreadReport } from '../threads/protocol.ts';

/** Starts threads by a function of the app's. */
export function startWebThread(start: () => Worker): StartThread {
  return ({ onReport, onEnd }) => {
    const worker = start();
    worker.addEventListener('message', ({ data }: MessageEvent<ThreadReport>) => onReport(data));
    worker.addEventListener('messageerror', onEnd);
    // A module that cannot be loaded, or what nothing in the worker caught.
    worker.addEventListener('error', (event) => {
      event.preventDefault();
      onEnd(event.error ?? new Error(event.message));
    });
    return {
      post: (request) => worker.postMessage(request, []),
      // The app may start other workers for the next run.
      release: () => worker.terminate(),
      terminate: async () => worker.terminate(),
    };
  };
}
