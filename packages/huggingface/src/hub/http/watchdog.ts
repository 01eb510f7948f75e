/** Notices that nothing comes any more, at one timer for many waits. */

/** Waits that may take so long each. */
export class Watchdog {
  readonly #limit: number;
  readonly #onStall: () => void;
  #since = Infinity;
  #timer: ReturnType<typeof setTimeout> | undefined;

  /** @param limit milliseconds */
  constructor(limit: number, onStall: () => void) {
    this.#limit = limit;
    this.#onStall = onStall;
  }

  begin(): void {
    this.#since = performance.now();
    this.#timer ??= setTimeout(this.#check, this.#limit);
  }

  end(): void {
    this.#since = Infinity;
  }

  stop(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
  }

  readonly #check = (): void => {
    this.#timer = undefined;
    const left = this.#limit - (performance.now() - this.#since);
    if (left <= 0) this.#onStall();
    else if (left < Infinity) this.#timer = setTimeout(this.#check, left);
  };
}
