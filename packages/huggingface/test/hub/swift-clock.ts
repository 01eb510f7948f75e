/** A clock that tests wind on. */
import type { Clock } from '../../src/hub/http/clock.ts';

/** A clock that nobody waits for. */
export class SwiftClock implements Clock {
  readonly waits: number[] = [];
  /** What a wait takes in truth. */
  during: (signal: AbortSignal | undefined) => Promise<void> = () => new Promise((resolve) => setTimeout(resolve, 1));
  #now: number = Date.now();

  now(): number {
    return this.#now;
  }

  random(): number {
    return 0.5;
  }

  async sleep(milliseconds: number, signal?: AbortSignal): Promise<void> {
    signal?.throwIfAborted();
    this.waits.push(milliseconds);
    await this.during(signal);
    signal?.throwIfAborted();
    this.#now += milliseconds;
  }
}
