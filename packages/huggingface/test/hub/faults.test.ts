/** One test for each way in which a transfer goes wrong: the right bytes or one error, and how often was asked. */
import type { Fault, FaultRule } from '@datasig/hub-server';
import { describe, expect, it } from 'vitest';
import type { HubLimits } from '../../src/hub/http/limits.ts';
import { collect, large, small, stage } from './stage.ts';

/** So that a test sees a stall soon; others have time, for counts on a busy machine. */
const limitsFor = ({ kind }: Fault, milliseconds: number): Partial<HubLimits> => (kind === 'stall' ? { stallTimeout: milliseconds, headersTimeout: milliseconds } : {});

const passing: readonly { readonly name: string; readonly fault: Fault; readonly cdn: number }[] = [
  { name: 'an ignored range', fault: { kind: 'ignored-range' }, cdn: 2 },
  { name: 'another range', fault: { kind: 'wrong-content-range' }, cdn: 2 },
  { name: 'a short body whose length agrees', fault: { kind: 'short-body' }, cdn: 2 },
  { name: 'a long body whose length agrees', fault: { kind: 'long-body' }, cdn: 2 },
  { name: 'a body that is cut', fault: { kind: 'cut-body', after: 70_000 }, cdn: 2 },
  { name: 'a reset before the answer', fault: { kind: 'reset' }, cdn: 2 },
  { name: 'a reset in the middle', fault: { kind: 'reset', after: 150_000 }, cdn: 2 },
  { name: 'a stall before the answer', fault: { kind: 'stall' }, cdn: 2 },
  { name: 'a stall in the middle', fault: { kind: 'stall', after: 150_000 }, cdn: 2 },
  { name: 'a late answer', fault: { kind: 'delay', milliseconds: 20 }, cdn: 1 },
  { name: 'status 408', fault: { kind: 'status', status: 408 }, cdn: 2 },
  { name: 'status 416 that is not true', fault: { kind: 'status', status: 416 }, cdn: 2 },
  { name: 'status 429', fault: { kind: 'status', status: 429, body: 'html' }, cdn: 2 },
  { name: 'status 500 with a web page', fault: { kind: 'status', status: 500, body: 'html' }, cdn: 2 },
  { name: 'status 503', fault: { kind: 'status', status: 503, retryAfter: 3 }, cdn: 2 },
  { name: 'a web page with status 200', fault: { kind: 'status', status: 200, body: 'html' }, cdn: 2 },
  { name: 'a part that is gzip\'d', fault: { kind: 'gzip' }, cdn: 2 },
  { name: 'a part that is gzip\'d and does not say so', fault: { kind: 'gzip', declared: false }, cdn: 2 },
];

describe.each(passing)('$name', ({ fault, cdn }) => {
  it('passes, in a range', async () => {
    const { open, faults, counts } = await stage({}, { limits: limitsFor(fault, 1000) });
    const opened = await open('large.bin');
    faults([{ match: { origin: 'cdn' }, on: { nth: 1 }, fault }]);
    expect(await opened.slice(1000, 250_000)).toEqual(large.slice(1000, 250_000));
    expect(counts()).toEqual([counts()[0], cdn]);
  });

  it('passes, in a stream of the whole, which goes on at the last good byte', async () => {
    const { open, faults, server } = await stage({}, { limits: limitsFor(fault, 1000) });
    const opened = await open('large.bin');
    faults([{ match: { origin: 'cdn' }, on: { nth: 1 }, fault }]);
    expect(await collect(opened.stream())).toEqual(large);
    const asked = server.requests.filter(({ origin }) => origin === 'cdn').map(({ range }) => Number(/=(\d+)-/.exec(range!)![1]));
    // A reset also takes with it what the system had and nobody had read.
    if (fault.kind === 'reset' && fault.after !== undefined) expect(asked[1]).toBeGreaterThan(0);
    else if ('after' in fault) expect(asked[1]).toBe(fault.after);
    else expect(asked.slice(1).every((start) => start === 0)).toBe(true);
  });
});

describe.each(passing.filter(({ fault }) => !['ignored-range', 'gzip', 'delay', 'long-body'].includes(fault.kind)))('$name, each time,', ({ fault }) => {
  it('is an error after five tries', async () => {
    const { open, faults, counts } = await stage({}, { limits: limitsFor(fault, 500) });
    const opened = await open('large.bin');
    faults([{ match: { origin: 'cdn' }, fault: 'after' in fault ? { ...fault, after: 10 } : fault }]);
    const code = fault.kind === 'status' && fault.status === 429 ? 'hub-rate-limited' : 'hub-unreachable';
    await expect(opened.slice(0, 250_000)).rejects.toMatchObject({ code, retryable: true, message: expect.stringContaining('run again') });
    expect(counts()[1]).toBe(5);
  });
});

