import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { exampleFiles, patternBytes, startForTest } from '../testing.ts';
import type { Fault } from './kinds.ts';
import type { TestHub } from '../index.ts';

const plain = '/datasets/owner/data/resolve/main/data/train.csv';
const outside = '/datasets/owner/data/resolve/main/data/train.parquet';
const range = { headers: { Range: 'bytes=100-299' } };

async function withFault(fault: Fault, match: string = '**'): Promise<TestHub> {
  return startForTest({ repositories: [{ name: 'owner/data', files: exampleFiles }], faults: [{ match, fault }] });
}

async function bytesOf(response: Response): Promise<Uint8Array> {
  return new Uint8Array(await response.arrayBuffer());
}

it('lists every fault in the README', () => {
  const kinds = [...readFileSync(new URL('kinds.ts', import.meta.url), 'utf8').matchAll(/kind: '([a-z-]+)'/gu)].map(([, kind]) => kind);
  const rows = [...readFileSync(new URL('../../README.md', import.meta.url), 'utf8').matchAll(/^\| `([a-z][a-z-]+)`/gmu)].map(([, kind]) => kind);
  expect(rows).toEqual(kinds);
});

describe('a body', () => {
  it('is whole though a range was asked for', async () => {
    const { endpoint } = await withFault({ kind: 'ignored-range' }, '/repos/**');
    const response = await fetch(endpoint + outside, range);
    expect([response.status, response.headers.get('Content-Range'), await bytesOf(response)]).toEqual([200, null, patternBytes]);
  });

  it('is a whole xorb, too', async () => {
    const hub = await startForTest({ repositories: [{ name: 'owner/data', files: { 'a.bin': patternBytes }, xet: true }], xet: { chunkBytes: 100 }, faults: [{ match: '/xorbs/**', fault: { kind: 'ignored-range' } }] });
    const { headers } = await fetch(`${hub.endpoint}/datasets/owner/data/resolve/main/a.bin`, { redirect: 'manual' });
    const { accessToken } = await (await fetch(`${hub.endpoint}/api/datasets/owner/data/xet-read-token/main`)).json() as { readonly accessToken: string };
    const told = await (await fetch(`${hub.cas}/v1/reconstructions/${headers.get('X-Xet-Hash')!}`, { headers: { Authorization: `Bearer ${accessToken}`, Range: 'bytes=0-9' } })).json() as { readonly fetch_info: Readonly<Record<string, readonly { readonly url: string }[]>> };
    const response = await fetch(Object.values(told.fetch_info)[0]![0]!.url, { headers: { Range: 'bytes=0-107' } });
    expect([response.status, (await response.arrayBuffer()).byteLength]).toEqual([200, 1080]);
  });

  it('comes under a wrong range, or a wrong total', async () => {
    const shifted = await fetch((await withFault({ kind: 'wrong-content-range' }, '/repos/**')).endpoint + outside, range);
    expect([shifted.status, shifted.headers.get('Content-Range'), await bytesOf(shifted)]).toEqual([206, 'bytes 101-300/1000', patternBytes.slice(100, 300)]);
    const total = await fetch((await withFault({ kind: 'wrong-content-range', total: 999 }, '/repos/**')).endpoint + outside, range);
    expect(total.headers.get('Content-Range')).toBe('bytes 100-299/999');
  });

  it('is short or long with a length that agrees', async () => {
    const short = await fetch((await withFault({ kind: 'short-body' }, '/repos/**')).endpoint + outside, range);
    expect([short.headers.get('Content-Length'), await bytesOf(short)]).toEqual(['100', patternBytes.slice(100, 200)]);
    const long = await fetch((await withFault({ kind: 'long-body' }, '/repos/**')).endpoint + outside, range);
    expect((await bytesOf(long)).length).toBe(201);
  });

  it.each(['cut-body', 'reset'] as const)('breaks off (%s)', async (kind) => {
    const hub = await withFault({ kind, after: 30 }, '/repos/**');
    const response = await fetch(hub.endpoint + outside);
    expect(response.headers.get('Content-Length')).toBe('1000');
    const received: Uint8Array[] = [];
    await expect((async () => { for await (const chunk of response.body!) received.push(chunk); })()).rejects.toThrow('terminated');
    expect(hub.requests.at(-1)).toMatchObject({ origin: 'cdn', byteLength: 30, fault: kind });
    expect(Buffer.concat(received).length).toBeLessThanOrEqual(30);
  });

  it('has one bit changed', async () => {
    const { endpoint } = await withFault({ kind: 'flipped-byte', at: 7 }, '/repos/**');
    const expected = patternBytes.slice(100, 300);
    expected[7]! ^= 1;
    expect(await bytesOf(await fetch(endpoint + outside, range))).toEqual(expected);
  });

  it('is gzip\'d, whatever was accepted', async () => {
    const identity = { headers: { ...range.headers, 'Accept-Encoding': 'identity' } };
    const response = await fetch((await withFault({ kind: 'gzip' }, '/repos/**')).endpoint + outside, identity);
    expect([response.status, response.headers.get('Content-Encoding'), response.headers.get('Content-Length'), await bytesOf(response)]).toEqual([200, 'gzip', null, patternBytes]);
    const silent = await fetch((await withFault({ kind: 'gzip', declared: false }, '/repos/**')).endpoint + outside, identity);
    expect(Uint8Array.from(gunzipSync(await bytesOf(silent)))).toEqual(patternBytes);
  });

  it.each(['/datasets/**', '/repos/**'])('is a pointer (%s)', async (match) => {
    const { endpoint } = await withFault({ kind: 'lfs-pointer' }, match);
    expect(await (await fetch(endpoint + outside)).text()).toMatch(/^version https:\/\/git-lfs/u);
  });
});

