import { describe, expect, it } from 'vitest';
import { encodePath } from '../hub-request.ts';
import { exampleFiles, patternBytes, startForTest } from '../testing.ts';

const repository = { name: 'owner/data', files: exampleFiles };
const sha256 = '89f4ff56a25dd1db06a4ce6033603775d705fb96f30f8693733fef602a1ca532';

async function bytesAt(url: string, init?: RequestInit): Promise<Uint8Array> {
  const response = await fetch(url, init);
  expect(response.ok).toBe(true);
  return new Uint8Array(await response.arrayBuffer());
}

describe('a file in git', () => {
  it('comes from the Hub itself, whole or in ranges', async () => {
    const hub = await startForTest({ repositories: [repository] });
    const url = `${hub.endpoint}/datasets/owner/data/resolve/main/data/train.csv`;
    const whole = await fetch(url);
    expect([whole.status, whole.headers.get('ETag'), whole.headers.get('X-Repo-Commit'), whole.headers.get('Content-Length')]).toEqual([200, '"cfa20f81071245f292f0b52b37beb7adf9259a26"', await hub.repository('owner/data').sha(), '8']);
    expect(await whole.text()).toBe('a,b\n1,2\n');
    for (const [range, text, told] of [['bytes=0-0', 'a', 'bytes 0-0/8'], ['bytes=4-', '1,2\n', 'bytes 4-7/8'], ['bytes=-2', '2\n', 'bytes 6-7/8'], ['bytes=4-99', '1,2\n', 'bytes 4-7/8']] as const) {
      const part = await fetch(url, { headers: { Range: range } });
      expect([part.status, await part.text(), part.headers.get('Content-Range')]).toEqual([206, text, told]);
    }
    const beyond = await fetch(url, { headers: { Range: 'bytes=8-9' } });
    expect([beyond.status, beyond.headers.get('Content-Range')]).toEqual([416, 'bytes */8']);
    expect((await fetch(`${hub.endpoint}/datasets/owner/data/resolve/main/empty.txt`, { headers: { Range: 'bytes=0-0' } })).status).toBe(416);
    const head = await fetch(url, { method: 'HEAD' });
    expect([head.headers.get('Content-Length'), await head.text()]).toEqual(['8', '']);
  });

  it('comes by way of the resolve cache where a repository says so', async () => {
    const { endpoint, requests } = await startForTest({ repositories: [{ ...repository, resolveCache: true }] });
    expect(await (await fetch(`${endpoint}/datasets/owner/data/resolve/main/data/train.csv`)).text()).toBe('a,b\n1,2\n');
    expect(requests.map(({ status, path }) => [status, path.split('/')[2]])).toEqual([[307, 'owner'], [200, 'resolve-cache']]);
  });
});

describe('text in git', () => {
  it('comes compressed to those who accept it, where a repository says so', async () => {
    const { endpoint } = await startForTest({ repositories: [{ ...repository, compress: true }] });
    const url = `${endpoint}/datasets/owner/data/resolve/main/data/train.csv`;
    const compressed = await fetch(url);
    expect([compressed.headers.get('Content-Encoding'), compressed.headers.get('Content-Length'), compressed.headers.get('ETag'), await compressed.text()]).toEqual(['gzip', null, 'W/"cfa20f81071245f292f0b52b37beb7adf9259a26"', 'a,b\n1,2\n']);
    for (const headers of [{ 'Accept-Encoding': 'identity' }, { Range: 'bytes=0-7' }] as const) {
      const plain = await fetch(url, { headers });
      expect([plain.headers.get('Content-Encoding'), plain.headers.get('Content-Length')]).toEqual([null, '8']);
    }
  });
});

