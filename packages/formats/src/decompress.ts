/** Decompression of streams, complete or refused: by Node's zlib where there is one, by portable code elsewhere. */
import type { Compression } from './compression.ts';
import { truncated } from './decompression/errors.ts';
import { type Decode, nodeDecoder } from './decompression/node-streams.ts';
import { ZstdFrames } from './decompression/zstd-frames.ts';

/**
 * The decompressed bytes of `chunks`. Members or frames one after another are one stream; ending the iteration
 * early ends that of `chunks`.
 *
 * @throws InvalidDataError `truncated`, `corrupt-compression`; errors of `chunks` as they are
 */
export function decompress(chunks: AsyncIterable<Uint8Array>, compression: Compression): AsyncIterable<Uint8Array> {
  return decompressBy(nodeDecoder(compression), chunks, compression);
}

/** See {@link decompress}; without a decoder of the platform as browsers do it. */
export function decompressBy(decode: Decode | undefined, chunks: AsyncIterable<Uint8Array>, compression: Compression): AsyncIterable<Uint8Array> {
  if (compression === 'zstd') return decompressZstd(decode, chunks);
  return decode === undefined ? inflateGzip(chunks) : decode(chunks);
}

async function* inflateGzip(chunks: AsyncIterable<Uint8Array>): AsyncIterable<Uint8Array> {
  yield* (await import('./decompression/inflate.ts')).inflate(chunks, 'gzip');
}

async function* decompressZstd(decode: Decode | undefined, chunks: AsyncIterable<Uint8Array>): AsyncIterable<Uint8Array> {
  const frames = new ZstdFrames(chunks);
  let frameCount = 0;
  try {
    for (; await frames.next(); frameCount++) {
      if (decode === undefined) yield* (await import('./decompression/zstd.ts')).decompressFrame(frames.bytes(), await frames.windowByteLength());
      else yield* decode(frames.bytes());
    }
  } finally {
    await frames.close();
  }
  if (frameCount === 0) throw truncated('zstd');
}
