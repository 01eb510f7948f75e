/**
 * What all requests to one host pass through. After a 429 it closes; when the time is over it lets one of those who
 * wait pass, and two more for each that succeeds, so that a host that limits many readers is not asked by all at once.
 */
import { SourceError } from '@datasig/core';
import type { HubPace } from './limits.ts';
import { PassingFailure } from './passing-failure.ts';

/** The right to send one request; its holder says how that went, once. */
export interface Pass {
  readonly succeeded: () => void;
  /** The host answered with 429 and asks to wait; the error to give up with, when it has done so too often. */
  readonly limited: (wait: number | undefined) => SourceError | undefined;
  /** It did not come to an answer that tells. */
  readonly failed: () => void;
}

interface Waiter {
  readonly admit: () => void;
  readonly refuse: (error: unknown) => void;
}

const waitUnasked = 10_000;

/** Requests of one host. */
export class Gate {
  readonly #pace: HubPace;
  readonly #host: string;
  readonly #waiters: Set<Waiter> = new Set();
  #closed = false;
  #closedUntil = 0;
  /** How often it closed without a success in between. */
  #closures = 0;
  /** Requests let through since it closed, of which nothing has been heard. */
  #probes = 0;
  #timer: AbortController | undefined;

  constructor(pace: HubPace, host: string) {
    this.#pace = pace;
    this.#host = host;
  }

  /** Waits for its turn. @throws the signal's reason; SourceError `hub-rate-limited` when the limit does not end */
  async enter(signal: AbortSignal | undefined): Promise<Pass> {
    if (!this.#closed) return this.#pass(false);
    await new Promise<void>((resolve, reject) => {
      const leave = (): void => {
        this.#waiters.delete(waiter);
        signal?.removeEventListener('abort', abort);
      };
      const abort = (): void => {
        waiter.refuse(signal?.reason);
        if (this.#waiters.size === 0) this.#timer?.abort();
      };
      const waiter: Waiter = {
        admit: () => {
          leave();
          this.#probes++;
          resolve();
        },
        refuse: (error) => {
          leave();
          reject(error as Error);
        },
      };
      signal?.addEventListener('abort', abort, { once: true });
      this.#waiters.add(waiter);
      this.#watch();
    });
    return this.#pass(true);
  }

  #pass(isProbe: boolean): Pass {
    const closures = this.#closures;
    const isNews = (): boolean => !this.#closed || (isProbe && closures === this.#closures);
    let isOpen = true;
    const settle = (): boolean => {
      const isFirst = isOpen;
      isOpen = false;
      if (isFirst && isProbe) this.#probes--;
      return isFirst;
    };
    return {
      succeeded: () => {
        if (!settle() || !isProbe) return;
        if (isNews()) this.#reopen();
        else this.#watch();
      },
      failed: () => {
        if (settle() && isProbe) this.#watch();
      },
      limited: (wait) => (settle() ? this.#close(wait, isNews()) : undefined),
    };
  }

  /** @param isNews not so for those under way when it closed: many say the same */
  #close(wait: number = waitUnasked, isNews = true): SourceError | undefined {
    const { clock, limits, onRetry } = this.#pace;
    this.#closed = true;
    if (isNews) this.#closures++;
    if (wait > limits.longestWait || this.#closures >= limits.tries) return this.#giveUp(wait);
    // Those who wait elsewhere for the same moment come a little apart.
    const until = clock.now() + wait + Math.round(clock.random() * 1000);
    if (isNews) onRetry({ subject: this.#host, reason: `${this.#host} limits the rate of requests`, waitMilliseconds: until - clock.now(), failures: this.#closures });
    this.#closedUntil = Math.max(this.#closedUntil, until);
    this.#watch();
    return undefined;
  }

  #reopen(): void {
    this.#closures = 0;
    this.#admit(2);
    if (this.#waiters.size === 0 && this.#probes === 0) this.#closed = false;
  }

  #giveUp(wait: number): SourceError {
    const error = rateLimited(this.#host, wait).toError(undefined, this.#closures);
    for (const { refuse } of this.#waiters) refuse(error);
    this.#timer?.abort();
    this.#closed = false;
    this.#closures = 0;
    return error;
  }

  #admit(count: number): void {
    for (const { admit } of [...this.#waiters].slice(0, count)) admit();
  }

  /** Sees to it that somebody is let through when the time has come. */
  #watch(): void {
    if (this.#timer !== undefined || this.#probes > 0 || this.#waiters.size === 0) return;
    this.#timer = new AbortController();
    void this.#admitInTime(this.#timer.signal);
  }

  async #admitInTime(signal: AbortSignal): Promise<void> {
    const isTime = await this.#untilOpen(signal);
    this.#timer = undefined;
    if (isTime && this.#probes === 0) this.#admit(1);
    else this.#watch();
  }

  async #untilOpen(signal: AbortSignal): Promise<boolean> {
    const { clock } = this.#pace;
    try {
      for (let wait = this.#closedUntil - clock.now(); wait > 0; wait = this.#closedUntil - clock.now()) await clock.sleep(wait, signal);
      return !signal.aborted;
    } catch (error) {
      if (signal.aborted) return false;
      throw error;
    }
  }
}

/** The failure of a request that was answered with 429. */
export function rateLimited(host: string, wait: number | undefined): PassingFailure {
  const asked = wait === undefined ? '' : `, for ${Math.ceil(wait / 1000)} s`;
  return new PassingFailure(host, `limits the rate of requests${asked}`, { code: 'hub-rate-limited', status: 429, ...(wait !== undefined && { wait }) });
}
