/** A file on the Hub as a place of bytes. */
import type { ByteStore } from './byte-store.ts';
import { RangeReader } from './range-reader.ts';
import type { RemoteFile } from './remote-file.ts';

/** Ranges of `remote`, a request each. */
export function remoteStore(remote: RemoteFile): ByteStore {
  return {
    isRemote: true,
    range: (start, end, signal) => new RangeReader(remote, start, end, signal),
    assertUnchanged: () => Promise.resolve(),
    close: () => Promise.resolve(),
  };
}
