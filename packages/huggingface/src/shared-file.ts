/** One open file for many readers of small parts of it: what lies together is fetched together. */
import type { OpenedFile } from '@datasig/formats/dataset';
import { RangeCache } from './range-cache.ts';

/** Stays open until it is closed, whoever uses it. */
export class SharedFile {
  readonly #opened: OpenedFile;
  readonly #cache: RangeCache;

  /** @param keptByteLength bytes of it that are kept */
  constructor(opened: OpenedFile, keptByteLength: number) {
    this.#opened = opened;
    this.#cache = new RangeCache(opened, keptByteLength);
  }

  /** The file for one reader, who closes it as any other. */
  use(): OpenedFile {
    const [opened, cache] = [this.#opened, this.#cache];
    return {
      byteLength: cache.byteLength,
      slice: (start, end, signal) => cache.slice(start, end, signal),
      stream: (start, end, signal) => cache.stream(start, end, signal),
      assertUnchanged: () => opened.assertUnchanged(),
      close: () => Promise.resolve(),
    };
  }

  async close(): Promise<void> {
    await this.#opened.close();
  }
}
