import { zstdCompressSync } from 'node:zlib';
import { InvalidDataError } from '@datasig/core';
import { describe, expect, it } from 'vitest';
import { loadCodecs } from '../codecs/index.ts';
import { Body, bodyInMemory, checkBatch } from './body.ts';
import { Dictionaries } from './dictionaries.ts';
import type { FieldPlan } from './plan.ts';

const mebibyte = 1024 * 1024;

/** A body of buffers of zeros, with `padding` bytes that no buffer has. */
async function zeros(bufferCount: number, byteLength: number, padding: number, check = checkBatch): Promise<Body> {
  const compressed = zstdCompressSync(new Uint8Array(byteLength));
  const stored = new Uint8Array(8 + compressed.length);
  new DataView(stored.buffer).setBigInt64(0, BigInt(byteLength), true);
  stored.set(compressed, 8);
  const bytes = new Uint8Array(bufferCount * stored.length + padding);
  const buffers = Array.from({ length: bufferCount }, (_, index) => {
    bytes.set(stored, index * stored.length);
    return { offset: index * stored.length, byteLength: stored.length };
  });
  const codecs = await loadCodecs(['zstd']);
  return new Body(bodyInMemory(bytes), buffers, { decompress: (input, length) => codecs.decompress('zstd', input, length), check });
}

/** How many buffers are read until one is refused. */
async function readCount(body: Body, bufferCount: number): Promise<number> {
  for (let index = 0; index < bufferCount; index++) {
    try {
      await body.slice(index, 0, 1);
    } catch (error) {
      expect(error).toBeInstanceOf(InvalidDataError);
      expect((error as InvalidDataError).code).toBe('record-too-large');
      return index;
    }
  }
  return bufferCount;
}

describe('compressed buffers', () => {
  it('of few bytes take 256 MiB together', async () => {
    expect(await readCount(await zeros(6, 60 * mebibyte, 0), 6)).toBe(4);
  });

  it('take more where the body has the bytes, one of them too', async () => {
    expect(await readCount(await zeros(6, 60 * mebibyte, 6 * mebibyte), 6)).toBe(6);
    expect(await readCount(await zeros(1, 300 * mebibyte, 0), 1)).toBe(0);
    expect(await readCount(await zeros(1, 300 * mebibyte, 5 * mebibyte), 1)).toBe(1);
  });

  it('of 2 GiB are refused whatever they come from', () => {
    expect(() => checkBatch({ stored: 2 ** 30, inflated: 2 ** 31 + 1 })).toThrow(/2147483648 are allowed/);
  });
});

describe('dictionaries', () => {
  const plan = (id: bigint): FieldPlan => {
    const dictionary = { id, indexType: { kind: 'integer', bitWidth: 8, signed: true } };
    return { field: { name: `d${id}`, nullable: true, type: { kind: 'null' }, children: [], dictionary }, type: { type: 'null' }, children: [] } as unknown as FieldPlan;
  };
  const add = (dictionaries: Dictionaries, id: bigint, stored: number, inflated: number): void => {
    dictionaries.begin(id, false);
    dictionaries.add(id, { vector: {} as never, isDelta: false, size: { stored, inflated } });
  };

  it('have room together', () => {
    const dictionaries = new Dictionaries([plan(1n), plan(2n)], true);
    add(dictionaries, 1n, 100, 200 * mebibyte);
    expect(() => add(dictionaries, 2n, 100, 100 * mebibyte)).toThrow(/^the dictionaries take 314572800 bytes decompressed from 200/);
    expect(() => add(dictionaries, 2n, 5 * mebibyte, 100 * mebibyte)).not.toThrow();
  });

  it('give back their room when others take their place', () => {
    const dictionaries = new Dictionaries([plan(1n)], true);
    for (let count = 0; count < 3; count++) expect(() => add(dictionaries, 1n, 100, 200 * mebibyte)).not.toThrow();
  });

  it('take a gibibyte at most, compressed or not', () => {
    expect(() => add(new Dictionaries([plan(1n)], true), 1n, 2 ** 30 + 1, 0)).toThrow(/more than 1073741824 bytes/);
    expect(() => add(new Dictionaries([plan(1n)], true), 1n, 2 ** 29, 2 ** 29 + 1)).toThrow(/more than 1073741824 bytes/);
  });
});
