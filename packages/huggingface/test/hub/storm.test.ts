/** Rate limits, waits and ends: many readers at once. */
import type { TestHub } from '@datasig/hub-server';
import { describe, expect, it } from 'vitest';
import { systemClock } from '../../src/hub/http/clock.ts';
import { large, small, stage } from './stage.ts';

const files = Object.fromEntries(Array.from({ length: 40 }, (_, index) => [`${String(index).padStart(2, '0')}.csv`, `file ${index}\n`]));
const repositories = [{ name: 'owner/data', files }];
const limited = { kind: 'status', status: 429, rateLimit: 55, retryAfter: 7 } as const;

/** In truth, too, those who asked before it closed have their answers when a gate opens. */
async function answered(server: TestHub, count: number): Promise<void> {
  const pause = (milliseconds: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, milliseconds));
  while (server.requests.filter(({ status }) => status === 429).length < count) await pause(5);
  await pause(50);
}

describe('a storm of 429', () => {
  it('makes few requests over many readers, and waits as long as the Hub asks', async () => {
    const { hub, sha, faults, clock, server, retries } = await stage({ repositories });
    const listing = await hub.listFiles('owner/data', sha);
    faults([{ on: { first: 3 }, fault: limited }]);
    // One is in the way when the limit is met; then the others come.
    const first = hub.readFile('owner/data', sha, listing[0]!, 100);
    while (server.faults[0]!.fired === 0) await clock.sleep(0);
    await new Promise((resolve) => setTimeout(resolve, 20));
    const rest = listing.slice(1).map((file) => hub.readFile('owner/data', sha, file, 100));
    expect((await Promise.all([first, ...rest])).map((bytes) => Buffer.from(bytes).toString())).toEqual(Object.values(files));
    expect(server.requests.length).toBe(43);
    expect(clock.waits.filter((wait) => wait > 0)).toEqual([55_500, 55_500, 55_500]);
    expect(retries.map(({ reason, waitMilliseconds }) => [reason.replace(/^\S+/, 'HOST'), waitMilliseconds])).toEqual(Array.from({ length: 3 }, () => ['HOST limits the rate of requests', 55_500]));
  });

  it('that meets all of them at once asks each of them no more than once more', async () => {
    const { hub, sha, faults, server, clock } = await stage({ repositories });
    const listing = await hub.listFiles('owner/data', sha);
    faults([{ on: { first: 42 }, fault: limited }]);
    clock.during = () => answered(server, 40);
    expect((await Promise.all(listing.map((file) => hub.readFile('owner/data', sha, file, 100)))).length).toBe(40);
    // All of them, two that asked whether it is over, all of them.
    expect(server.requests.length).toBe(82);
  });

  it('without end fails all who wait, after five closures', async () => {
    const { hub, sha, faults, server, clock } = await stage({ repositories });
    const listing = await hub.listFiles('owner/data', sha);
    faults([{ fault: limited }]);
    clock.during = () => answered(server, 40);
    const results = await Promise.allSettled(listing.map((file) => hub.readFile('owner/data', sha, file, 100)));
    for (const result of results) expect(result).toMatchObject({ status: 'rejected', reason: { code: 'hub-rate-limited', retryable: true } });
    expect(server.requests.length).toBe(44);
  });

  it('that asks to wait for hours is an error at once', async () => {
    const { hub, faults, server, clock } = await stage();
    faults([{ fault: { ...limited, rateLimit: 7200 } }]);
    await expect(hub.dataset('owner/data')).rejects.toMatchObject({ code: 'hub-rate-limited', message: expect.stringContaining('for 7200 s') });
    expect([server.requests.length, clock.waits]).toEqual([1, []]);
  });

  it('of one origin does not stop another', async () => {
    const { hub, sha, open, faults, counts } = await stage();
    const opened = await open('large.bin');
    await opened.slice(0, 10);
    faults([{ match: { origin: 'hub' }, fault: limited }]);
    await expect(hub.dataset('owner/data')).rejects.toMatchObject({ code: 'hub-rate-limited' });
    expect(await opened.slice(10, 20)).toEqual(large.slice(10, 20));
    expect([counts()[1], sha.length]).toEqual([1, 40]);
  });
});

