/** Datasets of a Hub in the command: a real Hub in this process, the real command in another. */
import { createHash } from 'node:crypto';
import { mkdirSync, readdirSync, readFileSync, rmSync, statSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type HubOptions, startHub, type TestHub } from '@datasig/hub-server';
import { afterEach, describe, expect, it } from 'vitest';
import { parquetOf, type Row, rowsFrom } from '../../huggingface/test/dataset/tables.ts';
import { outcomeOf, type Outcome, useWorkplace } from './command.ts';

const workplace = useWorkplace();
const hubs: TestHub[] = [];
afterEach(async () => {
  await Promise.all(hubs.splice(0).map((hub) => hub.close()));
});

const secret = 'hf_aVerySecretTokenIndeed';
const small = { 'data/train-00000-of-00001.parquet': parquetOf(rowsFrom(0, 300)), 'data/test-00000-of-00001.parquet': parquetOf(rowsFrom(300, 50)) };
/** Texts that do not compress, so that few rows are many bytes. */
const wide = (first: number, count: number): Row[] => rowsFrom(first, count).map((row) => ({ ...row, text: Array.from({ length: 8 }, (_, part) => createHash('sha512').update(`${row.id} ${part}`).digest('base64')).join('') }));
const wideFile = (index: number): Uint8Array => parquetOf(wide(index * 2500, 2500), 500);
/** 18 MB: enough for checkpoints that nobody asked for. */
const large = Object.fromEntries(Array.from({ length: 10 }, (_, index) => [`data/train-${String(index).padStart(5, '0')}-of-00010.parquet`, wideFile(index)]));

async function serve(...repositories: HubOptions['repositories']): Promise<TestHub> {
  const hub = await startHub({ repositories, token: secret });
  hubs.push(hub);
  return hub;
}

const run = (hub: TestHub, parameters: readonly string[], environment: Readonly<Record<string, string>> = {}): Promise<Outcome> => workplace.run(parameters, '', { HF_ENDPOINT: hub.endpoint, ...environment });

async function json(hub: TestHub, parameters: readonly string[], environment: Readonly<Record<string, string>> = {}): Promise<Record<string, unknown>> {
  const { code, stdout, stderr } = await run(hub, [...parameters, '--json'], environment);
  expect({ code, stderr }).toMatchObject({ code: 0 });
  return JSON.parse(stdout) as Record<string, unknown>;
}

