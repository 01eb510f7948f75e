/** A stream's first request: short, since many who begin to read a file look only at its beginning. */
import type { ByteStore } from './byte-store.ts';
import type { ChunkSource } from './chunk-source.ts';

const firstByteLength = 1 << 20;

/** The bytes `[start, end)`, from the beginning of a large remote file by two requests, otherwise by one. */
export function beginSmall(store: ByteStore, start: number, end: number, signal: AbortSignal): ChunkSource {
  if (!store.isRemote || start > 0 || end <= 2 * firstByteLength) return store.range(start, end, signal);
  let source = store.range(0, firstByteLength, signal);
  let isFirst = true;
  return {
    read: async () => {
      const chunk = await source.read();
      if (chunk !== undefined || !isFirst) return chunk;
      isFirst = false;
      source = store.range(firstByteLength, end, signal);
      return await source.read();
    },
    close: () => source.close(),
  };
}
