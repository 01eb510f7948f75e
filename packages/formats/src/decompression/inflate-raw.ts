/** Raw deflate data (RFC 1951), streamed: complete or refused, by Node's zlib where there is one. */
import { inflateRawByNode } from './node-streams.ts';

/**
 * The inflated bytes; the data have to end where the bytes end.
 *
 * @throws InvalidDataError `truncated`, `corrupt-compression`; errors of `chunks` as they are
 */
export function inflateRaw(chunks: AsyncIterable<Uint8Array>): AsyncIterable<Uint8Array> {
  return inflateRawByNode(chunks) ?? inflateAnywhere(chunks);
}

/** See {@link inflateRaw}; as browsers do it. */
export async function* inflateAnywhere(chunks: AsyncIterable<Uint8Array>): AsyncIterable<Uint8Array> {
  yield* (await import('./inflate.ts')).inflate(chunks, 'deflate');
}
