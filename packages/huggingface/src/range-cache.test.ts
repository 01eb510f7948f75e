import type { ByteSource } from '@datasig/formats';
import { describe, expect, it } from 'vitest';
import { RangeCache } from './range-cache.ts';

const MiB = 1024 * 1024;

/** Bytes in memory; says which ranges were asked for. */
class Recorded implements ByteSource {
  readonly ranges: [number, number][] = [];
  readonly byteLength: number;
  readonly #bytes: Uint8Array;
  failures = 0;

  constructor(byteLength: number) {
    this.#bytes = new Uint8Array(byteLength).map((_, index) => (index * 2654435761) >>> 24);
    this.byteLength = byteLength;
  }

  async slice(start: number, end: number): Promise<Uint8Array> {
    this.ranges.push([start, end]);
    if (this.failures-- > 0) throw new Error('not now');
    return this.#bytes.slice(start, end);
  }

  // oxlint-disable-next-line require-yield
  async *stream(): AsyncIterable<Uint8Array> {
    throw new Error('not streamed here');
  }

  at(start: number, end: number): Uint8Array {
    return this.#bytes.subarray(start, end);
  }
}

function open(byteLength: number, budget = 64 * MiB): { readonly recorded: Recorded; readonly ahead: RangeCache } {
  const recorded = new Recorded(byteLength);
  return { recorded, ahead: new RangeCache(recorded, budget) };
}

describe('RangeCache', () => {
  it('fetches only what is asked for once', async () => {
    const { recorded, ahead } = open(MiB);
    expect(await ahead.slice(1000, 3000)).toEqual(recorded.at(1000, 3000));
    expect(await ahead.slice(1500, 1600)).toEqual(recorded.at(1500, 1600));
    expect(recorded.ranges).toEqual([[1000, 3000]]);
  });

  it('fetches an index at the end with its length', async () => {
    const { recorded, ahead } = open(MiB);
    expect(await ahead.slice(MiB - 8, MiB)).toEqual(recorded.at(MiB - 8, MiB));
    expect(await ahead.slice(MiB - 5000, MiB - 8)).toEqual(recorded.at(MiB - 5000, MiB - 8));
    expect(recorded.ranges).toEqual([[MiB - 65_536, MiB]]);
  });

  it('makes one request of neighbours that are asked for together', async () => {
    const { recorded, ahead } = open(8 * MiB);
    const wanted: [number, number][] = [[4 * MiB, 4 * MiB + 500], [100, 200], [1000, 2000], [150, 180]];
    const slices = await Promise.all(wanted.map(([start, end]) => ahead.slice(start, end)));
    expect(slices).toEqual(wanted.map(([start, end]) => recorded.at(start, end)));
    expect(recorded.ranges).toEqual([[100, 2000], [4 * MiB, 4 * MiB + 500]]);
  });

  it('reads ahead where reading goes on, in few requests', async () => {
    const { recorded, ahead } = open(32 * MiB);
    const step = 128 * 1024;
    for (let start = 0; start < ahead.byteLength; start += step) expect(Buffer.compare(await ahead.slice(start, start + step), recorded.at(start, start + step))).toBe(0);
    expect(recorded.ranges.length).toBeLessThan(16);
    const asked = recorded.ranges.reduce((sum, [start, end]) => sum + end - start, 0);
    expect(asked).toBe(ahead.byteLength);
  });

  it('gives ranges that lie across what it has', async () => {
    const { recorded, ahead } = open(MiB);
    await ahead.slice(0, 1000);
    expect(await ahead.slice(500, 2000)).toEqual(recorded.at(500, 2000));
    expect(recorded.ranges).toEqual([[0, 1000], [1000, 2000]]);
  });

  it('keeps no more than its budget', async () => {
    const { recorded, ahead } = open(MiB, 4000);
    for (const start of [0, 200_000, 400_000, 0]) await ahead.slice(start, start + 3000);
    expect(recorded.ranges).toHaveLength(4);
  });

  it('hands over copies', async () => {
    const { recorded, ahead } = open(10_000);
    (await ahead.slice(0, 100)).fill(0);
    expect(await ahead.slice(0, 100)).toEqual(recorded.at(0, 100));
  });

  it('ends at the end', async () => {
    const { recorded, ahead } = open(1000);
    expect(await ahead.slice(900, 2000)).toEqual(recorded.at(900, 1000));
    expect(await ahead.slice(2000, 3000)).toHaveLength(0);
  });

  it('asks again for what failed', async () => {
    const { recorded, ahead } = open(1000);
    recorded.failures = 1;
    await expect(ahead.slice(0, 10)).rejects.toThrow('not now');
    expect(await ahead.slice(0, 10)).toEqual(recorded.at(0, 10));
  });

  it('stops when it is told to', async () => {
    const { ahead } = open(1000);
    await expect(ahead.slice(0, 10, AbortSignal.abort(new Error('enough')))).rejects.toThrow('enough');
  });
});
