/** Bytes in order, pulled: what the layers of reading have in common. */

/** Whoever reads one to its end need not close it. */
export interface ChunkSource {
  /** The next bytes, which belong to the caller; undefined at the end. */
  readonly read: () => Promise<Uint8Array | undefined>;
  readonly close: () => void;
}
