/** Gives way to timers, signals and terminals now and then: reading local files alone never does. */

/** Other threads wait no longer than this for their next shard. */
const turnIntervalMs = 10;

/** Yields to the event loop when the last time is long enough ago. */
export class Yielder {
  readonly #giveWay: () => Promise<unknown>;
  #lastMs: number = performance.now();

  /** @param giveWay resolves when other tasks of the event loop had their turn */
  constructor(giveWay: () => Promise<unknown>) {
    this.#giveWay = giveWay;
  }

  async turn(): Promise<void> {
    if (performance.now() - this.#lastMs < turnIntervalMs) return;
    await this.#giveWay();
    this.#lastMs = performance.now();
  }
}
