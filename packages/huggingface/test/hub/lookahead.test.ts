/** What is said to be cut next is fetched in few requests, within a budget, and changes no byte. */
import { describe, expect, it } from 'vitest';
import type { ByteRange } from '@datasig/formats';
import fc from 'fast-check';
import { Hub } from '../../src/hub/hub.ts';
import { large, type Stage, stage } from './stage.ts';

const columns: readonly ByteRange[] = [{ start: 4, end: 90_004 }, { start: 90_004, end: 120_000 }, { start: 250_000, end: 290_000 }];

/** Too large for the memory that its tests allow. */
const huge = Uint8Array.from({ length: 6 << 20 }, (_, index) => (index * 31) ^ (index >> 9));
const hugeRepositories = [{ name: 'owner/data', files: { 'large.bin': huge }, lfs: { thresholdBytes: 0 } }];
const hugeColumns: readonly ByteRange[] = [{ start: 4, end: 1 << 20 }, { start: 1 << 20, end: 5 << 20 }, { start: 5 << 20, end: (5 << 20) + 90_000 }];

/** Cuts the ranges in turn, `step` bytes of each at a time, as a reader of columns does. */
async function expectInTurn(opened: Awaited<ReturnType<Stage['open']>>, ranges: readonly ByteRange[], step: number, file = large): Promise<void> {
  const last = Math.max(...ranges.map(({ start, end }) => end - start));
  for (let offset = 0; offset < last; offset += step) {
    for (const { start, end } of ranges) {
      const [from, to] = [start + offset, Math.min(end, start + offset + step)];
      if (from < end) expect(Buffer.compare(await opened.slice(from, to), file.subarray(from, to))).toBe(0);
    }
  }
}

