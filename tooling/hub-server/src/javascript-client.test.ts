import { randomFillSync } from 'node:crypto';
import { checkRepoAccess, datasetInfo, downloadFile, fileDownloadInfo, fileExists, HubApiError, listFiles, pathsInfo, whoAmI } from '@huggingface/hub';
import { describe, expect, it } from 'vitest';
import { exampleFiles, patternBytes, startForTest } from './testing.ts';
import type { TestHub } from './index.ts';

const repo = { type: 'dataset', name: 'owner/data' } as const;
const sha256 = '89f4ff56a25dd1db06a4ce6033603775d705fb96f30f8693733fef602a1ca532';

async function start(options: object = {}): Promise<{ readonly hub: TestHub; readonly at: { readonly repo: typeof repo; readonly hubUrl: string } }> {
  const hub = await startForTest({ repositories: [{ name: 'owner/data', files: exampleFiles, revisions: { 'refs/pr/1': { files: { 'pull.txt': 'p' } } }, renamedFrom: ['owner/former'], ...options }], pageSize: 2 });
  return { hub, at: { repo, hubUrl: hub.endpoint } };
}

async function bytesOf(blob: Blob | null): Promise<Uint8Array> {
  return new Uint8Array(await blob!.arrayBuffer());
}

async function collect<Item>(items: AsyncIterable<Item>): Promise<readonly Item[]> {
  const collected: Item[] = [];
  for await (const item of items) collected.push(item);
  return collected;
}

describe('@huggingface/hub', () => {
  it('reads the info', async () => {
    const { hub } = await start({ gated: 'manual' });
    expect(await datasetInfo({ name: 'owner/data', hubUrl: hub.endpoint, additionalFields: ['sha', 'cardData'] })).toMatchObject({
      name: 'owner/data', private: false, gated: 'manual', updatedAt: new Date('2024-01-01T00:00:00.000Z'), sha: await hub.repository('owner/data').sha(), cardData: { license: 'mit' },
    });
    expect(await datasetInfo({ name: 'owner/former', revision: 'refs/pr/1', hubUrl: hub.endpoint, additionalFields: ['sha'] })).toMatchObject({ sha: await hub.repository('owner/data').sha('refs/pr/1') });
    expect(await whoAmI({ accessToken: hub.token, hubUrl: hub.endpoint })).toMatchObject({ type: 'user', name: 'tester' });
  });

  it('lists files over pages, and single paths', async () => {
    const { at } = await start();
    expect((await collect(listFiles({ ...at, recursive: true }))).map(({ path, lfs }) => [path, lfs?.oid])).toEqual([['README.md', undefined], ['data', undefined], ['data/train.csv', undefined], ['data/train.parquet', sha256], ['empty.txt', undefined]]);
    expect((await collect(listFiles({ ...at, path: 'data', expand: true }))).map(({ path, lastCommit }) => [path, lastCommit!.title])).toEqual([['data/train.csv', 'Files of owner/data'], ['data/train.parquet', 'Files of owner/data']]);
    expect((await collect(listFiles({ ...at, revision: 'refs/pr/1' }))).map(({ path }) => path)).toEqual(['pull.txt']);
    expect(await pathsInfo({ ...at, paths: ['data/train.parquet', 'nothing'] })).toMatchObject([{ path: 'data/train.parquet', size: 1000, lfs: { oid: sha256, pointerSize: 129 } }]);
  });

  it.each([false, true])('downloads files in git (resolve cache: %s)', async (resolveCache) => {
    const { at } = await start({ resolveCache });
    const info = await fileDownloadInfo({ ...at, path: 'data/train.csv' });
    expect(info).toMatchObject({ size: 8, etag: '"cfa20f81071245f292f0b52b37beb7adf9259a26"' });
    const blob = await downloadFile({ ...at, path: 'data/train.csv' });
    expect([await blob!.text(), await blob!.slice(4, 7).text()]).toEqual(['a,b\n1,2\n', '1,2']);
    expect(await fileExists({ ...at, path: 'nothing' })).toBe(false);
    expect(await downloadFile({ ...at, path: 'nothing' })).toBeNull();
  });

  it('downloads files of LFS from the CDN, whole and in slices, without the token', async () => {
    const { hub, at } = await start({ gated: true });
    const blob = await downloadFile({ ...at, path: 'data/train.parquet', accessToken: hub.token });
    expect(await bytesOf(blob)).toEqual(patternBytes);
    expect(await bytesOf(blob!.slice(990))).toEqual(patternBytes.slice(990));
    expect(await (await downloadFile({ ...at, path: 'data/train.parquet', raw: true, accessToken: hub.token }))!.text()).toContain(`oid sha256:${sha256}\n`);
    const seen = new Set(hub.requests.map(({ origin, authorization }) => `${origin} ${authorization}`));
    expect(seen).toEqual(new Set(['hub true', 'cdn false']));
  });

  it('downloads files over Xet, whole and in slices', async () => {
    const bytes = randomFillSync(new Uint8Array(3_000_000));
    const hub = await startForTest({ repositories: [{ name: 'owner/data', files: { 'a.bin': bytes }, xet: true, gated: true }], xet: { xorbChunks: 16 } });
    const at = { repo, hubUrl: hub.endpoint, path: 'a.bin', accessToken: hub.token };
    const blob = await downloadFile(at);
    expect(Buffer.from(await bytesOf(blob)).equals(bytes)).toBe(true);
    for (const [from, to] of [[0, 1], [65_535, 65_537], [1_000_000, 2_100_000], [2_999_999, 3_000_000]] as const) {
      expect(Buffer.from(await bytesOf(blob!.slice(from, to))).equals(bytes.subarray(from, to))).toBe(true);
    }
    expect(new Set(hub.requests.map(({ origin }) => origin))).toEqual(new Set(['hub', 'cas']));
    expect(hub.requests.filter(({ path, authorization }) => path.startsWith('/xorbs') && authorization)).toEqual([]);
  });

  it('gets new links when those to xorbs have expired', async () => {
    const { hub, at } = await start({ xet: true });
    hub.setFaults([{ match: { origin: 'cas', path: '**/reconstructions/**' }, on: { nth: 1 }, fault: { kind: 'expiring-link', milliseconds: 0 } }]);
    expect(await bytesOf(await downloadFile({ ...at, path: 'data/train.parquet' }))).toEqual(patternBytes);
    expect(hub.requests.filter(({ origin }) => origin === 'cas').map(({ status }) => status)).toEqual([200, 403, 200, 206]);
  });

  it('gets the errors that it knows', async () => {
    const { hub, at } = await start({ gated: true });
    await expect(fileDownloadInfo({ ...at, path: 'README.md' })).rejects.toMatchObject({ statusCode: 401 });
    await expect(checkRepoAccess({ ...at, accessToken: hub.token })).resolves.toBeUndefined();
    const missing = await checkRepoAccess({ repo: { type: 'dataset', name: 'owner/nothing' }, hubUrl: hub.endpoint, accessToken: hub.token }).catch((error: unknown) => error);
    expect(missing).toBeInstanceOf(HubApiError);
    expect(missing).toMatchObject({ statusCode: 404, message: expect.stringContaining('Repository not found') as string, requestId: expect.stringContaining('Root=') as string });
    await expect(collect(listFiles({ ...at, revision: 'v9' }))).rejects.toMatchObject({ statusCode: 404, message: expect.stringContaining('Invalid rev id: v9') as string });
  });
});

