/** The cache that the Hub's Python library leaves: read where its bytes are surely right, never written. */
import { createHash } from 'node:crypto';
import { appendFile, cp, mkdir, mkdtemp, readdir, rm, symlink, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join, relative } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { Hub } from '../../src/hub/hub.ts';
import { collect, large, small, type Stage, stage } from './stage.ts';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'hub-cache-'));
});
afterEach(() => rm(folder, { recursive: true }));

const name = 'owner/data';
const root = (): string => join(folder, 'datasets--owner--data');

/** Lays a file down as the Python library does. */
async function keep(sha: string, path: string, bytes: Uint8Array, blob: string): Promise<void> {
  const link = join(root(), 'snapshots', sha, path);
  await mkdir(join(root(), 'blobs'), { recursive: true });
  await mkdir(dirname(link), { recursive: true });
  await writeFile(join(root(), 'blobs', blob), bytes);
  await symlink(relative(dirname(link), join(root(), 'blobs', blob)), link);
}

async function keepRef(revision: string, sha: string): Promise<void> {
  await mkdir(dirname(join(root(), 'refs', revision)), { recursive: true });
  await writeFile(join(root(), 'refs', revision), sha);
}

const sha256 = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex');
const gitOid = (bytes: Uint8Array): string => createHash('sha1').update(`blob ${bytes.length}\0`).update(bytes).digest('hex');

async function cached(): Promise<Stage> {
  const test = await stage({}, { cacheFolder: folder });
  await keep(test.sha, 'large.bin', large, sha256(large));
  await keep(test.sha, 'small.csv', small, gitOid(small));
  return test;
}

describe('with the Hub at hand', () => {
  it('a file of its digest is not asked for', async () => {
    const { open, faults, counts } = await cached();
    for (const [path, bytes] of [['large.bin', large], ['small.csv', small]] as const) {
      const opened = await open(path);
      faults([]);
      expect(await collect(opened.stream())).toEqual(bytes);
      expect(await opened.slice(5, 5000)).toEqual(bytes.slice(5, 5000));
      await opened.assertUnchanged();
      await opened.close();
      expect(counts()).toEqual([0, 0]);
    }
  });

  it.each([
    ['another size', large.slice(1), sha256(large)],
    ['another name', large, 'f'.repeat(64)],
  ])('a blob of %s is not used', async (_, bytes, blob) => {
    const { sha, open, faults, counts } = await stage({}, { cacheFolder: folder });
    await keep(sha, 'large.bin', bytes, blob);
    const opened = await open('large.bin');
    faults([]);
    expect(await collect(opened.stream())).toEqual(large);
    expect(counts()).toEqual([1, 1]);
  });

  it('a damaged blob is found when it is read whole', async () => {
    const { sha, open } = await stage({}, { cacheFolder: folder });
    await keep(sha, 'large.bin', large.map((byte, index) => (index === 100_000 ? byte ^ 1 : byte)), sha256(large));
    const opened = await open('large.bin');
    await expect(collect(opened.stream())).rejects.toMatchObject({ code: 'checksum-mismatch', message: expect.stringContaining('the local cache is damaged') as string });
    await opened.close();
  });

  it('a blob that is written to meanwhile is another', async () => {
    const { open } = await cached();
    const opened = await open('large.bin');
    await opened.slice(0, 10);
    await appendFile(join(root(), 'blobs', sha256(large)), 'x');
    await expect(opened.assertUnchanged()).rejects.toMatchObject({ code: 'source-changed' });
    await opened.close();
  });

  it('nothing is written', async () => {
    const { open } = await cached();
    const before = await readdir(folder, { recursive: true });
    await utimes(root(), 0, 0);
    const opened = await open('small.csv');
    await collect(opened.stream());
    await opened.close();
    expect(await readdir(folder, { recursive: true })).toEqual(before);
  });
});

