/** Gives way to timers, signals and terminals now and then: reading local files alone never does. */
import { setImmediate } from 'node:timers/promises';

/** Other threads wait no longer than this for their next shard. */
const turnIntervalMs = 10;

/** Yields to the event loop when the last time is long enough ago. */
export class Yielder {
  #lastMs: number = performance.now();

  async turn(): Promise<void> {
    if (performance.now() - this.#lastMs < turnIntervalMs) return;
    await setImmediate();
    this.#lastMs = performance.now();
  }
}
