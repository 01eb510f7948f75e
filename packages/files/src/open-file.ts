/** A file at rest as a byte source: one handle, chunks of 256 KiB, the next of them read ahead. */
import { type FileHandle, open } from 'node:fs/promises';
import { SourceError } from '@datasig/core';
import type { FileVersion, OpenedFile } from '@datasig/formats/dataset';
import { accessing } from './file-error.ts';

const chunkByteLength = 256 * 1024;

/** An open file. Whoever opens it closes it. */
export class OpenFile implements OpenedFile {
  readonly byteLength: number;
  readonly #handle: FileHandle;
  readonly #shown: string;
  readonly #version: FileVersion;

  private constructor(handle: FileHandle, shown: string, version: FileVersion) {
    this.#handle = handle;
    this.#shown = shown;
    this.#version = version;
    this.byteLength = version.byteLength;
  }

  /** Opens the file for reading, if it is still that version. @throws SourceError, also `source-changed` */
  static async open(path: string, shown: string, version: FileVersion): Promise<OpenFile> {
    const file = new OpenFile(await accessing(shown, () => open(path, 'r')), shown, version);
    try {
      await file.assertUnchanged();
    } catch (error) {
      await file.close();
      throw error;
    }
    return file;
  }

  async assertUnchanged(): Promise<void> {
    const stats = await accessing(this.#shown, () => this.#handle.stat());
    if (stats.size === this.#version.byteLength && stats.mtimeMs === this.#version['mtimeMs']) return;
    throw new SourceError('source-changed', `${this.#shown}: the file has changed since it was looked at (${this.#version.byteLength} bytes then, ${stats.size} now); run again when nothing writes to it`, {
      context: { file: this.#shown, expectedByteLength: this.#version.byteLength, byteLength: stats.size },
      retryable: true,
    });
  }

  async slice(start: number, end: number, signal?: AbortSignal): Promise<Uint8Array> {
    signal?.throwIfAborted();
    const bytes = new Uint8Array(Math.max(0, end - start));
    let length = 0;
    while (length < bytes.length) {
      const byteLength = await this.#read(bytes.subarray(length), start + length);
      signal?.throwIfAborted();
      if (byteLength === 0) break;
      length += byteLength;
    }
    return bytes.subarray(0, length);
  }

  /** Two buffers take turns: one is being filled while the other is looked at. */
  async *stream(start = 0, end: number = this.byteLength, signal?: AbortSignal): AsyncIterable<Uint8Array> {
    const bufferByteLength = Math.max(0, Math.min(chunkByteLength, end - start));
    let [buffer, other] = [new Uint8Array(bufferByteLength), new Uint8Array(Math.min(bufferByteLength, Math.max(0, end - start - bufferByteLength)))];
    let position = start;
    let next = this.#read(buffer.subarray(0, end - position), position);
    try {
      while (position < end) {
        signal?.throwIfAborted();
        const byteLength = await next;
        if (byteLength === 0) return;
        const chunk = buffer.subarray(0, byteLength);
        position += byteLength;
        [buffer, other] = [other, buffer];
        next = this.#read(buffer.subarray(0, Math.max(0, end - position)), position);
        yield chunk;
      }
      signal?.throwIfAborted();
    } finally {
      // What is being read ahead still needs the handle.
      await next.catch(() => undefined);
    }
  }

  /** Fills `target` from `position` of the file, as far as that goes at once; how many bytes came. */
  #read(target: Uint8Array, position: number): Promise<number> {
    if (target.length === 0) return Promise.resolve(0);
    const read = accessing(this.#shown, () => this.#handle.read(target, 0, target.length, position)).then(({ bytesRead }) => bytesRead);
    // It may fail while nobody waits for it; who asks for it next is told.
    read.catch(() => undefined);
    return read;
  }

  async close(): Promise<void> {
    await this.#handle.close();
  }
}
