/** Bytes at rest, wherever they are: what formats read from. */

/** Two members and a stream. */
export interface ByteSource {
  readonly byteLength: number;
  /** The bytes `[start, end)`, fewer at the end of the source; the array belongs to the caller. */
  slice(start: number, end: number, signal?: AbortSignal): Promise<Uint8Array>;
  /** The bytes `[start, end)` in order, in chunks that are valid until the next one is asked for. */
  stream(start?: number, end?: number, signal?: AbortSignal): AsyncIterable<Uint8Array>;
}
