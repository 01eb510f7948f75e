/** Decompressing a frame of zstd on any platform, by the reference implementation as WebAssembly. */
import { damaged, windowTooLarge } from './errors.ts';

/** Decoders refuse more (RFC 8878, section 3.1.1.1.2, leaves it to them). */
const windowByteLimit: number = 128 * 1024 * 1024;
/** What a decoder still has to give when nobody wants more is that of one piece. */
const pieceByteLength = 8 * 1024;

/**
 * The decompressed bytes of one frame, whose checksum is checked where it has one.
 *
 * @param windowByteLength what its header says
 * @throws SourceError for a window that is too large; InvalidDataError `corrupt-compression`
 */
export async function* decompressFrame(chunks: AsyncIterable<Uint8Array>, windowByteLength: number): AsyncIterable<Uint8Array> {
  if (windowByteLength > windowByteLimit) throw windowTooLarge();
  const { ZSTDDecoder } = await import('zstddec/stream');
  const library = new ZSTDDecoder();
  await library.init();
  const feed = new Feed(pieces(chunks));
  const decoder = library.decodeStreaming(feed);
  let hasFailed = false;
  try {
    for (let wasFull = false; ; ) {
      await feed.fill();
      const { done, value } = decoder.next();
      if (done === true) return;
      // What has room for more output has taken in all of a piece: it would only give up again and again.
      hasFailed = !feed.wasTaken && !wasFull;
      if (hasFailed) throw damaged('zstd');
      wasFull = value.length === fullByteLength;
      if (value.length > 0) yield value;
    }
  } catch (error) {
    throw feed.isEnded && error instanceof Error && error.message.startsWith('Incomplete stream') ? damaged('zstd', error) : error;
  } finally {
    if (!hasFailed) release(decoder, feed);
    await feed.close();
  }
}

/** The room for output that the library has: ZSTD_DStreamOutSize. */
const fullByteLength: number = 128 * 1024;

/** The library frees its memory where its input ends, and only there. */
function release(decoder: Generator<Uint8Array>, feed: Feed): void {
  feed.end();
  try {
    for (const _ of decoder);
  } catch {
    // It says that the frame is not complete.
  }
}

async function* pieces(chunks: AsyncIterable<Uint8Array>): AsyncIterable<Uint8Array> {
  for await (const chunk of chunks) {
    for (let start = 0; start < chunk.length; start += pieceByteLength) yield chunk.subarray(start, start + pieceByteLength);
  }
}

/** Hands an asynchronous input to a synchronous reader that takes at most one piece at a time. */
class Feed implements Iterable<Uint8Array> {
  /** Whether a piece was taken since {@link fill} was asked for. */
  wasTaken = false;
  isEnded = false;
  readonly #input: AsyncIterator<Uint8Array>;
  #next: Uint8Array | undefined;

  constructor(input: AsyncIterable<Uint8Array>) {
    this.#input = input[Symbol.asyncIterator]();
  }

  /** Makes sure that the next piece is there. */
  async fill(): Promise<void> {
    this.wasTaken = false;
    if (this.#next !== undefined || this.isEnded) return;
    const { done, value } = await this.#input.next();
    if (done === true) this.isEnded = true;
    else this.#next = value;
  }

  end(): void {
    this.#next = undefined;
    this.isEnded = true;
  }

  async close(): Promise<void> {
    await this.#input.return?.();
  }

  [Symbol.iterator](): Iterator<Uint8Array> {
    return {
      next: () => {
        const value = this.#next;
        if (value === undefined) return { done: true, value: undefined };
        [this.#next, this.wasTaken] = [undefined, true];
        return { done: false, value };
      },
    };
  }
}
