import { randomBytes } from 'node:crypto';
import { constants, gzipSync, zstdCompressSync } from 'node:zlib';
import { InvalidDataError } from '@datasig/core';
import { describe, expect, it } from 'vitest';
import { chunked } from '../test/read.ts';
import type { Compression } from './compression.ts';
import { decompress } from './decompress.ts';

// Text that compresses and bytes that do not, over several blocks.
const content = Buffer.concat([Buffer.from('datasig '.repeat(50_000)), randomBytes(300_000)]);
const compressors: Readonly<Record<Compression, (bytes: Buffer) => Buffer>> = {
  gzip: (bytes) => gzipSync(bytes),
  zstd: (bytes) => zstdCompressSync(bytes, { params: { [constants.ZSTD_c_checksumFlag]: 1 } }),
};

async function inflate(bytes: Uint8Array, compression: Compression, length = 10_000): Promise<Buffer | string> {
  const parts: Uint8Array[] = [];
  try {
    for await (const chunk of decompress(chunked(bytes, [length]), compression)) parts.push(Uint8Array.from(chunk));
    return Buffer.concat(parts);
  } catch (error) {
    if (error instanceof InvalidDataError) return error.code;
    throw error;
  }
}

describe.each(['gzip', 'zstd'] as const)('%s', (compression) => {
  const packed = compressors[compression](content);

  it('gives the bytes back', async () => {
    expect(await inflate(packed, compression)).toEqual(content);
    expect(await inflate(compressors[compression](Buffer.from('tiny')), compression, 1)).toEqual(Buffer.from('tiny'));
    expect(await inflate(compressors[compression](Buffer.alloc(0)), compression)).toEqual(Buffer.alloc(0));
  });

  it('goes on with what stands behind', async () => {
    expect(await inflate(Buffer.concat([packed, packed, compressors[compression](Buffer.from('end'))]), compression)).toEqual(Buffer.concat([content, content, Buffer.from('end')]));
  });

  it('refuses every truncation', async () => {
    for (const length of [0, 1, 3, 5, 100, 70_000, packed.length - 5, packed.length - 1]) expect(await inflate(packed.subarray(0, length), compression)).toBe('truncated');
    expect(await inflate(Buffer.concat([packed, packed.subarray(0, 50)]), compression)).toBe('truncated');
  });

  it('refuses damage', async () => {
    for (const position of [0, 60, 60_000, packed.length - 3]) {
      const damaged = Buffer.from(packed);
      damaged[position]! ^= 0x55;
      expect(await inflate(damaged, compression)).toMatch(/^(?:corrupt-compression|truncated)$/);
    }
    expect(await inflate(Buffer.concat([packed, Buffer.from('and then some text')]), compression)).toBe('corrupt-compression');
    expect(await inflate(Buffer.from('no compression at all'), compression)).toBe('corrupt-compression');
  });

  it('passes on the errors of what it reads', async () => {
    async function* failing(): AsyncIterable<Uint8Array> {
      yield packed.subarray(0, 1000);
      throw new RangeError('the disk is gone');
    }
    await expect(async () => {
      for await (const _ of decompress(failing(), compression));
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
    for await (const _ of decompress(endless(), compression)) break;
    await new Promise((resolve) => setImmediate(resolve));
    expect(ended).toBe(true);
  });
});

it('skips the frames of zstd that hold no data', async () => {
  const skippable = Buffer.from([0x5f, 0x2a, 0x4d, 0x18, 3, 0, 0, 0, 1, 2, 3]);
  expect(await inflate(Buffer.concat([skippable, compressors.zstd(Buffer.from('data')), skippable]), 'zstd', 2)).toEqual(Buffer.from('data'));
});