/** What the library does on these is why Datasig reads by itself; a new version that does better is news. */
describe('@huggingface/hub on faults', () => {
  it('takes the whole file for a range', async () => {
    const { hub, at } = await start();
    const blob = await downloadFile({ ...at, path: 'data/train.parquet' });
    hub.setFaults([{ match: { origin: 'cdn' }, fault: { kind: 'ignored-range' } }]);
    expect((await bytesOf(blob!.slice(0, 10))).length).toBe(1000);
  });

  it('sends the token to a CDN that calls itself cloudfront', async () => {
    const hub = await startForTest({ repositories: [{ name: 'owner/data', files: exampleFiles, gated: true }], cdn: 'cloudfront' });
    await bytesOf(await downloadFile({ repo, hubUrl: hub.endpoint, path: 'data/train.parquet', accessToken: hub.token }));
    expect(hub.requests.map(({ origin, authorization }) => [origin, authorization])).toEqual([['hub', true], ['cdn', false], ['cdn', true]]);
  });

  it('does not notice a changed bit, over Xet either', async () => {
    const { hub, at } = await start({ xet: true });
    hub.setFaults([{ match: { origin: 'cas', path: '/xorbs/**' }, fault: { kind: 'flipped-byte' } }]);
    const bytes = await bytesOf(await downloadFile({ ...at, path: 'data/train.parquet' }));
    expect([bytes.length, bytes.filter((byte, index) => byte !== patternBytes[index]).length]).toEqual([1000, 1]);
  });

  it('asks for another file than one with # in its name', async () => {
    const hub = await startForTest({ repositories: [{ name: 'owner/data', files: { 'a#b.csv': 'right', a: 'wrong' } }] });
    expect(await (await downloadFile({ repo, hubUrl: hub.endpoint, path: 'a#b.csv' }))!.text()).toBe('wrong');
  });

  it('takes a short body for the file', async () => {
    const { hub, at } = await start();
    const blob = await downloadFile({ ...at, path: 'data/train.parquet' });
    hub.setFaults([{ match: { origin: 'cdn' }, fault: { kind: 'short-body' } }]);
    expect((await bytesOf(blob)).length).toBe(500);
  });
});
