import { randomBytes } from 'node:crypto';
import { constants, gzipSync, zstdCompressSync } from 'node:zlib';
import { DatasigError } from '@datasig/core';
import { describe, expect, it } from 'vitest';
import { mutate, seededRandom } from '../test/mutate.ts';
import { chunked } from '../test/read.ts';
import type { Compression } from './compression.ts';
import { decompress, decompressBy } from './decompress.ts';

// Text that compresses and bytes that do not, over several blocks.
const content = Buffer.concat([Buffer.from('datasig '.repeat(50_000)), randomBytes(300_000)]);
const compressors: Readonly<Record<Compression, (bytes: Buffer) => Buffer>> = {
  gzip: (bytes) => gzipSync(bytes),
  zstd: (bytes) => zstdCompressSync(bytes, { params: { [constants.ZSTD_c_checksumFlag]: 1 } }),
};

type Decompress = typeof decompress;

async function inflateBy(decompressed: Decompress, bytes: Uint8Array, compression: Compression, length = 10_000): Promise<Buffer | string> {
  const parts: Uint8Array[] = [];
  try {
    for await (const chunk of decompressed(chunked(bytes, [length]), compression)) parts.push(Uint8Array.from(chunk));
    return Buffer.concat(parts);
  } catch (error) {
    if (DatasigError.is(error)) return error.code;
    throw error;
  }
}

const platforms: Readonly<Record<string, Decompress>> = { 'by Node': decompress, anywhere: (chunks, compression) => decompressBy(undefined, chunks, compression) };
const cases = Object.keys(platforms).flatMap((platform) => (['gzip', 'zstd'] as const).map((compression) => [compression, platform] as const));

describe.each(cases)('%s, %s', (compression, platform) => {
  const decompressed = platforms[platform]!;
  const inflate = (bytes: Uint8Array, length?: number): Promise<Buffer | string> => inflateBy(decompressed, bytes, compression, length);
  const packed = compressors[compression](content);

  it('gives the bytes back', async () => {
    expect(await inflate(packed)).toEqual(content);
    expect(await inflate(compressors[compression](Buffer.from('tiny')), 1)).toEqual(Buffer.from('tiny'));
    expect(await inflate(compressors[compression](Buffer.alloc(0)))).toEqual(Buffer.alloc(0));
  });

  it('goes on with what stands behind', async () => {
    expect(await inflate(Buffer.concat([packed, packed, compressors[compression](Buffer.from('end'))]))).toEqual(Buffer.concat([content, content, Buffer.from('end')]));
  });

  it('refuses every truncation', async () => {
    for (const length of [0, 1, 3, 5, 100, 70_000, packed.length - 5, packed.length - 1]) expect(await inflate(packed.subarray(0, length))).toBe('truncated');
    expect(await inflate(Buffer.concat([packed, packed.subarray(0, 50)]))).toBe('truncated');
  });

  it('refuses damage', async () => {
    for (const position of [0, 60, 60_000, packed.length - 3]) {
      const damaged = Buffer.from(packed);
      damaged[position]! ^= 0x55;
      expect(await inflate(damaged)).toMatch(/^(?:corrupt-compression|truncated)$/);
    }
    expect(await inflate(Buffer.concat([packed, Buffer.from('and then some text')]))).toBe('corrupt-compression');
    expect(await inflate(Buffer.from('no compression at all'))).toBe('corrupt-compression');
  });

  it('passes on the errors of what it reads', async () => {
    async function* failing(): AsyncIterable<Uint8Array> {
      yield packed.subarray(0, 1000);
      throw new RangeError('the disk is gone');
    }
    await expect(async () => {
      for await (const _ of decompressed(failing(), compression));
    }).rejects.toThrow(new RangeError('the disk is gone'));
  });

  it('ends what it reads when nobody wants more', async () => {
    let ended = false;
    async function* endless(): AsyncIterable<Uint8Array> {
      try {
        for (;;) yield* chunked(packed, [1000]);
      } finally {
        ended = true;
      }
    }
    for await (const _ of decompressed(endless(), compression)) break;
    await new Promise((resolve) => setImmediate(resolve));
    expect(ended).toBe(true);
  });
});

