/** One open file for many readers. */
import type { ByteSource } from '@datasig/formats';
import type { OpenedFile } from '@datasig/formats/dataset';

/** Stays open until it is closed, whoever uses it. */
export class SharedFile {
  userCount = 0;
  readonly #opened: OpenedFile;
  readonly #bytes: ByteSource;

  /** @param bytes what its users read, where that is not the file itself */
  constructor(opened: OpenedFile, bytes: ByteSource = opened) {
    this.#opened = opened;
    this.#bytes = bytes;
  }

  /** The file for one reader, who closes it as any other. */
  use(): OpenedFile {
    this.userCount++;
    const [opened, bytes] = [this.#opened, this.#bytes];
    return {
      byteLength: bytes.byteLength,
      slice: (start, end, signal) => bytes.slice(start, end, signal),
      stream: (start, end, signal) => bytes.stream(start, end, signal),
      assertUnchanged: () => opened.assertUnchanged(),
      close: async () => void this.userCount--,
    };
  }

  async close(): Promise<void> {
    await this.#opened.close();
  }
}
