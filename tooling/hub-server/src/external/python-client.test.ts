import { execFile } from 'node:child_process';
import { createHash, randomFillSync } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { pythonWith } from '@datasig/corpus/python';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { patternBytes, startForTest } from '../testing.ts';
import type { RepositoryOptions, TestHub } from '../index.ts';

interface Written {
  readonly train: readonly object[];
  readonly test: readonly object[];
  readonly csv: readonly object[];
  /** Hex. */
  readonly pixels: readonly string[];
}

const execute = promisify(execFile);
const root = fileURLToPath(new URL('../..', import.meta.url));
const folder = mkdtempSync(join(tmpdir(), 'datasig-hub-'));
let python: string;
let written: Written;

beforeAll(async () => {
  python = await pythonWith(root, 'requirements.txt');
  written = JSON.parse((await execute(python, [join(root, 'write_data.py'), folder], { maxBuffer: 2 ** 26 })).stdout) as Written;
}, 600_000);
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** Runs calls in one Python, whose cache is new and which knows no token. */
async function ask(hub: TestHub, calls: readonly object[], environment: Readonly<Record<string, string>> = {}): Promise<readonly unknown[]> {
  const home = mkdtempSync(join(folder, 'home-'));
  const running = execute(python, [join(root, 'client.py')], { env: { PATH: process.env['PATH'], HOME: home, HF_HOME: home, HF_ENDPOINT: hub.endpoint, ...environment }, maxBuffer: 2 ** 26 });
  running.child.stdin!.end(JSON.stringify(calls));
  return JSON.parse((await running).stdout) as readonly unknown[];
}

const sha256 = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex');
const shaOf = (...path: readonly string[]): string => sha256(readFileSync(join(folder, ...path)));
const errorOf = (name: string): object => ({ error: expect.arrayContaining([name]) as unknown });
const served = (name: string, options: Partial<RepositoryOptions> = {}): RepositoryOptions => ({ name: `owner/${name}`, folder: join(folder, name), ...options });

it('has the versions that were asked for', async () => {
  expect(await ask(await startForTest({ repositories: [] }), [{ do: 'versions' }])).toEqual([['2.4.0', '5.2.0']]);
});

