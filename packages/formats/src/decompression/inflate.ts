/** Inflating streams of gzip members and raw deflate data, on any platform. */
import { damaged, truncated } from './errors.ts';

const outputByteLength = 64 * 1024;
/** zlib's words for the largest window with a gzip header, and without any. */
const windowBits = { gzip: 15 + 16, deflate: -15 } as const;

/**
 * The inflated bytes of gzip members one after another, each checked by its checksum and length, or of one raw deflate
 * stream, which has to end where the bytes end. Zeros may follow gzip members, nothing else.
 *
 * @throws InvalidDataError `truncated`, `corrupt-compression`; errors of `chunks` as they are
 */
export async function* inflate(chunks: AsyncIterable<Uint8Array>, kind: 'gzip' | 'deflate'): AsyncIterable<Uint8Array> {
  const { Z_BUF_ERROR, Z_NO_FLUSH, Z_OK, Z_STREAM_END, zlibInflate, zlibInflateInit2, zlibInflateReset, ZStream } = await import('pako');
  const stream = new ZStream();
  zlibInflateInit2(stream, windowBits[kind]);
  let status: number = Z_OK;
  let isPadding = false;
  for await (const chunk of chunks) {
    [stream.input, stream.next_in, stream.avail_in] = [chunk, 0, chunk.length];
    // What has room for more output has taken in all it can.
    for (let isFull = false; stream.avail_in > 0 || isFull; ) {
      if (status === Z_STREAM_END) {
        isPadding ||= kind === 'gzip' && chunk[stream.next_in] === 0;
        if (isPadding && chunk.subarray(stream.next_in).every((byte) => byte === 0)) break;
        if (isPadding || kind === 'deflate') throw damaged(kind);
        zlibInflateReset(stream);
      }
      [stream.output, stream.next_out, stream.avail_out] = [new Uint8Array(outputByteLength), 0, outputByteLength];
      status = zlibInflate(stream, Z_NO_FLUSH);
      if (status !== Z_OK && status !== Z_STREAM_END && status !== Z_BUF_ERROR) throw damaged(kind, stream.msg);
      isFull = stream.avail_out === 0 && status !== Z_STREAM_END;
      if (stream.next_out > 0) yield stream.output.subarray(0, stream.next_out);
    }
  }
  if (status !== Z_STREAM_END) throw truncated(kind);
}
