import { describe, expect, it } from 'vitest';
import { encodePath } from '../hub-request.ts';
import { patternBytes, startForTest } from '../testing.ts';
import { termsOf } from './layout.ts';
import type { TestHub } from '../index.ts';

interface Reconstruction {
  readonly offset_into_first_range: number;
  readonly terms: readonly { readonly hash: string; readonly unpacked_length: number; readonly range: { readonly start: number; readonly end: number } }[];
  readonly xorbs: Readonly<Record<string, readonly { readonly url: string; readonly ranges: readonly { readonly bytes: { readonly start: number; readonly end: number } }[] }[]>>;
  readonly fetch_info: Readonly<Record<string, readonly { readonly url: string; readonly url_range: { readonly start: number; readonly end: number } }[]>>;
}

const file = '/datasets/owner/data/resolve/main/a.bin';
const start = (): Promise<TestHub> => startForTest({ repositories: [{ name: 'owner/data', files: { 'a.bin': patternBytes }, xet: true }], xet: { chunkBytes: 100, xorbChunks: 4 } });

async function reconstruct(hub: TestHub, version: 'v1' | 'v2', range?: string): Promise<Response> {
  const { accessToken, casUrl } = await (await fetch(`${hub.endpoint}/api/datasets/owner/data/xet-read-token/main`)).json() as { readonly accessToken: string; readonly casUrl: string };
  const hash = (await fetch(hub.endpoint + file, { method: 'HEAD', redirect: 'manual' })).headers.get('X-Xet-Hash')!;
  return fetch(`${casUrl}/${version}/reconstructions/${hash}`, { headers: { Authorization: `Bearer ${accessToken}`, ...(range === undefined ? {} : { Range: range }) } });
}

/** The chunks' bytes, without their headers. */
function unpack(bytes: Buffer): Buffer {
  const parts: Buffer[] = [];
  for (let offset = 0; offset < bytes.length;) {
    const length = bytes.readUIntLE(offset + 1, 3);
    expect([bytes[offset], bytes[offset + 4], bytes.readUIntLE(offset + 5, 3)]).toEqual([0, 0, length]);
    parts.push(bytes.subarray(offset + 8, offset + 8 + length));
    offset += 8 + length;
  }
  return Buffer.concat(parts);
}

describe('a file over Xet', () => {
  it('is announced by headers, and in JSON to those who accept it', async () => {
    const hub = await start();
    const told = await fetch(hub.endpoint + file, { headers: { Accept: 'application/vnd.xet-fileinfo+json, */*', Range: 'bytes=0-0' } });
    expect([told.status, told.headers.get('Content-Type'), told.headers.get('X-Linked-Size')]).toEqual([200, 'application/vnd.xet-fileinfo+json', '1000']);
    expect(told.headers.get('Link')).toMatch(/^<http:[^>]+\/xet-read-token\/[\da-f]{40}>; rel="xet-auth", <http:[^>]+\/v1\/reconstructions\/[\da-f]{64}>; rel="xet-reconstruction-info"$/u);
    const plain = await fetch(hub.endpoint + file, { redirect: 'manual' });
    expect([plain.status, plain.headers.get('X-Xet-Hash')]).toEqual([302, told.headers.get('X-Xet-Hash')]);
    expect(await (await fetch(`${hub.endpoint}/api/datasets/owner/data/tree/main`)).json()).toMatchObject([{ xetHash: told.headers.get('X-Xet-Hash') }]);
  });

  it.each(['v1', 'v2'] as const)('is put together from xorbs (%s)', async (version) => {
    const { offset_into_first_range: offset, terms, xorbs, fetch_info: infos } = await (await reconstruct(await start(), version)).json() as Reconstruction;
    expect([offset, terms.map(({ range, unpacked_length: length }) => [range.start, range.end, length])]).toEqual([0, [[0, 4, 400], [0, 4, 400], [0, 2, 200]]]);
    const parts: Buffer[] = [];
    for (const { hash } of terms) {
      const [entry] = version === 'v2' ? xorbs[hash]!.map(({ url, ranges }) => ({ url, ...ranges[0]!.bytes })) : infos[hash]!.map(({ url, url_range: range }) => ({ url, ...range }));
      const response = await fetch(entry!.url, { headers: { Range: `bytes=${entry!.start}-${entry!.end}` } });
      expect(response.status).toBe(206);
      parts.push(unpack(Buffer.from(await response.arrayBuffer())));
    }
    expect(Buffer.concat(parts)).toEqual(Buffer.from(patternBytes));
  });

  it('gives the chunks around a range, and no others', async () => {
    const hub = await start();
    const { offset_into_first_range: offset, terms, xorbs } = await (await reconstruct(hub, 'v2', 'bytes=350-420')).json() as Reconstruction;
    expect([offset, terms.map(({ range }) => [range.start, range.end])]).toEqual([50, [[3, 4], [0, 1]]]);
    const [{ url, ranges: [{ bytes }] }] = xorbs[terms[0]!.hash] as unknown as readonly [{ readonly url: string; readonly ranges: readonly [{ readonly bytes: { readonly start: number; readonly end: number } }] }];
    expect(bytes).toEqual({ start: 324, end: 431 });
    expect((await fetch(url, { headers: { Range: 'bytes=323-431' } })).status).toBe(403);
    expect((await fetch(url)).status).toBe(403);
    expect((await fetch(url.replace('Expires=', 'Expires=9'), { headers: { Range: 'bytes=324-431' } })).status).toBe(403);
    const parts = await fetch(url, { headers: { Range: 'bytes=324-331,400-401' } });
    expect([parts.status, parts.headers.get('Content-Type')!.split(';')[0]]).toEqual([206, 'multipart/byteranges']);
    expect(await parts.text()).toContain('Content-Range: bytes 400-401/432\r\n');
    expect((await reconstruct(hub, 'v2', 'bytes=1000-1001')).status).toBe(416);
  });

  it('needs the CAS\'s token, which needs access', async () => {
    const hub = await startForTest({ repositories: [{ name: 'owner/data', files: { 'a.bin': patternBytes }, xet: true, gated: true }] });
    expect((await fetch(`${hub.endpoint}/api/datasets/owner/data/xet-read-token/main`)).status).toBe(401);
    expect((await fetch(`${hub.cas}/v2/reconstructions/${'0'.repeat(64)}`)).status).toBe(401);
    expect((await fetch(`${hub.cas}/v2/reconstructions/${'0'.repeat(64)}`, { headers: { Authorization: `Bearer ${hub.token}` } })).status).toBe(401);
    expect((await fetch(`${hub.cas}${encodePath('/other')}`)).status).toBe(404);
  });
});

it('cuts any range of any file into terms that hold it', () => {
  const sizes = { chunkBytes: 10, xorbChunks: 3 };
  for (let byteLength = 1; byteLength < 75; byteLength += 1) {
    for (let begin = 0; begin < byteLength; begin += 7) {
      const { terms, offset } = termsOf(byteLength, begin, byteLength, sizes);
      expect(terms.reduce((sum, { unpackedLength }) => sum + unpackedLength, 0) - offset).toBe(byteLength - begin);
      expect(terms.every(({ start: from, end }) => from < end && end <= 3)).toBe(true);
    }
  }
});