describe('a connection', () => {
  it('is reset before any answer', async () => {
    const hub = await withFault({ kind: 'reset' });
    await expect(fetch(hub.endpoint + plain)).rejects.toThrow('fetch failed');
    expect(hub.requests).toMatchObject([{ status: 0, fault: 'reset' }]);
  });

  it('stalls before any answer, and within the body', async () => {
    const before = await withFault({ kind: 'stall' });
    await expect(fetch(before.endpoint + plain, { signal: AbortSignal.timeout(50) })).rejects.toThrow('timeout');
    const within = await withFault({ kind: 'stall', after: 3 });
    const reader = (await fetch(within.endpoint + plain)).body!.getReader();
    expect(Buffer.from((await reader.read()).value!).toString()).toBe('a,b');
    expect(await Promise.race([reader.read(), new Promise((resolve) => { setTimeout(resolve, 50, 'nothing'); })])).toBe('nothing');
    await reader.cancel();
  });

  it('is late', async () => {
    const { endpoint } = await withFault({ kind: 'delay', milliseconds: 5 });
    expect(await (await fetch(endpoint + plain)).text()).toBe('a,b\n1,2\n');
  });
});

describe('a status', () => {
  it.each([403, 408, 416, 500, 502, 503, 504])('is %i', async (status) => {
    const { endpoint } = await withFault({ kind: 'status', status });
    const response = await fetch(endpoint + plain);
    expect([response.status, await response.json()]).toEqual([status, { error: `Fault ${status}` }]);
    expect(response.headers.get('RateLimit')).toMatch(/^"resolvers";r=\d{4};t=300$/u);
  });

  it('is 429 with how long to wait', async () => {
    const { endpoint } = await withFault({ kind: 'status', status: 429, retryAfter: 7, body: 'html' });
    const { headers, status } = await fetch(endpoint + plain);
    expect([status, headers.get('RateLimit'), headers.get('Retry-After'), headers.get('Content-Type')]).toEqual([429, '"api";r=0;t=55', '7', 'text/html; charset=utf-8']);
    const other = await withFault({ kind: 'status', status: 429, rateLimit: 2 });
    expect((await fetch(other.endpoint + plain)).headers.get('RateLimit')).toBe('"api";r=0;t=2');
  });

  it('is 200 with something else', async () => {
    const { endpoint } = await withFault({ kind: 'status', status: 200, body: { text: '[{"type":' } });
    expect(await (await fetch(`${endpoint}/api/datasets/owner/data/tree/main`)).text()).toBe('[{"type":');
  });
});

