/** Bytes that come once: standard input and named pipes. */
import { closeSync, constants, open, openSync } from 'node:fs';
import type { Readable } from 'node:stream';
import { promisify } from 'node:util';
import { SourceError } from '@datasig/core';
import { fileError } from './file-error.ts';
import { standardInput } from './location.ts';

/** A stream whose beginning can be looked at before all of it is read. */
export class StreamInput {
  readonly #path: string;
  readonly #shown: string;
  readonly #seen: Promise<Uint8Array | undefined>[] = [];
  #stream: Readable | undefined;
  #iterator: AsyncIterator<Uint8Array> | undefined;
  #taken = false;

  constructor(path: string, shown: string) {
    this.#path = path;
    this.#shown = shown;
  }

  /** The bytes from the beginning; they will come again. */
  async *peek(signal?: AbortSignal): AsyncIterable<Uint8Array> {
    for (let index = 0; ; index++) {
      // Kept as a promise: who peeks may stop while the bytes are still on their way.
      const chunk = await (this.#seen[index] ??= this.#next(signal));
      if (chunk === undefined) return;
      yield chunk;
    }
  }

  /** All bytes, once; the stream is closed at the end. @throws SourceError `source-unreadable` the second time */
  async *take(signal?: AbortSignal): AsyncIterable<Uint8Array> {
    if (this.#taken) {
      throw new SourceError('source-unreadable', `${this.#shown}: was read already and cannot be read again; save it to a file`, { context: { file: this.#shown } });
    }
    this.#taken = true;
    try {
      for (;;) {
        const chunk = await (this.#seen.shift() ?? this.#next(signal));
        if (chunk === undefined) return;
        yield chunk;
      }
    } finally {
      this.close();
    }
  }

  close(): void {
    this.#stream?.destroy();
  }

  async #next(signal: AbortSignal | undefined): Promise<Uint8Array | undefined> {
    signal?.throwIfAborted();
    const stop = (): void => (this.#stream === undefined ? wakeReader(this.#path) : this.close());
    signal?.addEventListener('abort', stop);
    try {
      this.#stream ??= this.#path === standardInput ? process.stdin : await openPipe(this.#path);
      this.#iterator ??= this.#stream[Symbol.asyncIterator]() as AsyncIterator<Uint8Array>;
      const { done, value } = await this.#iterator.next();
      signal?.throwIfAborted();
      return done === true ? undefined : value;
    } catch (error) {
      signal?.throwIfAborted();
      throw fileError(error, this.#shown);
    } finally {
      signal?.removeEventListener('abort', stop);
    }
  }
}

/** Opening waits until somebody writes. A socket, unlike a file stream, can be destroyed while it waits for bytes. */
async function openPipe(path: string): Promise<Readable> {
  const { Socket } = await import('node:net');
  return new Socket({ fd: await promisify(open)(path, 'r'), readable: true, writable: false });
}

/** Ends a waiting `open` of this process by being the writer that it waits for. */
function wakeReader(path: string): void {
  try {
    closeSync(openSync(path, constants.O_WRONLY | constants.O_NONBLOCK));
  } catch {
    // Nobody waits any more.
  }
}
