/** A server's answer whose body has not been read: pieces under a stall limit, ended by a signal at once. */
import { networkFailure, PassingFailure } from './passing-failure.ts';
import { Watchdog } from './watchdog.ts';

/** What ends an exchange from outside, and what it leaves behind. */
export interface Exchange {
  /** Aborted by the caller's signals and by timeouts; its reason is then what to throw. */
  readonly controller: AbortController;
  /** Lets go of the caller's signals. */
  readonly release: () => void;
}

/** What redirects on the way told of the file. */
export interface LinkedFacts {
  /** Of the Hub, for a file that another server keeps: its SHA-256. */
  readonly etag?: string;
  readonly byteLength?: number;
}

const discardByteLength = 64 << 10;

/** Whoever gets one reads it to its end or closes it. */
export class Answer {
  readonly status: number;
  readonly headers: Headers;
  /** Where it came from in the end; may hold secrets of a CDN. */
  readonly url: URL;
  readonly linked: LinkedFacts;
  readonly #exchange: Exchange;
  readonly #watchdog: Watchdog;
  readonly #reader: ReadableStreamDefaultReader<Uint8Array> | undefined;
  #isDone = false;

  constructor(response: Response, url: URL, linked: LinkedFacts, exchange: Exchange, stallTimeout: number) {
    this.status = response.status;
    this.headers = response.headers;
    this.url = url;
    this.linked = linked;
    this.#exchange = exchange;
    const seconds = Math.round(stallTimeout / 1000);
    this.#watchdog = new Watchdog(stallTimeout, () => exchange.controller.abort(new PassingFailure(url.host, `sent nothing for ${seconds} s`)));
    this.#reader = response.body?.getReader();
    exchange.controller.signal.addEventListener('abort', this.#cancel, { once: true });
  }

  /** A stream that knows nothing of the signal would keep its reader waiting. */
  readonly #cancel = (): void => {
    this.#reader?.cancel(this.#exchange.controller.signal.reason).catch(() => undefined);
  };

  /** The next bytes, which belong to the caller; undefined at the end. @throws PassingFailure; the signal's reason */
  async read(): Promise<Uint8Array | undefined> {
    if (this.#isDone || this.#reader === undefined) return this.#end();
    const { signal } = this.#exchange.controller;
    this.#watchdog.begin();
    try {
      const { done, value } = await this.#reader.read();
      signal.throwIfAborted();
      return done ? this.#end() : value;
    } catch (error) {
      const final = signal.aborted ? signal.reason : networkFailure(this.url.host, error);
      this.close();
      throw final;
    } finally {
      this.#watchdog.end();
    }
  }

  /** The whole body; whether it is complete is for the reader to see, as headers may tell of its compressed length. @throws PassingFailure, also when it is longer than `byteLimit` */
  async readAll(byteLimit: number): Promise<Uint8Array<ArrayBuffer>> {
    const chunks: Uint8Array[] = [];
    let byteLength = 0;
    for (let chunk = await this.read(); chunk !== undefined; chunk = await this.read()) {
      byteLength += chunk.length;
      if (byteLength > byteLimit) {
        this.close();
        throw new PassingFailure(this.url.host, `sent an answer of more than ${byteLimit} bytes`);
      }
      chunks.push(chunk);
    }
    const bytes = new Uint8Array(byteLength);
    let offset = 0;
    for (const chunk of chunks) {
      bytes.set(chunk, offset);
      offset += chunk.length;
    }
    return bytes;
  }

  /** Reads on where that is cheap, which keeps the connection for the next request; else ends it. */
  async discard(): Promise<void> {
    try {
      if (Number(this.headers.get('content-length') ?? discardByteLength) <= discardByteLength) await this.readAll(discardByteLength);
    } catch (error) {
      if (!(error instanceof PassingFailure)) throw error;
    } finally {
      this.close();
    }
  }

  /** Ends it, also while it is being read. */
  close(): void {
    if (this.#isDone) return;
    this.#end();
    this.#exchange.controller.abort();
    this.#cancel();
  }

  #end(): undefined {
    this.#isDone = true;
    this.#watchdog.stop();
    this.#exchange.controller.signal.removeEventListener('abort', this.#cancel);
    this.#exchange.release();
  }
}
