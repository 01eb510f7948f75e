/** Other threads of the process that read from the same host: when it limits one, all wait. */

const channelName = 'datasig-hub-limits';

/** A host limits the rate of requests until a moment in milliseconds since 1970. */
interface Limit {
  readonly origin: string;
  readonly until: number;
}

/** Node's keeps the process unless it is told not to. */
type Channel = BroadcastChannel & { readonly unref?: () => void };

/** What is said is heard by all other channels: in other threads, and of other Hubs. */
export class LimitChannel {
  readonly #channel: Channel | undefined;

  constructor(heard: (limit: Limit) => void) {
    if (typeof BroadcastChannel === 'undefined') return;
    this.#channel = new BroadcastChannel(channelName) as Channel;
    this.#channel.unref?.();
    this.#channel.addEventListener('message', ({ data }: MessageEvent) => {
      const { origin, until } = (data ?? {}) as Partial<Limit>;
      if (typeof origin === 'string' && Number.isFinite(until)) heard({ origin, until: until! });
    });
  }

  say(limit: Limit): void {
    this.#channel?.postMessage(limit);
  }

  close(): void {
    this.#channel?.close();
  }
}
