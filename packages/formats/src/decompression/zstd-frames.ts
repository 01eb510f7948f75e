/**
 * The frames of a zstd stream (RFC 8878, section 3.1), found without decoding.
 *
 * Node's decoder stops at the end of the first frame: it neither sees that another follows nor that the last one
 * is cut off. So frames are told apart here and each one is decoded for itself.
 */
import { InvalidDataError } from '@datasig/core';
import { ByteWindow } from '../window.ts';

const frameMagic = 0xfd2fb528;
/** Sixteen magic numbers, the lowest four bits free. */
const skippableMagic = 0x184d2a50;
const dictionaryIdByteLengths = [0, 1, 2, 4];
const contentSizeByteLengths = [0, 2, 4, 8];
const pieceByteLength = 64 * 1024;

/** RFC 8878, section 3.1.1.1. */
interface FrameHeader {
  readonly headerByteLength: number;
  readonly contentSizeByteLength: number;
  readonly isSingleSegment: boolean;
  readonly hasChecksum: boolean;
}

/** Steps from frame to frame. */
export class ZstdFrames {
  readonly #window: ByteWindow;

  constructor(chunks: AsyncIterable<Uint8Array>) {
    this.#window = new ByteWindow(chunks);
  }

  /** Goes on to the next frame; false at the end. @throws InvalidDataError `corrupt-compression`, `truncated` */
  async next(): Promise<boolean> {
    const window = this.#window;
    while (window.position < window.end || (await window.more())) {
      await this.#need(4);
      const magic = this.#uint32(0);
      if (magic === frameMagic) return true;
      if ((magic & ~0xf) >>> 0 !== skippableMagic) throw new InvalidDataError('corrupt-compression', 'expected a zstd frame; the file is damaged or goes on with something else', { byteOffset: window.offsetOf(window.position) });
      await this.#need(8);
      const byteLength = this.#uint32(4);
      window.position += 8;
      for await (const _ of this.#take(byteLength));
    }
    return false;
  }

  /** The bytes of the frame that {@link next} found, in new arrays. */
  async *bytes(): AsyncIterable<Uint8Array> {
    const { headerByteLength, hasChecksum } = await this.#header();
    yield* this.#take(headerByteLength);
    for (let last = false; !last; ) {
      await this.#need(3);
      const { bytes, position } = this.#window;
      const header = bytes[position]! | (bytes[position + 1]! << 8) | (bytes[position + 2]! << 16);
      last = (header & 1) === 1;
      const isRunLength = ((header >> 1) & 3) === 1;
      yield* this.#take(3 + (isRunLength ? 1 : header >>> 3));
    }
    if (hasChecksum) yield* this.#take(4);
  }

  /** How much of what it decompressed the decoder of the frame that {@link next} found must keep, in bytes. */
  async windowByteLength(): Promise<number> {
    const { headerByteLength, contentSizeByteLength, isSingleSegment } = await this.#header();
    await this.#need(headerByteLength);
    const { bytes, position } = this.#window;
    if (!isSingleSegment) {
      const descriptor = bytes[position + 5]!;
      return 2 ** (10 + (descriptor >> 3)) * (1 + (descriptor & 7) / 8);
    }
    let contentByteLength = contentSizeByteLength === 2 ? 256 : 0;
    for (let index = 0; index < contentSizeByteLength; index++) contentByteLength += bytes[position + headerByteLength - contentSizeByteLength + index]! * 256 ** index;
    return contentByteLength;
  }

  /** Ends the stream. */
  async close(): Promise<void> {
    await this.#window.close();
  }

  async #header(): Promise<FrameHeader> {
    await this.#need(5);
    const descriptor = this.#window.bytes[this.#window.position + 4]!;
    const isSingleSegment = (descriptor & 0x20) !== 0;
    const contentSizeFlag = descriptor >> 6;
    const contentSizeByteLength = contentSizeFlag === 0 && isSingleSegment ? 1 : contentSizeByteLengths[contentSizeFlag]!;
    const headerByteLength = 5 + (isSingleSegment ? 0 : 1) + dictionaryIdByteLengths[descriptor & 3]! + contentSizeByteLength;
    return { headerByteLength, contentSizeByteLength, isSingleSegment, hasChecksum: (descriptor & 4) !== 0 };
  }

  async *#take(byteLength: number): AsyncIterable<Uint8Array> {
    const window = this.#window;
    for (let rest = byteLength; rest > 0; ) {
      await this.#need(1);
      const taken = Math.min(rest, window.end - window.position, pieceByteLength);
      const piece = window.bytes.slice(window.position, window.position + taken);
      window.position += taken;
      rest -= taken;
      yield piece;
    }
  }

  async #need(byteLength: number): Promise<void> {
    const window = this.#window;
    while (window.end - window.position < byteLength) {
      if (!(await window.more())) throw new InvalidDataError('truncated', 'the zstd data end too early', { byteOffset: window.offsetOf(window.end) });
    }
  }

  #uint32(offset: number): number {
    const { bytes, position } = this.#window;
    return new DataView(bytes.buffer, bytes.byteOffset + position + offset, 4).getUint32(0, true);
  }
}
