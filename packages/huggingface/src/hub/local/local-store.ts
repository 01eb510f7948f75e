/** A file of the local cache as a place of bytes. */
import { SourceError } from '@datasig/core';
import type { ByteStore } from '../file/byte-store.ts';
import type { ChunkSource } from '../file/chunk-source.ts';
import type { FileHandle, Files } from './node-files.ts';

const pieceByteLength = 256 << 10;

/** One handle for all ranges. */
export class LocalStore implements ByteStore {
  readonly isRemote = false;
  readonly #handle: FileHandle;
  readonly #shown: string;
  readonly #byteLength: number;
  readonly #modified: number;

  private constructor(handle: FileHandle, shown: string, byteLength: number, modified: number) {
    this.#handle = handle;
    this.#shown = shown;
    this.#byteLength = byteLength;
    this.#modified = modified;
  }

  /** Undefined for what is not a file of that size. */
  static async open(files: Files, path: string, shown: string, byteLength: number): Promise<LocalStore | undefined> {
    return LocalStore.over(await files.open(path, 'r'), shown, byteLength);
  }

  /** The same of a file that is open already; the handle belongs to the store, or is closed. */
  static async over(handle: FileHandle, shown: string, byteLength: number): Promise<LocalStore | undefined> {
    const stats = await handle.stat();
    if (stats.isFile() && stats.size === byteLength) return new LocalStore(handle, shown, byteLength, stats.mtimeMs);
    await handle.close();
    return undefined;
  }

  readonly range = (start: number, end: number, signal?: AbortSignal): ChunkSource => {
    let position = start;
    return {
      read: async () => {
        signal?.throwIfAborted();
        if (position >= end) return undefined;
        const { bytesRead, buffer } = await this.#handle.read(new Uint8Array(Math.min(pieceByteLength, end - position)), 0, undefined, position);
        signal?.throwIfAborted();
        if (bytesRead === 0) throw this.#changed();
        position += bytesRead;
        return buffer.subarray(0, bytesRead);
      },
      close: () => undefined,
    };
  };

  readonly assertUnchanged = async (): Promise<void> => {
    const stats = await this.#handle.stat();
    if (stats.size !== this.#byteLength || stats.mtimeMs !== this.#modified) throw this.#changed();
  };

  readonly close = async (): Promise<void> => {
    await this.#handle.close();
  };

  #changed(): SourceError {
    return new SourceError('source-changed', `${this.#shown}: the file in the local cache has changed since it was opened; run again when nothing writes to it`, { retryable: true });
  }
}