it.each(Object.keys(platforms))('loses nothing that comes after zeros, %s', async (platform) => {
  const [member, zeros] = [gzipSync('one'), Buffer.alloc(500_000)];
  const inflate = (bytes: Uint8Array, length: number): Promise<Buffer | string> => inflateBy(platforms[platform]!, bytes, 'gzip', length);
  for (const length of [1, 10, 100, 65_536, 1_000_000]) {
    const few = length < 100 ? zeros.subarray(0, 1000) : zeros;
    expect(await inflate(Buffer.concat([member, few]), length)).toEqual(Buffer.from('one'));
    expect(await inflate(Buffer.concat([member, few, member]), length)).toBe('corrupt-compression');
  }
});

it.each(Object.keys(platforms))('skips the frames of zstd that hold no data, %s', async (platform) => {
  const skippable = Buffer.from([0x5f, 0x2a, 0x4d, 0x18, 3, 0, 0, 0, 1, 2, 3]);
  expect(await inflateBy(platforms[platform]!, Buffer.concat([skippable, compressors.zstd(Buffer.from('data')), skippable]), 'zstd', 2)).toEqual(Buffer.from('data'));
});

describe('what libraries for browsers are prone to', () => {
  const anywhere = platforms['anywhere']!;

  it('is not to lose a member of gzip that begins where a chunk does', async () => {
    const member = gzipSync('one');
    expect(await inflateBy(anywhere, Buffer.concat([member, member, member]), 'gzip', member.length)).toEqual(Buffer.from('oneoneone'));
  });

  it.each(['gzip', 'zstd'] as const)('is not to believe a wrong checksum of %s', async (compression) => {
    const packed = compressors[compression](content);
    for (const back of compression === 'gzip' ? [1, 4, 5, 8] : [1, 4]) {
      const damaged = Buffer.from(packed);
      damaged[packed.length - back]! ^= 1;
      expect(await inflateBy(anywhere, damaged, compression)).toBe('corrupt-compression');
    }
  });

  it('gives what damaged data are refused for, or the same as Node', async () => {
    const random = seededRandom(77);
    for (const compression of ['gzip', 'zstd'] as const) {
      const packed = compressors[compression](content.subarray(399_000, 403_000));
      for (let round = 0; round < 150; round++) {
        const damaged = Buffer.from(mutate(packed, random));
        const [here, there] = [await inflateBy(anywhere, damaged, compression, 500), await inflateBy(decompress, damaged, compression, 500)];
        if (typeof here !== 'string') expect(here).toEqual(there);
        else expect(here).toMatch(/^(?:corrupt-compression|truncated|source-unreadable)$/);
      }
    }
  });

  it('gives back memory when reading ends early, and refuses windows that are too large', async () => {
    // A window of 128 MiB, then blocks of one byte 128 KiB long.
    const block = (isLast: boolean): readonly number[] => [(isLast ? 1 : 0) | 2, 0, 0x10, 0x61];
    const frame = (windowDescriptor: number): Uint8Array => Uint8Array.from([0x28, 0xb5, 0x2f, 0xfd, 0, windowDescriptor, ...Array.from({ length: 99 }, () => block(false)).flat(), ...block(true)]);
    for (let round = 0; round < 40; round++) for await (const _ of anywhere(chunked(frame(17 << 3), [10]), 'zstd')) break;
    expect(await inflateBy(anywhere, frame(17 << 3), 'zstd')).toHaveLength(100 * 128 * 1024);
    for (const decompressed of Object.values(platforms)) expect(await inflateBy(decompressed, frame((17 << 3) | 1), 'zstd')).toBe('source-unreadable');
  });
});