describe('a way', () => {
  it('to the CDN expires after its uses, or its time', async () => {
    const { endpoint } = await withFault({ kind: 'expiring-link', uses: 2 }, '/datasets/**');
    const link = (await fetch(endpoint + outside, { redirect: 'manual' })).headers.get('Location')!;
    expect([(await fetch(link)).status, (await fetch(link)).status, (await fetch(link)).status]).toEqual([200, 200, 403]);
    expect((await fetch((await withFault({ kind: 'expiring-link', milliseconds: 0 }, '/datasets/**')).endpoint + outside)).status).toBe(403);
  });

  it('leads back to itself', async () => {
    const loop = await withFault({ kind: 'redirect-loop' }, '/datasets/**');
    await expect(fetch(loop.endpoint + plain)).rejects.toMatchObject({ cause: { message: 'redirect count exceeded' } });
    const cursor = await withFault({ kind: 'looping-cursor' });
    const url = `${cursor.endpoint}/api/datasets/owner/data/tree/main?recursive=true`;
    expect((await fetch(url)).headers.get('Link')).toBe(`<${url}>; rel="next"`);
  });

  it('leads to a foreign origin, which sees whether the token came along', async () => {
    const hub = await startForTest({ repositories: [{ name: 'owner/data', files: exampleFiles, gated: true }], faults: [{ match: { origin: 'hub' }, fault: { kind: 'foreign-redirect' } }] });
    const withToken = { headers: { Authorization: `Bearer ${hub.token}` } };
    expect(await bytesOf(await fetch(hub.endpoint + outside, withToken))).toEqual(patternBytes);
    await fetch(`${hub.foreign}${plain}`, withToken);
    expect(hub.requests.map(({ origin, authorization }) => [origin, authorization])).toEqual([['hub', true], ['foreign', false], ['foreign', false], ['foreign', true]]);
  });
});

describe('what is told', () => {
  it('of an object changes at the same commit', async () => {
    const hub = await withFault({ kind: 'changed-object' }, '/api/**/tree/**');
    const url = `${hub.endpoint}/api/datasets/owner/data/tree/main/data`;
    const changed = await (await fetch(url)).json() as readonly { readonly oid: string; readonly lfs?: { readonly oid: string } }[];
    expect(changed.map(({ oid, lfs }) => [oid.slice(0, 4), lfs?.oid.slice(0, 4)])).toEqual([['dfa2', undefined], ['9388', '99f4']]);
    hub.setFaults([{ match: '/datasets/**', fault: { kind: 'changed-object' } }]);
    const { headers } = await fetch(hub.endpoint + outside, { redirect: 'manual' });
    expect([headers.get('X-Linked-Etag')!.slice(0, 5), headers.get('X-Repo-Commit')]).toEqual(['"99f4', await hub.repository('owner/data').sha()]);
    expect((await fetch(hub.endpoint + plain)).headers.get('ETag')!.slice(0, 5)).toBe('"dfa2');
  });

  it('of a branch changes before the second request', async () => {
    const hub = await startForTest({
      repositories: [{ name: 'owner/data', files: exampleFiles }],
      faults: [{ on: { nth: 2 }, fault: { kind: 'moved-branch', repository: 'owner/data', to: { files: { 'data/train.csv': 'c\n' } } } }],
    });
    const first = await fetch(hub.endpoint + plain);
    expect(await first.text()).toBe('a,b\n1,2\n');
    expect(await (await fetch(hub.endpoint + plain)).text()).toBe('c\n');
    expect(await (await fetch(hub.endpoint + plain.replace('main', first.headers.get('X-Repo-Commit')!))).text()).toBe('a,b\n1,2\n');
  });

  it('lacks a header', async () => {
    const { endpoint } = await withFault({ kind: 'headers', headers: { etag: null, 'X-Repo-Commit': 'other' } });
    const { headers } = await fetch(endpoint + plain);
    expect([headers.get('ETag'), headers.get('X-Repo-Commit')]).toEqual([null, 'other']);
  });
});

it('tells with 500 what the server itself met', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'datasig-hub-'));
  writeFileSync(join(folder, 'a.csv'), 'a');
  const { endpoint } = await startForTest({ repositories: [{ name: 'owner/data', folder }] });
  rmSync(folder, { recursive: true });
  const response = await fetch(`${endpoint}/api/datasets/owner/data`);
  expect([response.status, await response.text()]).toEqual([500, expect.stringContaining('ENOENT') as string]);
});