describe('waits', () => {
  it('are jittered and double up to 8 s', async () => {
    const { hub, faults, clock } = await stage({}, { limits: { tries: 7 } });
    faults([{ fault: { kind: 'status', status: 500 } }]);
    await expect(hub.dataset('owner/data')).rejects.toMatchObject({ code: 'hub-unreachable' });
    expect(clock.waits).toEqual([500, 1000, 2000, 4000, 4000, 4000]);
  });

  it('are as long as Retry-After says, up to a minute', async () => {
    const { hub, faults, clock } = await stage();
    faults([{ on: { nth: 1 }, fault: { kind: 'status', status: 503, retryAfter: 7 } }, { on: { nth: 2 }, fault: { kind: 'status', status: 503, retryAfter: 7000 } }]);
    await hub.dataset('owner/data');
    expect(clock.waits).toEqual([7000, 60_000]);
  });

  it('begin anew when something came', async () => {
    const { open, faults, clock, server } = await stage();
    const opened = await open('large.bin');
    faults([{ match: { origin: 'cdn' }, on: { first: 4 }, fault: { kind: 'cut-body', after: 70_000 } }]);
    expect(await opened.slice(0, 300_000)).toEqual(large);
    expect([clock.waits, server.requests.length]).toEqual([[500, 500, 500, 500], 6]);
  });
});

describe('an end', () => {
  const reason = new Error('enough');

  it.each(['the call', 'the Hub'])('by the signal of %s comes at once, also in a wait', async (whose) => {
    const ending = new AbortController();
    const { hub, faults, clock } = await stage({}, whose === 'the Hub' ? { signal: ending.signal } : {});
    clock.during = (signal) => {
      ending.abort(reason);
      return signal?.aborted === true ? Promise.resolve() : new Promise(() => undefined);
    };
    faults([{ fault: { kind: 'status', status: 503 } }]);
    await expect(hub.dataset('owner/data', 'main', whose === 'the call' ? ending.signal : undefined)).rejects.toBe(reason);
    expect(clock.waits).toEqual([500]);
  });

  it.each([{ kind: 'stall' }, { kind: 'stall', after: 1000 }] as const)('comes at once while nothing comes (%j)', async (fault) => {
    const ending = new AbortController();
    const { open, faults, server } = await stage();
    const opened = await open('large.bin');
    faults([{ match: { origin: 'cdn' }, fault }]);
    const reading = opened.slice(0, 10_000, ending.signal);
    while (server.faults[0]!.fired === 0) await new Promise((resolve) => setTimeout(resolve, 5));
    ending.abort(reason);
    await expect(reading).rejects.toBe(reason);
  });

  it('comes at once at the gate, and leaves the others waiting', async () => {
    const ending = new AbortController();
    const { hub, sha, file, faults, server } = await stage({}, { clock: systemClock });
    const csv = await file('small.csv');
    faults([{ on: { nth: 1 }, fault: { ...limited, rateLimit: 1 } }]);
    const first = hub.readFile('owner/data', sha, csv, 100_000);
    while (server.requests.at(-1)?.status !== 429) await new Promise((resolve) => setTimeout(resolve, 5));
    const second = hub.readFile('owner/data', sha, csv, 100_000, ending.signal);
    ending.abort(reason);
    await expect(second).rejects.toBe(reason);
    expect(await first).toEqual(small);
  });

  it('of a stream ends its transfer', async () => {
    const { open, server, faults } = await stage();
    const opened = await open('large.bin');
    faults([{ match: { origin: 'cdn' }, fault: { kind: 'stall', after: 1000 } }]);
    for await (const chunk of opened.stream()) {
      expect(chunk.length).toBe(1000);
      break;
    }
    await opened.close();
    await expect(opened.slice(0, 10)).rejects.toThrow('is closed');
    expect(server.requests.length).toBe(2);
  });

  it('by close ends what is under way', async () => {
    const { open, server, faults } = await stage();
    const opened = await open('large.bin');
    faults([{ match: { origin: 'cdn' }, fault: { kind: 'stall' } }]);
    const reading = opened.slice(0, 10);
    while (server.faults[0]!.fired === 0) await new Promise((resolve) => setTimeout(resolve, 5));
    await Promise.all([opened.close(), expect(reading).rejects.toThrow('is closed')]);
  });
});
