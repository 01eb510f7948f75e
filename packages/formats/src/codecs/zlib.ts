/** Decompression by Node's zlib, in one go. */
import type { Decompressor } from './codec.ts';

type Decompress = (input: Uint8Array, options: { readonly maxOutputLength: number; readonly chunkSize: number }) => Uint8Array;

/** What is used of `node:zlib`; other platforms that offer the module may lack a part of it. */
export interface Zlib {
  readonly gunzipSync?: Decompress;
  readonly brotliDecompressSync?: Decompress;
  readonly zstdDecompressSync?: Decompress;
}

const names = { gzip: 'gunzipSync', brotli: 'brotliDecompressSync', zstd: 'zstdDecompressSync' } as const;
/** zlib's least. */
const leastChunkSize = 64;

/** The decompressor; undefined when zlib lacks it. */
export function zlibDecompressor(zlib: Zlib, codec: 'gzip' | 'brotli' | 'zstd'): Decompressor | undefined {
  const decompress = zlib[names[codec]];
  if (decompress === undefined) return undefined;
  return (input, byteLength) => {
    // One chunk for all of the output: nothing is put together from pieces.
    const { buffer, byteOffset, length } = decompress(input, { maxOutputLength: Math.max(1, byteLength), chunkSize: Math.max(leastChunkSize, byteLength) });
    // Not a Buffer: its `slice` gives a view.
    return new Uint8Array(buffer, byteOffset, length);
  };
}