describe('offline', () => {
  const offline = (options: object = {}): Hub => new Hub({ offline: true, cacheFolder: folder, endpoint: 'http://127.0.0.1:9', ...options });

  it('name, listing and files are as online', async () => {
    const { hub, sha } = await cached();
    await keep(sha, 'empty.txt', new Uint8Array(0), gitOid(new Uint8Array(0)));
    await keepRef('refs/convert/parquet', sha);
    await keepRef('main', sha);
    const dataset = await offline().dataset(name);
    expect(dataset).toMatchObject({ name, sha, warnings: [expect.stringContaining('offline')] });
    expect(await offline().dataset(name, 'refs/convert/parquet')).toMatchObject({ sha });
    expect(await offline().dataset(name, sha)).toMatchObject({ sha });
    const listing = await offline().listFiles(name, sha);
    expect(listing).toEqual(await hub.listFiles(name, sha));
    for (const file of listing) expect((await offline().readFile(name, sha, file, 1 << 20)).length).toBe(file.byteLength);
  });

  it('a listing that was kept is the truth, also of files that were not', async () => {
    const { hub, sha } = await cached();
    const listing = await hub.listFiles(name, sha);
    const files = Object.fromEntries(listing.map(({ path, byteLength, oid, sha256: digest }) => [path, { size: digest === undefined ? byteLength : 132, blob_id: oid, ...(digest !== undefined && { lfs_sha256: digest, lfs_size: byteLength }) }]));
    await mkdir(join(root(), 'trees'));
    await writeFile(join(root(), 'trees', `${sha}.json`), JSON.stringify({ format_version: 1, files }));
    expect(await offline().dataset(name, sha)).toMatchObject({ sha, warnings: [] });
    expect(await offline().listFiles(name, sha)).toEqual(listing);
    await rm(join(root(), 'snapshots', sha, 'small.csv'));
    const gone = listing.find(({ path }) => path === 'small.csv')!;
    await expect(offline().readFile(name, sha, gone, 1 << 20)).rejects.toMatchObject({ code: 'offline-missing', message: expect.stringContaining('the file small.csv') });
    await expect(offline().listFiles(name, sha, 'small')).rejects.toMatchObject({ code: 'offline-missing' });
  });

  it.each(['', '[]', '{"format_version":2,"files":{}}', '{"format_version":1,"files":{"../x":{"size":1,"blob_id":"0000000000000000000000000000000000000000"}}}'])('a listing that is none (%s) is left aside', async (text) => {
    const sha = 'a'.repeat(40);
    await keep(sha, 'small.csv', small, gitOid(small));
    await mkdir(join(root(), 'trees'));
    await writeFile(join(root(), 'trees', `${sha}.json`), text);
    expect((await offline().listFiles(name, sha)).map(({ path }) => path)).toEqual(['small.csv']);
  });

  it('folders can be listed', async () => {
    const sha = 'a'.repeat(40);
    await keep(sha, 'data/é/b.csv', small, gitOid(small));
    await keep(sha, 'c.csv', small, gitOid(small));
    expect((await offline().listFiles(name, sha, 'data')).map(({ path }) => path)).toEqual(['data/é/b.csv']);
    expect((await offline().listFiles(name, sha)).map(({ path }) => path)).toEqual(['c.csv', 'data/é/b.csv']);
  });

  it('files stand for themselves where the system has no links', async () => {
    const sha = 'a'.repeat(40);
    await keep(sha, 'small.csv', small, gitOid(small));
    const copy = 'b'.repeat(40);
    await cp(join(root(), 'snapshots', sha), join(root(), 'snapshots', copy), { recursive: true, dereference: true });
    const [file] = await offline().listFiles(name, copy);
    expect(file).toEqual({ path: 'small.csv', byteLength: small.length, oid: gitOid(small) });
    expect(await offline().readFile(name, copy, file!, 1 << 20)).toEqual(small);
  });

  it('a series that is not whole is refused; online the listing is the truth', () => {
    const files = ['train-00000-of-00002.parquet'].map((path) => ({ path, byteLength: 1, oid: '0'.repeat(40) }));
    expect(() => offline().assertComplete(name, files)).toThrow(expect.objectContaining({ code: 'offline-missing', message: expect.stringContaining('train-00001-of-00002.parquet') }));
    expect(() => new Hub({ offline: false }).assertComplete(name, files)).not.toThrow();
  });

  it('what is missing is named', async () => {
    const sha = 'a'.repeat(40);
    await keep(sha, 'small.csv', small, gitOid(small));
    await keepRef('gone', 'b'.repeat(40));
    const file = { path: 'other.csv', byteLength: 3, oid: '0'.repeat(40) };
    const cases = [
      [() => offline().dataset(name), 'the revision main'],
      [() => offline().dataset(name, '../../x'), 'the revision ../../x'],
      [() => offline().dataset(name, 'gone'), 'the revision gone'],
      [() => offline().dataset('owner/other'), 'the revision main'],
      [() => offline().listFiles(name, sha, '../..'), 'the folder ../..'],
      [() => offline().listFiles(name, sha, 'nowhere'), 'the folder nowhere'],
      [() => offline().readFile(name, sha, file, 100), 'the file other.csv'],
      [() => offline().readFile(name, sha, { ...file, path: 'small.csv' }, 100), 'the file small.csv'],
      [() => offline({ cacheFolder: null }).dataset(name), 'no local cache'],
    ] as const;
    for (const [action, text] of cases) await expect(action()).rejects.toMatchObject({ code: 'offline-missing', message: expect.stringContaining(text) });
  });
});
