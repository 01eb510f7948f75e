/** The decompressors of this platform: Node's own zlib where there is one, portable code elsewhere. */
import { type Codec, type Codecs, codecsOf, type Decompressor } from './codec.ts';
import { decompressLz4Block, decompressLz4Frame } from './lz4.ts';
import { decompressSnappy } from './snappy.ts';
import { type Zlib, zlibDecompressor } from './zlib.ts';

export type { Codec, Codecs } from './codec.ts';

/** Decompressors of the compressions that a file needs; nothing is loaded for the others. */
export async function loadCodecs(needed: Iterable<Codec>): Promise<Codecs> {
  const decompressors: Partial<Record<Codec, Decompressor>> = {};
  for (const codec of new Set(needed)) decompressors[codec] = await load(codec, builtinZlib());
  return codecsOf(decompressors);
}

/** The decompressor of one compression; without `zlib` as browsers have it. */
export async function load(codec: Codec, zlib: Zlib | undefined): Promise<Decompressor> {
  switch (codec) {
    case 'lz4-block':
      return filled(decompressLz4Block);
    case 'lz4-frame':
      return filled(decompressLz4Frame);
    case 'snappy':
      return filled(decompressSnappy);
    default: {
      const builtin = zlib === undefined ? undefined : zlibDecompressor(zlib, codec);
      return builtin ?? (await import('./portable.ts')).loadPortable(codec);
    }
  }
}

function filled(fill: (input: Uint8Array, output: Uint8Array) => void): Decompressor {
  return (input, byteLength) => {
    const output = new Uint8Array(byteLength);
    fill(input, output);
    return output;
  };
}

/** Without an import of `node:zlib`, which would keep bundlers for browsers from going on. */
function builtinZlib(): Zlib | undefined {
  const { process } = globalThis as { readonly process?: { getBuiltinModule?(id: string): unknown } };
  return process?.getBuiltinModule?.('node:zlib') as Zlib | undefined;
}