describe('expected ranges', () => {
  it('that fit into memory cost a request for each that stands apart', async () => {
    const { open, faults, counts } = await stage();
    const opened = await open('large.bin');
    faults([]);
    opened.expect(columns);
    await expectInTurn(opened, columns, 7000);
    expect(counts()[1]).toBe(2);
    expect(await opened.slice(0, 4)).toEqual(large.slice(0, 4));
    expect(counts()[1]).toBe(3);
    await opened.close();
  });

  it('that do not fit come in blocks, each of which is as large a part of its range', async () => {
    const { open, faults, counts } = await stage({ repositories: hugeRepositories }, { limits: { readAheadByteLength: 2 << 20 } });
    const opened = await open('large.bin');
    faults([]);
    opened.expect(hugeColumns);
    await expectInTurn(opened, hugeColumns, 50_000, huge);
    // Together they are 2.55 times the memory, in thirds of it; the last is not worth more than two.
    expect(counts()[1]).toBe(8 + 8 + 2);
    expect(await opened.slice(1000, 2000)).toEqual(huge.slice(1000, 2000));
    expect(counts()[1]).toBe(19);
    await opened.close();
  });

  it('in blocks may be left early, or jumped in', async () => {
    const { open } = await stage({ repositories: hugeRepositories }, { limits: { readAheadByteLength: 2 << 20 } });
    const opened = await open('large.bin');
    opened.expect(hugeColumns);
    for (const [start, end] of [[1 << 20, (1 << 20) + 10], [3 << 20, 4 << 20], [2 << 20, (2 << 20) + 5], [(4 << 20) + 7, 5 << 20], [4, 900_000]] as const) {
      expect(Buffer.compare(await opened.slice(start, end), huge.subarray(start, end))).toBe(0);
    }
    opened.expect(hugeColumns.slice(0, 2));
    const cuts = await Promise.all([0, 1, 2, 3].map((part) => opened.slice((part << 20) + 5, (part << 20) + 1000)));
    cuts.forEach((bytes, part) => expect(bytes).toEqual(huge.slice((part << 20) + 5, (part << 20) + 1000)));
    await opened.close();
  });

  it('that are too many and do not fit are cut as they come', async () => {
    const { open, faults, counts } = await stage({}, { limits: { readAheadByteLength: 1000 } });
    const opened = await open('large.bin');
    faults([]);
    const many = Array.from({ length: 20 }, (_, index) => ({ start: index * 100, end: index * 100 + 100 }));
    opened.expect(many);
    await expectInTurn(opened, many, 100);
    expect(counts()[1]).toBe(20);
  });

  it('give way to others, and give their memory back', async () => {
    const { open, hub, sha, file } = await stage({}, { limits: { readAheadByteLength: 300_000 } });
    const opened = await open('large.bin');
    for (const range of [{ start: 0, end: 200_000 }, { start: 100_000, end: 300_000 }, { start: 5, end: 299_000 }]) {
      opened.expect([range]);
      await expectInTurn(opened, [range], 50_000);
    }
    await opened.close();
    const other = hub.open('owner/data', sha, await file('large.bin'));
    other.expect([{ start: 0, end: 300_000 }]);
    await expectInTurn(other, [{ start: 0, end: 300_000 }], 60_000);
    await other.close();
  });

  it('change no byte, whatever is expected and cut, of whatever memory there is', async () => {
    const place = fc.integer({ min: 0, max: large.length });
    const ranges = fc.array(fc.tuple(place, place).map(([a, b]) => ({ start: Math.min(a, b), end: Math.max(a, b) })), { maxLength: 5 });
    const cuts = fc.array(fc.tuple(place, fc.integer({ min: 0, max: 70_000 })), { maxLength: 6 });
    const test = await stage();
    await fc.assert(
      fc.asyncProperty(ranges, cuts, fc.constantFrom(0, 150_000, 290_000, 1 << 20), async (expected, wanted, readAheadByteLength) => {
        const { server, sha, file } = test;
        const opened = new Hub({ endpoint: server.endpoint, token: null, cacheFolder: null, limits: { readAheadByteLength } }).open('owner/data', sha, await file('large.bin'));
        opened.expect(expected);
        const aligned = expected.map(({ start, end }) => [start, Math.min(end - start, 1000)] as const);
        for (const [start, byteLength] of [...aligned, ...wanted, ...aligned]) expect(await opened.slice(start, start + byteLength)).toEqual(large.slice(start, start + byteLength));
        await opened.close();
      }),
      { numRuns: 40, seed: 7 },
    );
  });

  it('go on at the last good byte', async () => {
    const { open, faults, counts } = await stage();
    const opened = await open('large.bin');
    faults([{ match: { origin: 'cdn' }, on: { first: 2 }, fault: { kind: 'cut-body', after: 20_000 } }]);
    opened.expect(columns.slice(0, 2));
    await expectInTurn(opened, columns.slice(0, 2), 7000);
    expect(counts()[1]).toBe(3);
  });

  it.each([undefined, 1 << 20])('that cannot be had are the error of each cut (budget %s)', async (readAheadByteLength) => {
    const { open, faults } = await stage({ repositories: hugeRepositories }, { limits: { ...(readAheadByteLength !== undefined && { readAheadByteLength }) } });
    const opened = await open('large.bin');
    faults([{ match: { origin: 'cdn' }, fault: { kind: 'status', status: 500 } }]);
    opened.expect(hugeColumns);
    await expect(opened.slice(4, 1000)).rejects.toMatchObject({ code: 'hub-unreachable' });
    await expect(opened.slice(1 << 20, 2_000_000)).rejects.toMatchObject({ code: 'hub-unreachable' });
    await opened.close();
  });

  it.each([undefined, 1 << 20])('end at once by a signal, or when the file is closed (budget %s)', async (readAheadByteLength) => {
    const { open, faults, server } = await stage({ repositories: hugeRepositories }, { limits: { ...(readAheadByteLength !== undefined && { readAheadByteLength }) } });
    const reason = new Error('enough');
    const ending = new AbortController();
    const opened = await open('large.bin');
    faults([{ match: { origin: 'cdn' }, fault: { kind: 'stall', after: 100 } }]);
    opened.expect(hugeColumns);
    const [first, second] = [opened.slice(4, 1000, ending.signal), opened.slice(1 << 20, 2_000_000)];
    while (server.faults[0]!.fired === 0) await new Promise((resolve) => setTimeout(resolve, 5));
    ending.abort(reason);
    await expect(first).rejects.toBe(reason);
    await Promise.all([opened.close(), expect(second).rejects.toThrow('is closed')]);
  });
});

describe('a small piece', () => {
  it('that was asked for lately is not asked for again, by whoever opens the file', async () => {
    const { open, hub, sha, file, faults, counts } = await stage();
    const opened = await open('large.bin');
    const again = hub.open('owner/data', sha, await file('large.bin'));
    faults([]);
    const tail = await opened.slice(290_000, 300_000);
    tail.fill(0);
    expect(await again.slice(290_000, 300_009)).toEqual(large.slice(290_000));
    expect(counts()[1]).toBe(1);
  });
});