describe('what does not pass', () => {
  const errors: readonly { readonly name: string; readonly path: string; readonly rule: FaultRule; readonly code: string; readonly text: RegExp; readonly requests: readonly [number, number] }[] = [
    { name: 'a redirect in a circle', path: 'large.bin', rule: { match: '/datasets/**', fault: { kind: 'redirect-loop' } }, code: 'hub-unreachable', text: /redirects in a circle/, requests: [1, 0] },
    { name: 'the pointer from the CDN', path: 'large.bin', rule: { match: { origin: 'cdn' }, fault: { kind: 'lfs-pointer' } }, code: 'source-unreadable', text: /LFS pointer/, requests: [1, 2] },
    { name: 'the pointer from the Hub', path: 'large.bin', rule: { match: '/datasets/**', fault: { kind: 'lfs-pointer' } }, code: 'source-unreadable', text: /LFS pointer/, requests: [2, 0] },
    { name: 'another digest on the way', path: 'large.bin', rule: { match: '/datasets/**', fault: { kind: 'changed-object' } }, code: 'source-changed', text: /another digest/, requests: [1, 0] },
    { name: 'another digest of a file in git', path: 'small.csv', rule: { match: '/datasets/**', fault: { kind: 'changed-object' } }, code: 'source-changed', text: /another digest/, requests: [1, 0] },
    { name: 'another size', path: 'large.bin', rule: { match: { origin: 'cdn' }, fault: { kind: 'wrong-content-range', total: 299_999 } }, code: 'source-changed', text: /has 299999 bytes/, requests: [1, 1] },
    { name: 'a flipped bit', path: 'large.bin', rule: { match: { origin: 'cdn' }, fault: { kind: 'flipped-byte' } }, code: 'checksum-mismatch', text: /digest/, requests: [1, 1] },
    { name: 'a flipped bit of a file in git', path: 'small.csv', rule: { match: '/datasets/**', fault: { kind: 'flipped-byte' } }, code: 'checksum-mismatch', text: /digest/, requests: [1, 0] },
    { name: 'a CDN that refuses all links', path: 'large.bin', rule: { match: { origin: 'cdn' }, fault: { kind: 'status', status: 403 } }, code: 'hub-unreachable', text: /status 403 \(5 tries\)/, requests: [5, 5] },
    { name: 'a file that is gone', path: 'small.csv', rule: { match: '/datasets/**', fault: { kind: 'status', status: 404, headers: { 'X-Error-Code': 'EntryNotFound' } } }, code: 'source-not-found', text: /no such file/, requests: [1, 0] },
    { name: 'a refusal of the Hub', path: 'small.csv', rule: { match: '/datasets/**', fault: { kind: 'status', status: 403 } }, code: 'hub-access-denied', text: /HF_TOKEN/, requests: [1, 0] },
    { name: 'the same range each time', path: 'large.bin', rule: { match: { origin: 'cdn' }, fault: { kind: 'ignored-range' } }, code: 'hub-unreachable', text: /something else/, requests: [3, 5] },
  ];

  it.each(errors)('$name', async ({ path, rule, code, text, requests, name }) => {
    const { open, faults, counts } = await stage();
    const opened = await open(path);
    faults([rule]);
    const action = name === 'the same range each time' ? opened.slice(1, 100) : collect(opened.stream());
    await expect(action).rejects.toMatchObject({ code, message: expect.stringMatching(text) });
    expect(counts()).toEqual(requests);
  });

  it('gives no last bytes of a damaged file', async () => {
    const { open, faults } = await stage();
    const opened = await open('large.bin');
    faults([{ match: { origin: 'cdn' }, fault: { kind: 'flipped-byte', at: 0 } }]);
    let byteLength = 0;
    await expect((async () => { for await (const chunk of opened.stream()) byteLength += chunk.length; })()).rejects.toMatchObject({ code: 'checksum-mismatch' });
    expect(byteLength).toBeLessThan(large.length);
  });

  it('names a pointer that was committed in place of a file', async () => {
    const pointer = `version https://git-lfs.github.com/spec/v1\noid sha256:${'0'.repeat(64)}\nsize 12\n`;
    const { hub, sha, file } = await stage({ repositories: [{ name: 'owner/data', files: { 'a.csv': pointer } }] });
    await expect(hub.readFile('owner/data', sha, await file('a.csv'), 1000)).rejects.toMatchObject({ code: 'source-unreadable', message: expect.stringContaining('LFS pointer') });
  });
});

describe('what makes no difference', () => {
  it('a whole file that comes gzip\'d', async () => {
    const { open, faults, counts } = await stage();
    const opened = await open('small.csv');
    faults([{ match: '/datasets/**', fault: { kind: 'gzip' } }]);
    expect(await collect(opened.stream())).toEqual(small);
    expect(counts()).toEqual([1, 0]);
  });

  it('a branch that moves between the listing and the file', async () => {
    const { open, faults } = await stage();
    const opened = await open('small.csv');
    faults([{ on: { nth: 1 }, fault: { kind: 'moved-branch', repository: 'owner/data', to: { files: { 'small.csv': 'other' } } } }]);
    expect(await collect(opened.stream())).toEqual(small);
  });

  it('links that expire: the Hub is asked for new ones, without a wait', async () => {
    const { open, faults, counts, clock } = await stage();
    const opened = await open('large.bin');
    faults([{ match: '/datasets/**', fault: { kind: 'expiring-link', uses: 2 } }]);
    for (let start = 0; start < 6000; start += 1000) expect(await opened.slice(start, start + 1000)).toEqual(large.slice(start, start + 1000));
    expect([counts(), clock.waits]).toEqual([[3, 8], []]);
  });

  it('a redirect to a third origin, which never sees the token', async () => {
    const { open, faults, server } = await stage({ repositories: [{ name: 'owner/data', files: { 'large.bin': large }, gated: true, lfs: { thresholdBytes: 0 } }] }, { token: 'hf_test' });
    const opened = await open('large.bin');
    faults([{ match: { origin: 'hub' }, fault: { kind: 'foreign-redirect' } }]);
    expect(await collect(opened.stream())).toEqual(large);
    expect(server.requests.map(({ origin, authorization }) => [origin, authorization])).toEqual([['hub', true], ['foreign', false], ['foreign', false]]);
  });
});
