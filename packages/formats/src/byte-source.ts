/** Bytes at rest, wherever they are: what formats read from. */

/** The bytes `[start, end)`. */
export interface ByteRange {
  readonly start: number;
  readonly end: number;
}

/** Two members and a stream. */
export interface ByteSource {
  readonly byteLength: number;
  /** The bytes `[start, end)`, fewer at the end of the source; the array belongs to the caller. */
  slice(start: number, end: number, signal?: AbortSignal): Promise<Uint8Array>;
  /** The bytes `[start, end)` in order, in chunks that are valid until the next one is asked for. */
  stream(start?: number, end?: number, signal?: AbortSignal): AsyncIterable<Uint8Array>;
  /**
   * Says what will be cut next, each range from its beginning on, piece by piece, in place of what was said before: for
   * sources that pay for each request. Nothing follows from it for what `slice` gives.
   */
  expect?(ranges: readonly ByteRange[]): void;
}
