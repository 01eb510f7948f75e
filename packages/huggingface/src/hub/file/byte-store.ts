/** Where the bytes of one file are: on the Hub, or in the local cache. */
import type { ChunkSource } from './chunk-source.ts';

/** A file that can be read from anywhere. */
export interface ByteStore {
  /** Whether each range costs a request over the network. */
  readonly isRemote: boolean;
  /** The bytes `[start, end)`, all of them, at least one. */
  readonly range: (start: number, end: number, signal?: AbortSignal) => ChunkSource;
  /** @throws SourceError `source-changed` when it is known to be another file by now */
  readonly assertUnchanged: () => Promise<void>;
  readonly close: () => Promise<void>;
}
