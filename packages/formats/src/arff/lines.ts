/** Lines of ARFF: what stands on one is read without what follows. */
import { InvalidDataError } from '@datasig/core';
import type { ByteWindow } from '../window.ts';
import { ArffTokens } from './tokens.ts';

const lineFeed = 0x0a;
const carriageReturn = 0x0d;

/** Steps from line to line, whose tokens {@link tokens} gives. */
export class ArffLines {
  readonly tokens: ArffTokens = new ArffTokens();
  /** The number of the line at hand, from 1. */
  line = 0;
  readonly #window: ByteWindow;
  #next = 0;

  constructor(window: ByteWindow) {
    this.#window = window;
  }

  /** Where the line at hand begins. */
  get byteOffset(): number {
    return this.#window.offsetOf(this.#window.position);
  }

  /** Where the next line begins. */
  get nextByteOffset(): number {
    return this.byteOffset + this.#next;
  }

  /** Goes on to the next line; false at the end. The window stands at the line at hand until then. */
  async next(): Promise<boolean> {
    const window = this.#window;
    window.position += this.#next;
    this.#next = 0;
    for (;;) {
      const found = window.bytes.subarray(0, window.end).indexOf(lineFeed, window.position);
      if (found === -1 && !window.final) {
        await window.more();
        continue;
      }
      const end = found === -1 ? window.end : found;
      if (found === -1 && end === window.position) return false;
      this.#next = (found === -1 ? end : end + 1) - window.position;
      this.line++;
      this.tokens.reset(window.bytes, window.position, end > window.position && window.bytes[end - 1] === carriageReturn ? end - 1 : end);
      return true;
    }
  }

  /** The error at its place in the file. */
  placed(error: unknown, row?: number): unknown {
    if (!(error instanceof InvalidDataError)) return error;
    const index = error.position.byteOffset ?? this.tokens.start;
    return error.at({ line: this.line, byteOffset: this.#window.offsetOf(index), ...(row !== undefined && { row }) });
  }
}
