/** Decompression by Node's streams, where the platform has them. */
import type { Compression } from '../compression.ts';
import { damaged, truncated, windowTooLarge } from './errors.ts';

/** What a decoder does: chunks in, chunks out, complete or refused. */
export type Decode = (chunks: AsyncIterable<Uint8Array>) => AsyncIterable<Uint8Array>;

/** What is used of Node's own modules; other platforms that offer them may lack a part. */
type Zlib = Partial<Pick<typeof import('node:zlib'), 'createGunzip' | 'createInflateRaw' | 'createZstdDecompress'>>;
type Stream = Pick<typeof import('node:stream'), 'Readable'>;
type Decoder = ReturnType<typeof import('node:zlib').createGunzip>;

/** The decoder of a compression, which takes one frame of zstd at a time; undefined where there is none. */
export function nodeDecoder(compression: Compression): Decode | undefined {
  const { zlib, stream } = modules();
  const create = compression === 'gzip' ? zlib?.createGunzip : zlib?.createZstdDecompress;
  if (stream === undefined || create === undefined) return undefined;
  return (chunks) => (compression === 'gzip' ? decodeMembers(stream, chunks, create()) : decode(stream, chunks, create(), compression));
}

/** The bytes of raw deflate data, which have to end where they end; undefined where there is no decoder. */
export function inflateRawByNode(chunks: AsyncIterable<Uint8Array>): AsyncIterable<Uint8Array> | undefined {
  const { zlib, stream } = modules();
  return stream === undefined || zlib?.createInflateRaw === undefined ? undefined : decodeRaw(stream, chunks, zlib.createInflateRaw());
}

async function* decodeRaw(stream: Stream, chunks: AsyncIterable<Uint8Array>, decoder: Decoder): AsyncIterable<Uint8Array> {
  const fed = { byteLength: 0, dataEnd: 0 };
  yield* decode(stream, copies(chunks, fed), decoder, 'deflate');
  if (fed.byteLength !== decoder.bytesWritten) throw damaged('deflate');
}

/** Without an import, which would keep bundlers for browsers from going on. */
function modules(): { readonly zlib: Zlib | undefined; readonly stream: Stream | undefined } {
  const { process } = globalThis as { readonly process?: { getBuiltinModule?(id: string): unknown } };
  return { zlib: process?.getBuiltinModule?.('node:zlib') as Zlib | undefined, stream: process?.getBuiltinModule?.('node:stream') as Stream | undefined };
}

/** Node ends at the first zero after a member and says nothing of what follows. */
async function* decodeMembers(stream: Stream, chunks: AsyncIterable<Uint8Array>, decoder: Decoder): AsyncIterable<Uint8Array> {
  const fed = { byteLength: 0, dataEnd: 0 };
  yield* decode(stream, copies(chunks, fed), decoder, 'gzip');
  if (fed.dataEnd > decoder.bytesWritten) throw damaged('gzip');
}

async function* decode({ Readable }: Stream, chunks: AsyncIterable<Uint8Array>, decoder: Decoder, compression: Compression | 'deflate'): AsyncIterable<Uint8Array> {
  const source = Readable.from(chunks, { objectMode: true });
  source.on('error', (error) => decoder.destroy(error));
  source.pipe(decoder);
  try {
    for await (const chunk of decoder) yield chunk as Uint8Array;
    source.unpipe(decoder);
    for await (const _ of source);
  } catch (error) {
    throw describe(error, compression);
  } finally {
    source.destroy();
    decoder.destroy();
  }
}

/** What a decoder was given. */
interface Fed {
  byteLength: number;
  /** Where the last byte that is not zero ends. */
  dataEnd: number;
}

/** Chunks are valid until the next one is asked for, and streams read ahead. */
async function* copies(chunks: AsyncIterable<Uint8Array>, fed: Fed): AsyncIterable<Uint8Array> {
  for await (const chunk of chunks) {
    const last = chunk.findLastIndex((byte) => byte !== 0);
    if (last !== -1) fed.dataEnd = fed.byteLength + last + 1;
    fed.byteLength += chunk.length;
    yield Uint8Array.from(chunk);
  }
}

function describe(error: unknown, compression: Compression | 'deflate'): unknown {
  const code = (error as { readonly code?: unknown } | null)?.code;
  if (typeof code !== 'string' || !/^(?:Z_|ZSTD_)/.test(code)) return error;
  if (code === 'ZSTD_error_frameParameter_windowTooLarge') return windowTooLarge(error);
  return code === 'Z_BUF_ERROR' ? truncated(compression, error) : damaged(compression, error);
}