describe('a file outside of git', () => {
  it('comes from the CDN, which tells another ETag', async () => {
    const hub = await startForTest({ repositories: [repository] });
    const url = `${hub.endpoint}/datasets/owner/data/resolve/main/data/train.parquet`;
    const first = await fetch(url, { redirect: 'manual' });
    expect([first.status, first.headers.get('X-Linked-Etag'), first.headers.get('X-Linked-Size'), first.headers.get('X-Repo-Commit')]).toEqual([302, `"${sha256}"`, '1000', await hub.repository('owner/data').sha()]);
    expect(new URL(first.headers.get('Location')!).origin).toBe(hub.cdn);
    expect(await bytesAt(url)).toEqual(patternBytes);
    expect(await bytesAt(url, { headers: { Range: 'bytes=10-19' } })).toEqual(patternBytes.slice(10, 20));
    expect((await fetch(url)).headers.get('ETag')).not.toContain(sha256.slice(0, 40));
    expect(await (await fetch(url.replace('/resolve/', '/raw/'))).text()).toBe(`version https://git-lfs.github.com/spec/v1\noid sha256:${sha256}\nsize 1000\n`);
  });

  it('is refused without a signature, with another one, and with a token besides', async () => {
    const hub = await startForTest({ repositories: [repository] });
    const { headers } = await fetch(`${hub.endpoint}/datasets/owner/data/resolve/main/data/train.parquet`, { redirect: 'manual' });
    const link = new URL(headers.get('Location')!);
    expect((await fetch(link)).status).toBe(200);
    expect((await fetch(link, { headers: { Authorization: 'Bearer hf_test' } })).status).toBe(400);
    link.searchParams.set('Expires', String(Number(link.searchParams.get('Expires')) + 1));
    expect((await fetch(link)).status).toBe(403);
    expect((await fetch(`${link.origin}${link.pathname}`)).status).toBe(403);
  });

  it('is chosen by patterns and size', async () => {
    const files = { 'a.bin': 'x'.repeat(10), 'b.csv': 'x'.repeat(10), 'empty.bin': '', 'deep/c.csv': 'x' };
    const kept = async (lfs: object): Promise<unknown> => {
      const { endpoint } = await startForTest({ repositories: [{ name: 'owner/data', files, lfs }] });
      const items = await (await fetch(`${endpoint}/api/datasets/owner/data/tree/main?recursive=1`)).json() as readonly { readonly path: string; readonly lfs?: unknown }[];
      return items.filter(({ lfs: told }) => told !== undefined).map(({ path }) => path);
    };
    expect(await kept({})).toEqual(['a.bin']);
    expect(await kept({ thresholdBytes: 10 })).toEqual(['a.bin', 'b.csv']);
    expect(await kept({ thresholdBytes: Infinity })).toEqual([]);
    expect(await kept({ patterns: ['deep/**'] })).toEqual(['deep/c.csv']);
  });
});

it('serves names with every character, encoded by segment', async () => {
  const names = ['a#b.csv', 'a?b.csv', '100%.csv', '%25.csv', 'a b.csv', 'ü/日本.csv', "it's+&=.csv", 'a;b,c.csv'];
  const { endpoint } = await startForTest({ repositories: [{ name: 'owner/names', files: Object.fromEntries(names.map((name) => [name, name])), lfs: { patterns: ['a*'] }, resolveCache: true }] });
  for (const name of names) {
    const response = await fetch(`${endpoint}/datasets/owner/names/resolve/main/${encodePath(name)}`);
    expect([response.status, await response.text()]).toEqual([200, name]);
  }
  expect((await fetch(`${endpoint}/datasets/owner/names/resolve/main/100%.csv`)).status).toBe(400);
});

it('serves a folder', async () => {
  const folder = new URL('.', import.meta.url).pathname;
  const { endpoint } = await startForTest({ repositories: [{ name: 'owner/source', folder, lfs: { patterns: ['tree.ts'] } }] });
  const own = await import('node:fs/promises').then(({ readFile }) => readFile(new URL('tree.ts', import.meta.url)));
  expect(Buffer.from(await bytesAt(`${endpoint}/datasets/owner/source/resolve/main/tree.ts`))).toEqual(own);
  expect(Buffer.from(await bytesAt(`${endpoint}/datasets/owner/source/resolve/main/tree.ts`, { headers: { Range: 'bytes=5-99' } }))).toEqual(own.subarray(5, 100));
});