/** All that a run left in its folder, hidden files and checkpoints too. */
function everythingWritten(): string {
  const names = readdirSync(workplace.path, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  return names.map((entry) => readFileSync(join(entry.parentPath, entry.name), 'latin1')).join('\n');
}

const until = async (holds: () => boolean): Promise<void> => {
  while (!holds()) await new Promise((resolve) => setTimeout(resolve, 10));
};

describe('a dataset by its name', () => {
  it('is locked with its revision, and checked again on the Hub', async () => {
    const hub = await serve({ name: 'owner/data', files: small });
    await json(hub, ['lock', 'add', 'data', 'hf:owner/data', '--split', 'train']);
    const { datasets } = JSON.parse(readFileSync(join(workplace.path, 'datasig.lock'), 'utf8')) as { readonly datasets: { readonly data: object } };
    expect(datasets.data).toMatchObject({ locations: ['hf:owner/data'], options: { split: 'train' }, recordCount: '300', revision: expect.stringMatching(/^[0-9a-f]{40}$/) as string });
    expect((await run(hub, ['lock', 'check'])).code).toBe(0);
    const changed = await serve({ name: 'owner/data', files: { ...small, 'data/train-00000-of-00001.parquet': parquetOf(rowsFrom(0, 299)) } });
    const { code, stdout } = await run(changed, ['lock', 'check']);
    expect({ code, stdout }).toEqual({ code: 1, stdout: expect.stringContaining('300 records before, 299 now; 1 gone, 0 new') as string });
  });

  it('becomes a fingerprint that tells where it is from', async () => {
    const hub = await serve({ name: 'owner/data', files: small });
    const sha = await hub.repository('owner/data').sha();
    const described = await json(hub, ['fingerprint', 'hf:owner/data']);
    expect(described).toMatchObject({
      file: 'data.datasig.json', name: 'data', recordCount: '350', verified: 'structural', warnings: [],
      origins: [{ name: 'data', connector: 'huggingface', location: 'owner/data', revision: sha }],
      parts: [{ name: 'test', recordCount: '50' }, { name: 'train', recordCount: '300' }],
      run: { recordCount: 350, resumedShardCount: 0 },
    });
    expect(workplace.list()).toEqual(['data.datasig.json']);
    expect(await json(hub, ['verify', 'data.datasig.json', 'hf:owner/data'])).toMatchObject({ same: true });
    expect(await json(hub, ['fingerprint', 'hf:owner/data', '--split', 'test', '--verify', 'full'])).toMatchObject({ file: 'data-test.datasig.json', recordCount: '50', verified: 'full', parts: [] });
  });

  it('is compared with another of its revisions', async () => {
    const hub = await serve({ name: 'owner/data', files: { ...small, 'data/test-00000-of-00001.parquet': parquetOf(rowsFrom(300, 60)) }, revisions: { 'refs/tags/v1': { files: small } } });
    expect(await json(hub, ['compare', 'hf:owner/data@v1', 'hf:owner/data'])).toMatchObject({ identical: false, parts: [{ name: 'test', identical: false }, { name: 'train', identical: true }] });
    expect(await json(hub, ['compare', 'hf:owner/data@v1', 'hf:owner/data', '--split', 'train'])).toMatchObject({ identical: true });
  });

  it('is listed, and not read, by --dry-run', async () => {
    const hub = await serve({ name: 'owner/data', files: large, lfs: { thresholdBytes: 0 } });
    const sha = await hub.repository('owner/data').sha();
    const plan = (await json(hub, ['fingerprint', 'hf:owner/data', '--dry-run'])) as { readonly shards: readonly object[] };
    const byteLength = Object.values(large).reduce((sum, bytes) => sum + bytes.length, 0);
    expect(plan).toMatchObject({ dryRun: true, name: 'data', connector: 'huggingface', location: 'owner/data', revision: sha, byteLength, recordCount: 25_000 });
    expect(plan.shards).toEqual(Object.entries(large).map(([id, bytes]) => ({ id, part: 'train', byteLength: bytes.length, recordCount: 2500 })));
    // Only the indexes at the ends of the files have been asked for.
    expect(hub.requests.reduce((sum, { byteLength: sent }) => sum + sent, 0)).toBeLessThan(1_000_000);
    const { stdout } = await run(hub, ['fingerprint', 'hf:owner/data', '--dry-run']);
    expect(stdout).toMatch(/data {2}owner\/data at [0-9a-f]{40}/);
    expect(stdout).toMatch(/train {2}data\/train-00009-of-00010\.parquet +1\.8 MB +2,500\n/);
    expect(stdout).toMatch(/10 together +18\.\d MB +25,000\n/);
    expect(workplace.list()).toEqual([]);
  });

  it('is read from the local cache, offline', async () => {
    const hub = await serve({ name: 'owner/data', files: small });
    const sha = await hub.repository('owner/data').sha();
    const folder = join(workplace.path, 'cache', 'datasets--owner--data');
    for (const [name, bytes] of Object.entries(small)) {
      const digest = createHash('sha256').update(bytes).digest('hex');
      for (const path of ['blobs', 'refs', `snapshots/${sha}/data`]) mkdirSync(join(folder, path), { recursive: true });
      writeFileSync(join(folder, 'blobs', digest), bytes);
      symlinkSync(`../../../blobs/${digest}`, join(folder, 'snapshots', sha, name));
    }
    writeFileSync(join(folder, 'refs', 'main'), sha);
    const cache = { HF_HUB_CACHE: join(workplace.path, 'cache') };
    await json(hub, ['fingerprint', 'hf:owner/data', '-o', 'asked.datasig.json'], cache);
    // The Hub tells what there is; the bytes are here.
    expect(hub.requests.filter(({ path }) => path.includes('/resolve/') || path.startsWith('/repos/'))).toEqual([]);
    hub.forgetRequests();
    expect(await json(hub, ['fingerprint', 'hf:owner/data', '-o', 'offline.datasig.json'], { ...cache, HF_HUB_OFFLINE: '1' })).toMatchObject({ warnings: [{ message: expect.stringContaining('offline') as string }] });
    expect(hub.requests).toEqual([]);
    expect(workplace.read('offline.datasig.json')).toBe(workplace.read('asked.datasig.json'));
  });
});

describe('a large dataset', () => {
  it('that is killed goes on where it was, unasked, and ends with the same bytes', async () => {
    const hub = await serve({ name: 'owner/data', files: large, lfs: { thresholdBytes: 0 } });
    await json(hub, ['fingerprint', 'hf:owner/data', '--no-resume', '--threads', '1', '-o', 'undisturbed.datasig.json']);
    const requestCount = hub.requests.length;
    const undisturbed = workplace.read('undisturbed.datasig.json');
    for (const [share, threads] of [[0.3, 1], [0.6, 2], [0.9, 1]] as const) {
      hub.forgetRequests();
      const child = workplace.start(['fingerprint', 'hf:owner/data', '--threads', `${threads}`, '-o', 'killed.datasig.json'], { HF_ENDPOINT: hub.endpoint });
      const outcome = outcomeOf(child);
      await until(() => hub.requests.length >= share * requestCount);
      child.kill('SIGKILL');
      expect(await outcome).toMatchObject({ code: null, stdout: '' });
      expect(workplace.list()).not.toContain('killed.datasig.json');
      const { run: resumed } = (await json(hub, ['fingerprint', 'hf:owner/data', '-o', 'killed.datasig.json', '--threads', '2'])) as { readonly run: { readonly resumedShardCount: number } };
      expect(resumed.resumedShardCount).toBeGreaterThanOrEqual(share > 0.5 ? 1 : 0);
      expect(workplace.read('killed.datasig.json')).toBe(undisturbed);
      // What was kept is not needed any more.
      expect(workplace.list()).toEqual(['killed.datasig.json', 'undisturbed.datasig.json']);
      rmSync(join(workplace.path, 'killed.datasig.json'));
    }
  });

  it('that was killed at one commit begins anew at another', async () => {
    const hub = await serve({ name: 'owner/data', files: large, lfs: { thresholdBytes: 0 } });
    const child = workplace.start(['fingerprint', 'hf:owner/data', '--threads', '1'], { HF_ENDPOINT: hub.endpoint });
    const outcome = outcomeOf(child);
    const state = join(workplace.path, '.datasig-state');
    await until(() => statSync(state, { throwIfNoEntry: false }) !== undefined && readdirSync(state, { recursive: true }).some((name) => String(name).endsWith('.json')));
    child.kill('SIGKILL');
    await outcome;
    const moved = { ...large, 'data/train-00000-of-00010.parquet': wideFile(77) };
    const sha = await hub.repository('owner/data').push('main', { files: moved });
    expect(await json(hub, ['fingerprint', 'hf:owner/data'])).toMatchObject({ recordCount: '25000', origins: [{ revision: sha }], run: { resumedShardCount: 0 } });
  });

  it.each<[when: string, after: { readonly after?: number }, parameters: readonly string[]]>([
    ['before the first byte', {}, []],
    ['in the middle of a file', { after: 1000 }, []],
    ['in a file that is fetched whole first', { after: 100_000 }, ['--verify', 'full']],
    ['the same on one thread', { after: 100_000 }, ['--verify', 'full', '--threads', '1']],
  ])('ends on Ctrl-C while the server says nothing, %s', async (_, after, parameters) => {
    const temporary = join(workplace.path, 'temporary');
    mkdirSync(temporary);
    const hub = await serve({ name: 'owner/data', files: large, lfs: { thresholdBytes: 0 } });
    hub.setFaults([{ match: { origin: 'cdn' }, on: { every: parameters.length > 0 ? 13 : 5 }, fault: { kind: 'stall', ...after } }]);
    const child = workplace.start(['fingerprint', 'hf:owner/data', ...parameters], { HF_ENDPOINT: hub.endpoint, TMPDIR: temporary });
    const outcome = outcomeOf(child);
    await until(() => hub.faults[0]!.fired > 0);
    const killedMs = performance.now();
    child.kill('SIGINT');
    expect(await outcome).toMatchObject({ code: 130, stdout: '', stderr: expect.stringContaining('[cancelled]') as string });
    // The client itself gives a server that says nothing half a minute.
    expect(performance.now() - killedMs).toBeLessThan(15_000);
    expect(workplace.list().filter((name) => name !== '.datasig-state')).toEqual(['temporary']);
    expect(readdirSync(temporary)).toEqual([]);
  });
});

describe('errors', () => {
  it.each<[name: string, parameters: readonly string[], code: number, message: string]>([
    ['no such dataset', ['hf:owner/nothing'], 3, '[source-not-found]: owner/nothing'],
    ['no such revision', ['hf:owner/data@v9'], 3, '[source-not-found]: owner/data'],
    ['no such file', ['hf:owner/data/x.csv'], 3, '[source-not-found]'],
    ['a gated one', ['hf:owner/gated'], 3, '[hub-access-denied]: owner/gated'],
    ['a private one', ['hf:owner/private'], 3, '[source-not-found]: owner/private'],
    ['no such split', ['hf:owner/data', '--split', 'validation'], 2, '[unknown-split]'],
    ['no such config', ['hf:owner/data', '--config', 'de'], 2, '[unknown-config]'],
    ['two revisions', ['hf:owner/data@main', '--revision', 'v1'], 2, '[invalid-argument]'],
    ['two datasets', ['hf:owner/data', 'hf:owner/gated'], 2, '[invalid-location]'],
    ['another web page', ['https://example.org/owner/data'], 2, '[invalid-location]'],
    ['a script', ['hf:owner/script'], 3, '[unsupported-format]: owner/script'],
    ['an option of other connectors', ['hf:owner/data', '--table', 'x'], 2, '[invalid-argument]'],
  ])('%s', async (_, parameters, code, message) => {
    const hub = await serve({ name: 'owner/data', files: small }, { name: 'owner/gated', files: small, gated: true, closedListing: true }, { name: 'owner/private', files: small, private: true }, { name: 'owner/script', files: { 'script.py': 'import datasets\n' } });
    const outcome = await run(hub, ['fingerprint', ...parameters]);
    expect({ ...outcome, stderr: '' }).toEqual({ code, stdout: '', stderr: '' });
    expect(outcome.stderr).toContain(message);
    expect(workplace.list()).toEqual([]);
  });

  it('of the data name the file and the row', async () => {
    const hub = await serve({ name: 'owner/data', files: { 'train.jsonl': '{"a":1}\n{"a":2}\n{"a":\n' } });
    expect(await run(hub, ['fingerprint', 'hf:owner/data'])).toMatchObject({ code: 3, stdout: '', stderr: expect.stringContaining('[invalid-json]: owner/data: train.jsonl, line 3') as string });
    expect(workplace.list()).toEqual([]);
  });
});

describe('the token', () => {
  const gated = { name: 'owner/gated', files: large, gated: true, closedListing: true, lfs: { thresholdBytes: 0 } };
  const token = { HF_TOKEN: secret };

  it('opens what it may, and is told to nobody else', async () => {
    const hub = await serve(gated);
    const child = workplace.start(['fingerprint', 'hf:owner/gated'], { HF_ENDPOINT: hub.endpoint, ...token });
    const outcome = outcomeOf(child);
    const state = join(workplace.path, '.datasig-state');
    await until(() => statSync(state, { throwIfNoEntry: false }) !== undefined && readdirSync(state, { recursive: true }).some((name) => String(name).endsWith('.json')));
    child.kill('SIGINT');
    const { code, stderr } = await outcome;
    const interrupted = everythingWritten();
    expect({ code, hasCheckpoints: interrupted.length > 1000 }).toEqual({ code: 130, hasCheckpoints: true });
    const finished = await run(hub, ['fingerprint', 'hf:owner/gated', '--json'], token);
    expect(finished.code).toBe(0);
    expect(hub.requests.filter(({ origin, authorization }) => (origin === 'hub') !== authorization)).toEqual([]);
    for (const text of [stderr, interrupted, finished.stdout, finished.stderr, everythingWritten()]) expect(text).not.toContain(secret);
  });

  it('is in no error, and follows no redirect', async () => {
    const hub = await serve(gated);
    const texts: string[] = [];
    for (const fault of [{ kind: 'foreign-redirect' }, { kind: 'status', status: 403 }, { kind: 'status', status: 401 }, { kind: 'redirect-loop' }] as const) {
      hub.setFaults([{ match: { origin: 'hub', path: '/datasets/**' }, fault }]);
      const outcome = await run(hub, ['fingerprint', 'hf:owner/gated', '--threads', '1', '-o', 'x.datasig.json'], token);
      texts.push(outcome.stdout, outcome.stderr, everythingWritten());
      expect(outcome.code).toBe(fault.kind === 'foreign-redirect' ? 0 : 3);
    }
    const { stderr } = await run(hub, ['fingerprint', 'hf:owner/gated'], { HF_TOKEN: `${secret} and\nmore` });
    for (const text of [...texts, stderr]) expect(text).not.toContain(secret);
    expect(hub.requests.filter(({ origin, authorization }) => origin !== 'hub' && authorization)).toEqual([]);
    expect(hub.requests.filter(({ origin }) => origin === 'foreign')).not.toEqual([]);
  });
});
