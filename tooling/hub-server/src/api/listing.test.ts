import { describe, expect, it } from 'vitest';
import { exampleFiles, patternBytes, startForTest } from '../testing.ts';

// By git 2 and sha256sum, with the same author, date and message.
const sha = 'd4d56692fed8e9b1323785874cf9f824e84c34a8';
const sha256 = '89f4ff56a25dd1db06a4ce6033603775d705fb96f30f8693733fef602a1ca532';
const listing = [
  { type: 'file', oid: '32897cd3e640101ba184f8c4ccd896981de3804a', size: 21, path: 'README.md' },
  { type: 'directory', oid: '6eb8da7dca508a3a512867f80df0ef35a56dbcbb', size: 0, path: 'data' },
  { type: 'file', oid: 'cfa20f81071245f292f0b52b37beb7adf9259a26', size: 8, path: 'data/train.csv' },
  { type: 'file', oid: '838862799e471b904f820569eb149ae1d9158213', size: 1000, path: 'data/train.parquet', lfs: { oid: sha256, size: 1000, pointerSize: 129 } },
  { type: 'file', oid: 'e69de29bb2d1d6434b8b29ae775ad8c2e48c5391', size: 0, path: 'empty.txt' },
];
const repository = { name: 'owner/data', files: exampleFiles };

async function getJson(url: string): Promise<unknown> {
  return (await fetch(url)).json();
}

describe('a listing', () => {
  it('tells the ids that git and sha256sum give', async () => {
    const { endpoint } = await startForTest({ repositories: [repository] });
    expect(await getJson(`${endpoint}/api/datasets/owner/data/tree/main?recursive=true`)).toEqual(listing);
    expect(await getJson(`${endpoint}/api/datasets/owner/data/tree/main`)).toEqual([listing[0], listing[1], listing[4]]);
    expect(await getJson(`${endpoint}/api/datasets/owner/data/tree/main/data?recursive=false`)).toEqual([listing[2], listing[3]]);
    expect(await getJson(`${endpoint}/api/datasets/owner/data?expand=sha`)).toEqual({ _id: expect.any(String) as string, id: 'owner/data', sha });
  });

  it('comes in pages that absolute links chain', async () => {
    const { endpoint } = await startForTest({ repositories: [repository], pageSize: 2 });
    const items: unknown[] = [];
    let pages = 0;
    for (let url: string | undefined = `${endpoint}/api/datasets/owner/data/tree/main?recursive=true&expand=false`; url !== undefined; pages += 1) {
      const response: Response = await fetch(url);
      items.push(...await response.json() as unknown[]);
      url = /^<(http:[^>]+)>; rel="next"$/u.exec(response.headers.get('Link') ?? '')?.[1];
    }
    expect(items).toEqual(listing);
    expect(pages).toBe(3);
    expect((await fetch(`${endpoint}/api/datasets/owner/data/tree/main?cursor=x`)).status).toBe(400);
  });

  it('tells the last commit with expand, and 50 entries a page', async () => {
    const many = Object.fromEntries(Array.from({ length: 51 }, (_, index) => [`${index}.txt`, String(index)]));
    const { endpoint } = await startForTest({ repositories: [{ name: 'owner/many', files: many }] });
    const items = await getJson(`${endpoint}/api/datasets/owner/many/tree/main?expand=true`) as readonly { readonly lastCommit: { readonly title: string } }[];
    expect(items).toHaveLength(50);
    expect(items[0]!.lastCommit.title).toBe('Files of owner/many');
  });

  it('is of any ref, encoded or not, and of any sha that a branch once had', async () => {
    const hub = await startForTest({ repositories: [{ ...repository, revisions: {
      'refs/tags/v1': { files: { 'tag.txt': 't' } }, 'refs/pr/1': { files: { 'pull.txt': 'p' } }, 'refs/convert/parquet': { files: { 'default/train/0000.parquet': patternBytes } }, 'a/b': { files: { 'branch.txt': 'b' } },
    } }] });
    const paths = async (revision: string): Promise<unknown> => (await getJson(`${hub.endpoint}/api/datasets/owner/data/tree/${revision}`) as readonly { readonly path: string }[]).map(({ path }) => path);
    expect(await paths('v1')).toEqual(['tag.txt']);
    expect(await paths('refs%2Fpr%2F1')).toEqual(['pull.txt']);
    expect(await paths('refs/pr/1')).toEqual(['pull.txt']);
    expect(await paths('refs/convert/parquet/default')).toEqual(['default/train']);
    expect(await paths('a%2Fb')).toEqual(['branch.txt']);
    expect(await hub.repository('owner/data').sha()).toBe(sha);
    const next = await hub.repository('owner/data').push('main', { files: { 'new.txt': 'n' } });
    expect(await paths('main')).toEqual(['new.txt']);
    expect(await paths(next)).toEqual(['new.txt']);
    expect(await paths(sha)).toEqual(['README.md', 'data', 'empty.txt']);
    expect(await paths(sha.slice(0, 7))).toEqual(['README.md', 'data', 'empty.txt']);
    expect(await getJson(`${hub.endpoint}/api/datasets/owner/data/refs?include_prs=1`)).toMatchObject({
      branches: [{ name: 'main', ref: 'refs/heads/main', targetCommit: next }, { name: 'a/b' }], tags: [{ name: 'v1' }], converts: [{ name: 'parquet' }], pullRequests: [{ name: '1' }],
    });
  });
});

describe('paths-info', () => {
  it.each(['application/json', 'application/x-www-form-urlencoded'])('gives those that exist (%s)', async (type) => {
    const { endpoint } = await startForTest({ repositories: [repository] });
    const body = type === 'application/json' ? JSON.stringify({ paths: ['data', 'empty.txt', 'nothing'] }) : 'paths=data&paths=empty.txt&paths=nothing&expand=False';
    const response = await fetch(`${endpoint}/api/datasets/owner/data/paths-info/main`, { method: 'POST', headers: { 'Content-Type': type }, body });
    expect(await response.json()).toEqual([listing[1], listing[4]]);
  });
});

describe('the info', () => {
  it('tells card, files and digests', async () => {
    const { endpoint } = await startForTest({ repositories: [repository] });
    expect(await getJson(`${endpoint}/api/datasets/owner/data/revision/main?blobs=true`)).toMatchObject({
      id: 'owner/data', author: 'owner', sha, private: false, gated: false, cardData: { license: 'mit' }, usedStorage: 1029,
      siblings: [{ rfilename: 'README.md' }, { rfilename: 'data/train.csv' }, { rfilename: 'data/train.parquet', lfs: { sha256, size: 1000, pointerSize: 129 } }, { rfilename: 'empty.txt', size: 0 }],
    });
  });
});
