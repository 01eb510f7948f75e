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
