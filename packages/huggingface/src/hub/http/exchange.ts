/** Ties one request to the signals that may end it. */
import type { Exchange } from './answer.ts';

/** A controller that follows `signals`; `AbortSignal.any` would stay with a signal that lives longer than the request. */
export function beginExchange(signals: readonly (AbortSignal | undefined)[]): Exchange {
  const controller = new AbortController();
  const stops = signals.flatMap((signal) => (signal === undefined ? [] : [follow(controller, signal)]));
  return {
    controller,
    release: () => {
      for (const stop of stops) stop();
    },
  };
}

function follow(controller: AbortController, signal: AbortSignal): () => void {
  const abort = (): void => controller.abort(signal.reason);
  if (signal.aborted) abort();
  else signal.addEventListener('abort', abort, { once: true });
  return () => signal.removeEventListener('abort', abort);
}

/** Rejects with the signal's reason at once: whoever made the promise may not heed the signal. */
export function orAborted<T>(promise: Promise<T>, signal: AbortSignal): Promise<T> {
  return new Promise((resolve, reject) => {
    const abort = (): void => reject(signal.reason);
    if (signal.aborted) abort();
    signal.addEventListener('abort', abort, { once: true });
    promise.then(resolve, reject).finally(() => signal.removeEventListener('abort', abort));
  });
}
