/** The bytes of a range, all of them: goes on at the last good one when a transfer breaks. */
import type { Answer, Exchange } from '../http/answer.ts';
import { beginExchange } from '../http/exchange.ts';
import { PassingFailure } from '../http/passing-failure.ts';
import { Patience } from '../http/patience.ts';
import type { ChunkSource } from './chunk-source.ts';
import type { RemoteFile } from './remote-file.ts';

/** Reads `[start, end)` of a file. */
export class RangeReader implements ChunkSource {
  readonly #remote: RemoteFile;
  readonly #end: number;
  /** Ended by `close`, also while there is no answer yet. */
  readonly #exchange: Exchange;
  readonly #patience: Patience;
  #position: number;
  #answer: Answer | undefined;

  constructor(remote: RemoteFile, start: number, end: number, signal?: AbortSignal) {
    this.#remote = remote;
    this.#position = start;
    this.#end = end;
    this.#exchange = beginExchange([signal]);
    this.#patience = new Patience(remote.transport.pace, remote.shown, this.#exchange.controller.signal);
  }

  /** @throws SourceError; the signal's reason */
  readonly read = async (): Promise<Uint8Array | undefined> => {
    while (this.#position < this.#end) {
      try {
        return await this.#next();
      } catch (error) {
        this.#answer?.close();
        this.#answer = undefined;
        await this.#endure(error);
      }
    }
    return undefined;
  };

  async #endure(error: unknown): Promise<void> {
    try {
      await this.#patience.endure(error);
    } catch (final) {
      this.#exchange.release();
      throw final;
    }
  }

  async #next(): Promise<Uint8Array> {
    this.#answer ??= await this.#remote.request(this.#position, this.#end, this.#exchange.controller.signal);
    const answer = this.#answer;
    const left = this.#end - this.#position;
    const chunk = await answer.read();
    if (chunk === undefined) throw new PassingFailure(answer.url.host, `ended ${left} bytes too early`);
    // Also where it has all been said, the end frees the connection for the next request.
    const surplus = chunk.length < left ? 0 : chunk.length - left + (await rest(answer));
    if (surplus > 0) throw new PassingFailure(answer.url.host, 'sent more bytes than were asked for');
    this.#position += chunk.length;
    this.#patience.progressed(chunk.length);
    if (this.#position === this.#end) this.#exchange.release();
    return chunk;
  }

  readonly close = (): void => {
    this.#exchange.release();
    this.#exchange.controller.abort();
  };
}

/** Bytes after the last one; that the connection breaks then does no harm. */
async function rest(answer: Answer): Promise<number> {
  try {
    return (await answer.read())?.length ?? 0;
  } catch (error) {
    if (error instanceof PassingFailure) return 0;
    throw error;
  }
}
