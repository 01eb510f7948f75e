/** When to try again, and when to give up. */
import { beginExchange } from './exchange.ts';
import type { HubPace } from './limits.ts';
import { PassingFailure } from './passing-failure.ts';

const longestStep = 8000;
const longestAsked = 60_000;
/** Bytes after which a server counts as working again; a few at a time must not keep a dead transfer alive. */
const progressByteLength = 64 << 10;

/** The tries of one request. */
export class Patience {
  readonly #pace: HubPace;
  readonly #subject: string;
  readonly #signal: AbortSignal | undefined;
  #failures = 0;
  #progress = 0;

  /** @param subject what messages begin with */
  constructor(pace: HubPace, subject: string, signal: AbortSignal | undefined) {
    this.#pace = pace;
    this.#subject = subject;
    this.#signal = signal;
  }

  /** Bytes came that need not be asked for again. */
  progressed(byteLength: number): void {
    this.#progress += byteLength;
    if (this.#progress >= progressByteLength) this.#failures = 0;
  }

  /**
   * Returns when it is time for another try.
   *
   * @throws `error` if it will not pass; what it comes to, after the last try; the signal's reason
   */
  async endure(error: unknown): Promise<void> {
    this.#signal?.throwIfAborted();
    this.#pace.signal?.throwIfAborted();
    if (!(error instanceof PassingFailure)) throw error;
    const { limits, clock, onRetry } = this.#pace;
    this.#progress = 0;
    this.#failures++;
    if (this.#failures >= limits.tries) throw error.toError(this.#subject, this.#failures);
    const wait = this.#waitFor(error);
    if (wait === undefined) return;
    onRetry({ subject: this.#subject, reason: `${error.host} ${error.message}`, waitMilliseconds: wait, failures: this.#failures });
    const { controller, release } = beginExchange([this.#signal, this.#pace.signal]);
    try {
      await clock.sleep(wait, controller.signal);
    } finally {
      release();
    }
  }

  /** Full jitter: from nothing to 1, 2, 4, 8 s. At the gate, rate limits are waited for. */
  #waitFor({ details }: PassingFailure): number | undefined {
    if (details.atOnce === true || details.code === 'hub-rate-limited') return undefined;
    if (details.wait !== undefined) return Math.min(details.wait, longestAsked);
    return Math.round(this.#pace.clock.random() * Math.min(longestStep, 1000 * 2 ** (this.#failures - 1)));
  }
}

/** Runs `attempt` until it succeeds or will not any more. @throws SourceError and whatever does not pass */
export async function persist<T>(pace: HubPace, subject: string, signal: AbortSignal | undefined, attempt: () => Promise<T>): Promise<T> {
  const patience = new Patience(pace, subject, signal);
  for (;;) {
    try {
      return await attempt();
    } catch (error) {
      await patience.endure(error);
    }
  }
}
