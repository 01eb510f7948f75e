/** Names, listings and files as they should be. */
import { describe, expect, it } from 'vitest';
import { collect, large, small, stage } from './stage.ts';

describe('a dataset', () => {
  it('is a commit, asked for once', async () => {
    const { hub, server, sha } = await stage();
    expect(await hub.dataset('owner/data', 'main')).toEqual({ name: 'owner/data', sha, gated: false, private: false, warnings: [] });
    expect(server.requests.length).toBe(1);
  });

  it('that was renamed is followed and told of', async () => {
    const { hub } = await stage({ repositories: [{ name: 'owner/new', files: { 'a.txt': 'a' }, renamedFrom: ['old'] }] });
    expect(await hub.dataset('old')).toMatchObject({ name: 'owner/new', warnings: ['the dataset old is now owner/new: use that name'] });
  });

  it.each(['refs/convert/parquet', 'refs/pr/1', 'v1'])('has the revision %s', async (revision) => {
    const files = { 'other.txt': revision };
    const { hub, server } = await stage({ repositories: [{ name: 'owner/data', files: { 'a.txt': '' }, revisions: { [revision === 'v1' ? 'refs/tags/v1' : revision]: { files } } }] });
    const { sha } = await hub.dataset('owner/data', revision);
    expect((await hub.listFiles('owner/data', sha)).map(({ path }) => path)).toEqual(['other.txt']);
    expect(server.requests.map(({ status }) => status)).toEqual([200, 200]);
  });
});

describe('a listing', () => {
  it('has all pages, in the order of bytes', async () => {
    const names = ['b/ü.csv', 'b/z.csv', 'a #1?.csv', '100%.csv', 'b/\u{1f600}.csv', 'b/\u{ffee}.csv', 'B.csv'];
    const { hub, server, sha } = await stage({ pageSize: 2, repositories: [{ name: 'owner/data', files: Object.fromEntries(names.map((name) => [name, name])) }] });
    const files = await hub.listFiles('owner/data', sha);
    expect(files.map(({ path }) => path)).toEqual([...names].sort((a, b) => Buffer.compare(Buffer.from(a), Buffer.from(b))));
    expect(server.requests.length).toBeGreaterThan(3);
    for (const file of files) expect(Buffer.from(await hub.readFile('owner/data', sha, file, 100)).toString()).toBe(file.path);
  });

  it('can be of a folder whose name must be encoded', async () => {
    const { hub, sha } = await stage({ repositories: [{ name: 'owner/data', files: { 'a?#%b/c.csv': 'c', 'a/c.csv': 'd' } }] });
    expect((await hub.listFiles('owner/data', sha, 'a?#%b')).map(({ path, byteLength }) => [path, byteLength])).toEqual([['a?#%b/c.csv', 1]]);
  });

  it('tells size and digests', async () => {
    const { file } = await stage();
    expect(await file('large.bin')).toMatchObject({ byteLength: 300_000, sha256: expect.stringMatching(/^[0-9a-f]{64}$/), oid: expect.stringMatching(/^[0-9a-f]{40}$/) });
    expect(await file('small.csv')).toEqual({ path: 'small.csv', byteLength: small.length, oid: expect.stringMatching(/^[0-9a-f]{40}$/) });
  });
});

describe.each([{ path: 'large.bin', bytes: large }, { path: 'small.csv', bytes: small }])('the file $path', ({ path, bytes }) => {
  it('streams as a whole and in part', async () => {
    const { open } = await stage();
    const opened = await open(path);
    expect(await collect(opened.stream())).toEqual(bytes);
    expect(await collect(opened.stream(100, 2000))).toEqual(bytes.slice(100, 2000));
    expect(await collect(opened.stream(bytes.length - 1, bytes.length + 100))).toEqual(bytes.slice(-1));
    await opened.assertUnchanged();
    await opened.close();
  });

  it('is cut as arrays are, beyond its end too', async () => {
    const { open } = await stage();
    const opened = await open(path);
    for (const [start, end] of [[0, bytes.length], [0, 1], [17, 1000], [bytes.length - 3, bytes.length + 5], [5, 5], [bytes.length + 1, bytes.length + 2]] as const) {
      expect(await opened.slice(start, end)).toEqual(bytes.slice(start, end));
    }
  });

  it('asks the Hub once for where it is', async () => {
    const { open, counts, faults } = await stage();
    const opened = await open(path);
    faults([]);
    for (let start = 0; start < 1000; start += 100) await opened.slice(start, start + 100);
    expect(counts()).toEqual(path === 'large.bin' ? [1, 10] : [10, 0]);
  });
});

describe('a file of many megabytes', () => {
  const huge = Uint8Array.from({ length: 6 << 20 }, (_, index) => (index * 31) ^ (index >> 9));
  const repositories = [{ name: 'owner/data', files: { 'huge.bin': huge }, lfs: { thresholdBytes: 0 } }];

  it('is streamed in two requests, the first of them short', async () => {
    const { hub, sha, file, faults, server } = await stage({ repositories });
    const opened = hub.open('owner/data', sha, await file('huge.bin'));
    faults([]);
    expect(Buffer.compare(await collect(opened.stream()), huge)).toBe(0);
    expect(opened.isVerified).toBe(true);
    expect(server.requests.filter(({ origin }) => origin === 'cdn').map(({ range }) => range)).toEqual(['bytes=0-1048575', 'bytes=1048576-6291455']);
  });

  it('costs little where only its beginning is looked at', async () => {
    const { hub, sha, file, faults, server } = await stage({ repositories });
    const opened = hub.open('owner/data', sha, await file('huge.bin'));
    faults([]);
    for await (const chunk of opened.stream()) {
      expect(chunk).toEqual(huge.slice(0, chunk.length));
      break;
    }
    await opened.close();
    expect(server.requests.filter(({ origin }) => origin === 'cdn').map(({ range }) => range)).toEqual(['bytes=0-1048575']);
    expect(opened.isVerified).toBe(false);
  });
});

describe('a file of the Hub', () => {
  it('of no bytes is never asked for', async () => {
    const { open, server } = await stage();
    const opened = await open('empty.txt');
    const before = server.requests.length;
    expect(await collect(opened.stream())).toEqual(new Uint8Array(0));
    expect(await opened.slice(0, 10)).toEqual(new Uint8Array(0));
    expect(server.requests.length).toBe(before);
  });

  it('comes by way of the resolve cache', async () => {
    const { hub, sha, file, counts, faults } = await stage({ repositories: [{ name: 'owner/data', files: { 'small.csv': small }, resolveCache: true }] });
    const opened = hub.open('owner/data', sha, await file('small.csv'));
    faults([]);
    expect(await opened.slice(0, 10)).toEqual(small.slice(0, 10));
    expect(await opened.slice(10, 20)).toEqual(small.slice(10, 20));
    expect(counts()).toEqual([3, 0]);
  });

  it('is not read where it is larger than its kind may be', async () => {
    const { hub, sha, file } = await stage();
    await expect(hub.readFile('owner/data', sha, await file('large.bin'), 1000)).rejects.toMatchObject({ code: 'source-unreadable' });
    expect(await hub.readFile('owner/data', sha, await file('large.bin'), 300_000)).toEqual(large);
  });
});
