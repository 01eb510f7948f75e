/** Decompression by Node's zlib: streamed, complete or refused. */
import { Readable, type Transform } from 'node:stream';
import { createGunzip, createZstdDecompress } from 'node:zlib';
import { InvalidDataError, SourceError } from '@datasig/core';
import type { Compression } from './compression.ts';
import { ZstdFrames } from './zstd-frames.ts';

/**
 * The decompressed bytes of `chunks`. Members or frames one after another are one stream; ending the iteration
 * early ends that of `chunks`.
 *
 * @throws InvalidDataError `truncated`, `corrupt-compression`; errors of `chunks` as they are
 */
export function decompress(chunks: AsyncIterable<Uint8Array>, compression: Compression): AsyncIterable<Uint8Array> {
  return compression === 'gzip' ? decode(copies(chunks), createGunzip(), 'gzip') : decompressZstd(chunks);
}

async function* decompressZstd(chunks: AsyncIterable<Uint8Array>): AsyncIterable<Uint8Array> {
  const frames = new ZstdFrames(chunks);
  let frameCount = 0;
  try {
    for (; await frames.next(); frameCount++) yield* decode(frames.bytes(), createZstdDecompress(), 'zstd');
  } finally {
    await frames.close();
  }
  if (frameCount === 0) throw truncated('zstd');
}

async function* decode(chunks: AsyncIterable<Uint8Array>, decoder: Transform, compression: Compression): AsyncIterable<Uint8Array> {
  const source = Readable.from(chunks, { objectMode: true });
  source.on('error', (error) => decoder.destroy(error));
  source.pipe(decoder);
  try {
    for await (const chunk of decoder) yield chunk as Uint8Array;
  } catch (error) {
    throw describe(error, compression);
  } finally {
    source.destroy();
    decoder.destroy();
  }
}

/** Chunks are valid until the next one is asked for, and streams read ahead. */
async function* copies(chunks: AsyncIterable<Uint8Array>): AsyncIterable<Uint8Array> {
  for await (const chunk of chunks) yield Uint8Array.from(chunk);
}

function describe(error: unknown, compression: Compression): unknown {
  const code = (error as NodeJS.ErrnoException | null)?.code;
  if (typeof code !== 'string' || !/^(?:Z_|ZSTD_)/.test(code)) return error;
  if (code === 'ZSTD_error_frameParameter_windowTooLarge') {
    return new SourceError('source-unreadable', 'the zstd data need more than 128 MiB of memory to decompress; compress them without --long', { cause: error });
  }
  if (code === 'Z_BUF_ERROR') return truncated(compression, error);
  return new InvalidDataError('corrupt-compression', `the ${compression} data are damaged`, {}, { cause: error });
}

function truncated(compression: Compression, cause?: unknown): InvalidDataError {
  return new InvalidDataError('truncated', `the ${compression} data end too early`, {}, { cause });
}
