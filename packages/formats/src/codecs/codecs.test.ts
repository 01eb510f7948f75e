import { initSync } from 'brotli-dec-wasm/web';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import * as zlib from 'node:zlib';
import { InvalidDataError } from '@datasig/core';
import { beforeAll, describe, expect, it } from 'vitest';
import { mutate, seededRandom } from '../../test/mutate.ts';
import { type Codec, codecsOf } from './codec.ts';
import { load, loadCodecs } from './index.ts';

const text = new TextEncoder().encode('datasig datasig datasig datasig!');
const random = seededRandom(1);
const contents: readonly Uint8Array[] = [
  text,
  new Uint8Array(100_000),
  Uint8Array.from({ length: 70_000 }, () => Math.floor(256 * random())),
  Uint8Array.from({ length: 200_000 }, (_, index) => (random() < 0.9 ? index % 251 : 256 * random())),
];
const fromBase64 = (base64: string): Uint8Array => Uint8Array.from(Buffer.from(base64, 'base64'));

const compress: Readonly<Record<'gzip' | 'zstd' | 'brotli', (bytes: Uint8Array) => Uint8Array>> = {
  gzip: (bytes) => zlib.gzipSync(bytes),
  zstd: (bytes) => zlib.zstdCompressSync(bytes, { params: { [zlib.constants.ZSTD_c_checksumFlag]: 1 } }),
  brotli: (bytes) => zlib.brotliCompressSync(bytes, { params: { [zlib.constants.BROTLI_PARAM_QUALITY]: 5 } }),
};
/** `text` as python-lz4 and cramjam compress it. */
const foreign: Readonly<Partial<Record<Codec, Uint8Array>>> = {
  'lz4-frame': fromBase64('BCJNGHxAIAAAAAAAAAAZEgAAAI9kYXRhc2lnIAgAAFBhc2lnIaUBm2UAAAAA9T8l1g=='),
  'lz4-block': fromBase64('j2RhdGFzaWcgCAAAUGFzaWch'),
  'snappy': fromBase64('IBxkYXRhc2lnIFoIAAAh'),
};

// In browsers it is fetched.
beforeAll(() => void initSync({ module: readFileSync(createRequire(import.meta.url).resolve('brotli-dec-wasm/web/bg.wasm')) }));

describe.each([['with zlib', zlib], ['without', undefined]] as const)('%s', (_, builtin) => {
  it.each(['gzip', 'zstd', 'brotli'] as const)('%s', async (codec) => {
    const codecs = codecsOf({ [codec]: await load(codec, builtin) });
    for (const content of contents) {
      const compressed = Uint8Array.from(compress[codec](content));
      expect(codecs.decompress(codec, compressed, content.length)).toEqual(content);
      for (const wrong of [0, content.length - 1, content.length + 1]) expect(() => codecs.decompress(codec, compressed, wrong)).toThrow(/damaged/);
      for (const end of [0, 3, compressed.length >> 1]) expect(() => codecs.decompress(codec, compressed.subarray(0, end), content.length)).toThrow(/damaged/);
    }
    expect(codecs.decompress(codec, Uint8Array.from(compress[codec](new Uint8Array(0))), 0)).toEqual(new Uint8Array(0));
  });
});

it.each(Object.entries(foreign) as [Codec, Uint8Array][])('%s as others write it', async (codec, compressed) => {
  const codecs = await loadCodecs([codec]);
  expect(codecs.decompress(codec, compressed, text.length)).toEqual(text);
  for (const wrong of [0, text.length - 1, text.length + 1]) expect(() => codecs.decompress(codec, compressed, wrong)).toThrow(InvalidDataError);
  for (let end = 0; end < compressed.length; end++) expect(() => codecs.decompress(codec, compressed.subarray(0, end), text.length)).toThrow(InvalidDataError);
});

describe('damaged at random', () => {
  it.each<[Codec, typeof zlib | undefined]>([['gzip', zlib], ['gzip', undefined], ['zstd', zlib], ['zstd', undefined], ['brotli', zlib], ['brotli', undefined], ['lz4-frame', undefined], ['lz4-block', undefined], ['snappy', undefined]])('%s', async (codec, builtin) => {
    const codecs = codecsOf({ [codec]: await load(codec, builtin) });
    const compressed = foreign[codec] ?? Uint8Array.from(compress[codec as 'gzip'](text));
    const damage = seededRandom(7);
    for (let count = 0; count < 500; count++) {
      try {
        expect(codecs.decompress(codec, mutate(compressed, damage), text.length)).toHaveLength(text.length);
      } catch (error) {
        expect(error).toMatchObject({ code: 'corrupt-compression' });
      }
    }
  });
});

it('only what was loaded decompresses', async () => {
  const codecs = await loadCodecs([]);
  expect(() => codecs.decompress('zstd', text, 1)).toThrow(TypeError);
});