describe('huggingface_hub', () => {
  it('lists and downloads, in git and outside of it, by way of the resolve cache or not', async () => {
    const hub = await startForTest({ repositories: [served('csv'), served('parquet'), served('images', { resolveCache: true })], pageSize: 3 });
    const [info, csv, parquet, images, whoami] = await ask(hub, [
      { do: 'info', name: 'owner/parquet' }, { do: 'snapshot', name: 'owner/csv' }, { do: 'snapshot', name: 'owner/parquet' }, { do: 'snapshot', name: 'owner/images' }, { do: 'whoami', token: hub.token },
    ]);
    const data = ['test-00000-of-00001.parquet', 'train-00000-of-00002.parquet', 'train-00001-of-00002.parquet'];
    const expected = Object.fromEntries(data.map((name) => [`data/${name}`, shaOf('parquet', 'data', name)]));
    expect(info).toEqual({ id: 'owner/parquet', sha: await hub.repository('owner/parquet').sha(), gated: false, private: false, files: expected });
    expect(parquet).toEqual(expected);
    expect(csv).toEqual(Object.fromEntries(['README.md', 'other.csv', 'part #1 ü.csv'].map((name) => [name, shaOf('csv', name)])));
    expect(images).toMatchObject({ 'train/0.png': shaOf('images', 'train', '0.png'), 'train/metadata.csv': shaOf('images', 'train', 'metadata.csv') });
    expect(whoami).toBe('tester');
    expect(hub.requests.filter(({ status, path }) => status === 200 && path.startsWith('/api/resolve-cache/'))).not.toEqual([]);
  });

  it.each([['Xet', {}], ['the CDN', { HF_HUB_DISABLE_XET: '1' }]])('downloads files outside of git over %s, without the token', async (way, environment) => {
    const hub = await startForTest({ repositories: [served('parquet', { xet: true, gated: true })], xet: { chunkBytes: 1000, xorbChunks: 5 } });
    const path = 'data/train-00000-of-00002.parquet';
    expect(await ask(hub, [{ do: 'download', name: 'owner/parquet', path, token: hub.token }], environment)).toEqual([shaOf('parquet', path)]);
    const bodies = hub.requests.filter(({ path: asked, status }) => status < 300 && /^\/(?:xorbs|repos)\//u.test(asked));
    expect(new Set(bodies.map(({ origin, authorization }) => `${origin} ${authorization}`))).toEqual(new Set([way === 'Xet' ? 'cas false' : 'cdn false']));
  });

  it('reads ranges and globs through its file system', async () => {
    const hub = await startForTest({ repositories: [served('parquet'), { name: 'owner/many', files: Object.fromEntries(Array.from({ length: 30 }, (_, index) => [`d${index % 3}/${index}.txt`, String(index)])) }], pageSize: 4 });
    const path = 'data/train-00000-of-00002.parquet';
    const [part, files, texts] = await ask(hub, [{ do: 'part', path: `datasets/owner/parquet/${path}`, start: 1500, end: 7300 }, { do: 'glob', pattern: 'datasets/owner/parquet/**/train-*' }, { do: 'glob', pattern: 'datasets/owner/many/d1/*' }]);
    expect(part).toBe(sha256(readFileSync(join(folder, 'parquet', path)).subarray(1500, 7300)));
    expect(files).toEqual([0, 1].map((index) => `datasets/owner/parquet/data/train-0000${index}-of-00002.parquet`));
    expect(texts).toHaveLength(10);
  });

  it('knows names with every character, of one word, and all refs', async () => {
    const names = ['a#b.csv', '100%.bin', '%25.csv', 'a b+c.csv', 'ü/日本?.csv', "it's.bin"];
    const hub = await startForTest({ repositories: [{ name: 'word', files: { 'a.csv': 'w' } }, { name: 'owner/names', files: Object.fromEntries(names.map((name) => [name, name])), revisions: { 'refs/tags/v1': { files: {} }, 'refs/pr/1': { files: { 'pull.txt': 'p' } }, 'refs/convert/parquet': { files: { 'c.bin': patternBytes } } }, resolveCache: true }] });
    const answers = await ask(hub, [...names.map((path) => ({ do: 'download', name: 'owner/names', path })), { do: 'download', name: 'owner/names', path: 'pull.txt', revision: 'refs/pr/1' }, { do: 'download', name: 'word', path: 'a.csv' }, { do: 'refs', name: 'owner/names' }]);
    expect(answers.slice(0, names.length)).toEqual(names.map((name) => sha256(Buffer.from(name))));
    const sha = (ref: string): Promise<string> => hub.repository('owner/names').sha(ref);
    expect(answers.slice(names.length)).toEqual([sha256(Buffer.from('p')), sha256(Buffer.from('w')), {
      branches: { 'refs/heads/main': await sha('main') }, tags: { 'refs/tags/v1': await sha('v1') }, converts: { 'refs/convert/parquet': await sha('refs/convert/parquet') }, pull_requests: { 'refs/pr/1': await sha('refs/pr/1') },
    }]);
  });

  it('raises what it has for each error', async () => {
    const hub = await startForTest({
      users: [{ name: 'stranger', token: 'hf_stranger', repositories: [] }],
      repositories: [{ name: 'owner/gated', files: { 'a.csv': 'a' }, gated: true }, { name: 'owner/secret', files: { 'a.csv': 'a' }, private: true }, { name: 'owner/open', files: { 'a.csv': 'a' } }],
    });
    const call = (name: string, path: string, more: object = {}): object => ({ do: 'download', name: `owner/${name}`, path, ...more });
    expect(await ask(hub, [
      call('gated', 'a.csv'), call('gated', 'a.csv', { token: 'hf_stranger' }), call('gated', 'a.csv', { token: hub.token }), call('secret', 'a.csv'), call('secret', 'a.csv', { token: 'hf_stranger' }),
      call('nothing', 'a.csv'), call('open', 'a.csv', { revision: 'v9' }), call('open', 'nothing.csv'), { do: 'info', name: 'owner/nothing' }, { do: 'info', name: 'owner/open', revision: 'v9' }, { do: 'info', name: 'owner/gated' },
    ])).toEqual([
      errorOf('GatedRepoError'), errorOf('GatedRepoError'), sha256(Buffer.from('a')), errorOf('RepositoryNotFoundError'), errorOf('RepositoryNotFoundError'),
      errorOf('RepositoryNotFoundError'), errorOf('RevisionNotFoundError'), errorOf('EntryNotFoundError'), errorOf('RepositoryNotFoundError'), errorOf('RevisionNotFoundError'), expect.objectContaining({ gated: 'auto' }),
    ].map((expected) => (typeof expected === 'object' && 'error' in expected ? expect.objectContaining(expected) as unknown : expected)));
  });

  it('gets over faults that pass, and over no others', async () => {
    const large = randomFillSync(new Uint8Array(24 * 2 ** 20));
    const hub = await startForTest({ repositories: [{ name: 'owner/data', files: { 'a.bin': patternBytes, 'large.bin': large } }] });
    const download = { do: 'download', name: 'owner/data', path: 'a.bin' };
    hub.setFaults([{ match: { origin: 'cdn' }, on: { first: 2 }, fault: { kind: 'cut-body', after: 11 * 2 ** 20 } }]);
    expect(await ask(hub, [{ ...download, path: 'large.bin' }])).toEqual([sha256(large)]);
    // It keeps what arrived in steps of 10 MiB.
    expect(hub.requests.filter(({ origin }) => origin === 'cdn').map(({ range }) => range)).toEqual([undefined, `bytes=${10 * 2 ** 20}-`, `bytes=${20 * 2 ** 20}-`]);
    hub.setFaults([{ match: { origin: 'cdn' }, fault: { kind: 'short-body' } }]);
    expect(await ask(hub, [download])).toEqual([expect.objectContaining({ message: expect.stringContaining('should be of size 1000 but has size 500') as string })]);
    hub.setFaults([{ match: { origin: 'cdn' }, fault: { kind: 'status', status: 403 } }]);
    expect(await ask(hub, [download])).toEqual([expect.objectContaining(errorOf('HfHubHTTPError'))]);
  });
});

describe('datasets', () => {
  it('loads Parquet, whole and streamed, over Xet and the CDN', async () => {
    const hub = await startForTest({ repositories: [served('parquet', { xet: true })] });
    const calls = [{ do: 'load', name: 'owner/parquet' }, { do: 'load', name: 'owner/parquet', streaming: true }];
    const expected = { train: written.train, test: written.test };
    expect(await ask(hub, calls)).toEqual([expected, expected]);
    expect(await ask(hub, calls, { HF_HUB_DISABLE_XET: '1' })).toEqual([expected, expected]);
  });

  it('loads CSV by the card, and an image folder with its metadata', async () => {
    const hub = await startForTest({ repositories: [served('csv', { resolveCache: true }), served('images')] });
    expect(await ask(hub, [{ do: 'load', name: 'owner/csv' }, { do: 'load', name: 'owner/images' }])).toEqual([
      { train: written.csv },
      { train: written.pixels.map((pixels, index) => ({ image: ['RGB', 28, 28, sha256(Buffer.from(pixels, 'hex'))], label: index % 2 })) },
    ]);
  });

  it('loads what is gated, renamed, or at another revision', async () => {
    const hub = await startForTest({ repositories: [
      { name: 'owner/gated', files: { 'train.csv': 'a\n1\n' }, gated: true, renamedFrom: ['former/name'] },
      { name: 'owner/revisions', files: { 'train.csv': 'a\n3\n' }, revisions: { 'refs/tags/v1': { files: { 'train.csv': 'a\n4\n' } }, 'refs/convert/parquet': { folder: join(folder, 'parquet') } } },
    ] });
    const sha = await hub.repository('owner/revisions').sha();
    await hub.repository('owner/revisions').push('main', { files: { 'train.csv': 'a\n5\n' } });
    const row = (a: number): object => ({ train: [{ a }] });
    const revision = (name: string): object => ({ do: 'load', name: 'owner/revisions', revision: name });
    // What has been loaded once comes from the cache whatever the Hub says: the refusals are first.
    const [refused, missing, gated, renamed, tag, old, present, converted] = await ask(hub, [
      { do: 'load', name: 'owner/gated' }, { do: 'load', name: 'owner/nothing' },
      { do: 'load', name: 'owner/gated', token: hub.token }, { do: 'load', name: 'former/name', token: hub.token },
      revision('v1'), revision(sha), revision('main'), revision('refs/convert/parquet'),
    ]);
    expect([gated, renamed, tag, old, present]).toEqual([row(1), row(1), row(4), row(3), row(5)]);
    expect(converted).toEqual({ train: written.train, test: written.test });
    expect(refused).toMatchObject({ ...errorOf('DatasetNotFoundError'), message: expect.stringContaining('is a gated dataset') as string });
    expect(missing).toMatchObject(errorOf('DatasetNotFoundError'));
  });
});
