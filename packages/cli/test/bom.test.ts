/** Bills of materials from end to end: made, enriched, verified, and each way to fail with its exit code. */
import { truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeEach, describe, expect, it } from 'vitest';
import { type Outcome, useWorkplace } from './command.ts';

const workplace = useWorkplace();
const rows = (from: number, to: number): string => `id,name\n${Array.from({ length: to - from }, (_, index) => `${from + index},row ${from + index}\n`).join('')}`;

interface Verified {
  readonly holds: boolean | null;
  readonly datasets: readonly { readonly name: string; readonly status: string; readonly reason: string; readonly recordCount: object; readonly changedShare: object | null; readonly removed: object | null; readonly added: object | null }[];
  readonly files: readonly { readonly status: string }[];
  readonly models: readonly { readonly status: string }[];
}

const bom = (...parameters: readonly string[]): Promise<Outcome> => workplace.run(['bom', ...parameters]);

async function made(...parameters: readonly string[]): Promise<Outcome> {
  const outcome = await workplace.run(parameters);
  if (outcome.code !== 0) throw new Error(`${parameters.join(' ')} ended with ${outcome.code}: ${outcome.stderr}`);
  return outcome;
}

async function verified(...parameters: readonly string[]): Promise<Verified & { readonly code: number | null }> {
  const { code, stdout, stderr } = await bom('verify', ...parameters, '--json');
  if (stdout === '') throw new Error(stderr);
  return { code, ...(JSON.parse(stdout) as Verified) };
}

async function refused(...parameters: readonly string[]): Promise<{ readonly exit: number | null; readonly code: string }> {
  const { code, stderr, stdout } = await bom(...parameters, '--json');
  expect(stdout).toBe('');
  return { exit: code, code: (JSON.parse(stderr.trim().split('\n').at(-1)!) as { readonly error: { readonly code: string } }).error.code };
}

beforeEach(async () => {
  workplace.write({ 'train.csv': rows(0, 200), 'changed.csv': rows(0, 200).replace('7,row 7\n', '7,row seven\n'), 'test.csv': rows(500, 520), 'model.safetensors': 'weights' });
  await made('fingerprint', 'train.csv');
  await made('fingerprint', 'test.csv');
});

const create = (): Promise<Outcome> => made('bom', 'create', 'train.datasig.json', 'test.datasig.json', '--model', 'model.safetensors', '--tested-on', 'test', '--file', 'train=train.csv', '-o', 'bom.json');

describe('two datasets and a model', () => {
  it('become a bill that holds until a row changes', async () => {
    await create();
    const good = await verified('bom.json', 'train=train.csv', 'test=test.datasig.json', '--model', 'model.safetensors', '--file', 'train=train.csv');
    expect(good).toMatchObject({ code: 0, holds: true, files: [{ status: 'holds' }], models: [{ status: 'holds' }] });
    const bad = await verified('bom.json', 'train=changed.csv', 'test=test.csv');
    expect(bad).toMatchObject({ code: 1, holds: false });
    expect(bad.datasets[0]).toMatchObject({
      name: 'train', status: 'broken', recordCount: { claimed: '200', found: '200' },
      changedShare: { estimate: 2 / 201, lower: 2 / 201, upper: 2 / 201, exact: true }, removed: { estimate: 1, exact: true }, added: { estimate: 1, exact: true },
    });
    expect(bad.datasets[1]).toMatchObject({ name: 'test', status: 'holds' });
  });

  it('are the same bytes each time, and others with a time and a number', async () => {
    await create();
    const first = workplace.read('bom.json');
    await create();
    expect(workplace.read('bom.json')).toBe(first);
    expect((await made('bom', 'create', 'train.datasig.json', '-o', '-', '--timestamp', 'now', '--serial-number', 'random')).stdout).toMatch(/"serialNumber": "urn:uuid:.*"timestamp": "20/s);
  });

  it('say nothing of where files are on this machine', async () => {
    workplace.write({ 'deep/a.csv': rows(0, 3) });
    await made('fingerprint', 'deep/a.csv', '-o', 'deep/a.datasig.json');
    const { stdout } = await made('bom', 'create', 'deep/a.datasig.json', '-o', '-');
    expect(stdout).not.toContain(workplace.path);
    expect(stdout).not.toContain('deep');
  });

  it('hold no fingerprint, and no UID where that is not wanted', async () => {
    const { stdout } = await made('bom', 'create', 'train.datasig.json', '--no-uid', '-o', '-');
    expect(stdout).not.toContain('dsu1:');
    expect(stdout).not.toContain('attachment');
    writeFileSync(join(workplace.path, 'hidden.json'), stdout);
    // The fingerprint beside it tells.
    expect(await verified('hidden.json', 'train.csv')).toMatchObject({ code: 0 });
    expect(await verified('hidden.json', 'changed.csv')).toMatchObject({ code: 1 });
  });

  it('hold the fingerprint where that is asked for, so that it need not be beside it', async () => {
    await made('bom', 'create', 'train.datasig.json', '--embed-fingerprint', '-o', 'bom.json');
    workplace.write({ 'away/bom.json': workplace.read('bom.json') });
    expect((await verified('away/bom.json', 'changed.csv')).datasets[0]).toMatchObject({ removed: { estimate: 1 } });
    workplace.write({ 'away/bom.json': workplace.read('bom.json').replace(/"content": "eyJ|"content": "ewo/, '"content": "AAAA') });
    expect(await refused('verify', 'away/bom.json', 'changed.csv')).toEqual({ exit: 3, code: 'document-malformed' });
  });
});

describe('verification fails closed', () => {
  beforeEach(create);

  it('where something was not checked, unless that is allowed', async () => {
    expect(await verified('bom.json', 'train=train.csv')).toMatchObject({ code: 3, holds: null, datasets: [{ status: 'holds' }, { status: 'claimed' }] });
    expect(await verified('bom.json', 'train=train.csv', '--partial')).toMatchObject({ code: 0, holds: true });
    expect(await verified('bom.json')).toMatchObject({ code: 3 });
    expect(await verified('bom.json', '--partial')).toMatchObject({ code: 3 });
  });

  it('for a claim that was taken out, another model, other files', async () => {
    workplace.write({ 'stripped.json': workplace.read('bom.json').replaceAll('datasig:', 'other:').replaceAll('Datasig fingerprint', 'x') });
    expect(await verified('stripped.json', 'train=train.csv', 'test=test.csv', '--partial')).toMatchObject({ code: 3, datasets: [{ status: 'unclaimed' }, { status: 'unclaimed' }] });
    workplace.write({ 'other.bin': 'others' });
    expect(await verified('bom.json', '--model', 'other.bin', '--partial')).toMatchObject({ code: 1, models: [{ status: 'broken' }] });
    expect(await verified('bom.json', '--file', 'train=test.csv', '--partial')).toMatchObject({ code: 3, files: [{ status: 'unclaimed' }] });
  });

  it('for data that cannot be read as the claimed were', async () => {
    workplace.write({ 'typed.csv': 'id,name\n1,a\n' });
    await made('fingerprint', 'typed.csv', '--cast', 'id=integer');
    await made('bom', 'create', 'typed.datasig.json', '-o', 'typed.json');
    workplace.write({ 'typed.csv': 'id,name\nx,a\n' });
    expect(await verified('typed.json', 'typed.csv')).toMatchObject({ code: 1, datasets: [{ status: 'broken' }] });
  });

  it('takes no other file for the claimed fingerprint', async () => {
    await made('fingerprint', 'changed.csv', '-o', 'train.datasig.json', '--name', 'train');
    const { code, stderr } = await bom('verify', 'bom.json', 'train=train.datasig.json', 'test=test.csv');
    expect(code).toBe(1);
    expect(stderr).toContain('another file');
  });

  it('looks at no file that cannot be a fingerprint', async () => {
    const file = join(workplace.path, 'train.datasig.json');
    truncateSync(file, 3 * 1024 ** 3);
    const { code, stderr } = await bom('verify', 'bom.json', 'train=train.csv', 'test=test.csv');
    expect(stderr).toContain('larger than a fingerprint can be');
    expect(code).toBe(0);
  });

  it.each(['beside it', 'inside of it'])('where the part of a fingerprint is not percent-encoded, with the file %s', async (place) => {
    await made('bom', 'create', 'train.datasig.json', '-o', 'bom.json', ...(place === 'inside of it' ? ['--embed-fingerprint'] : []));
    workplace.write({ 'bom.json': workplace.read('bom.json').replaceAll('"train.datasig.json"', '"train.datasig.json#%zz"') });
    expect(await refused('verify', 'bom.json', 'train=train.csv')).toEqual({ exit: 3, code: 'document-malformed' });
  });

  it('where it says two things of one dataset', async () => {
    workplace.write({ 'two.json': workplace.read('bom.json').replace(/Datasig UID dsu1:[0-9a-f]{64}/, `Datasig UID dsu1:${'0'.repeat(64)}`) });
    expect(await refused('verify', 'two.json', 'train=train.csv', 'test=test.csv')).toEqual({ exit: 3, code: 'document-malformed' });
  });

  it('by a lock', async () => {
    await made('lock', 'add', 'train', 'train.csv');
    await made('lock', 'add', 'test', 'test.csv');
    expect(await verified('bom.json', '--lock', 'datasig.lock')).toMatchObject({ code: 0, holds: true });
    await made('lock', 'update', 'train=changed.csv');
    expect(await verified('bom.json', '--lock', 'datasig.lock')).toMatchObject({ code: 1, datasets: [{ status: 'broken', removed: { estimate: 1 } }, { status: 'holds' }] });
    expect(await refused('verify', 'bom.json', '--lock', 'none.lock')).toEqual({ exit: 3, code: 'lock-not-found' });
  });
});

describe('documents of other tools', () => {
  const foreign = '{"bomFormat": "CycloneDX", "specVersion": "1.6", "version": 1.0, "components": [{"type": "machine-learning-model", "name": "m", "bom-ref": "m", "modelCard": {"modelParameters": {"datasets": [{"type": "dataset", "name": "owner/train", "contents": {"url": "https://huggingface.co/datasets/owner/train"}}]}}}]}';

  it('are enriched in place, with nothing else changed', async () => {
    workplace.write({ 'bom.json': foreign });
    await made('bom', 'enrich', 'bom.json', 'owner/train=train.datasig.json', '-o', 'bom.json');
    const text = workplace.read('bom.json');
    expect(text.startsWith(foreign.slice(0, foreign.indexOf('"datasets"')))).toBe(true);
    expect(text.split('\n')).toHaveLength(1);
    expect(await verified('bom.json', 'train.csv')).toMatchObject({ code: 0 });
    expect(await verified('bom.json', 'changed.csv')).toMatchObject({ code: 1 });
  });

  it('are SPDX, too', async () => {
    const asked = ['bom', 'create', 'train.datasig.json', '--format', 'spdx', '-o', 'train.spdx.json'];
    expect(await refused(...asked.slice(1))).toEqual({ exit: 3, code: 'document-incomplete' });
    await made(...asked, '--timestamp', '2026-01-05', '--supplier', 'Example', '--url', 'https://example.org/train.csv', '--built-time', '2026-01-01', '--release-time', '2026-01-02T03:04:05Z');
    expect(await verified('train.spdx.json', 'train.csv')).toMatchObject({ code: 0 });
    expect(await verified('train.spdx.json', 'changed.csv')).toMatchObject({ code: 1 });
  });

  it('are Croissant: listed, fingerprinted, enriched, verified', async () => {
    const document = { '@context': { cr: 'http://mlcommons.org/croissant/' }, '@type': 'sc:Dataset', conformsTo: 'http://mlcommons.org/croissant/1.1', name: 'rows', distribution: [{ '@type': 'cr:FileObject', '@id': 'f', contentUrl: 'train.csv', sha256: 'https://github.com/mlcommons/croissant/issues/80' }] };
    workplace.write({ 'sub/croissant.json': JSON.stringify(document), 'sub/train.csv': rows(0, 200) });
    expect(await workplace.json(['bom', 'list', 'sub/croissant.json'])).toMatchObject({ format: 'croissant', contents: { resources: [{ id: 'f', location: 'train.csv', sha256: null }] } });
    await made('bom', 'fingerprint', 'sub/croissant.json');
    await made('bom', 'enrich', 'sub/croissant.json', 'rows.datasig.json', '--file', 'train.csv', '-o', 'sub/out.json');
    expect(await verified('sub/out.json', 'train.csv')).toMatchObject({ code: 0 });
    expect(await verified('sub/out.json', 'changed.csv', '--fingerprints', '.')).toMatchObject({ code: 1, datasets: [{ removed: { estimate: 1 } }] });
    // Now the document knows the digest of its file.
    workplace.write({ 'sub/train.csv': rows(0, 201) });
    expect(await refused('fingerprint', 'sub/out.json', '-o', 'x.datasig.json')).toEqual({ exit: 3, code: 'checksum-mismatch' });
  });
});

describe('what goes wrong', () => {
  it.each([
    [['create', 'train.datasig.json', '--format', 'croissant'], 2, 'invalid-argument'],
    [['create', 'train.datasig.json', '--tested-on', 'test'], 2, 'invalid-argument'],
    [['create', 'train.datasig.json', 'train.datasig.json'], 2, 'invalid-argument'],
    [['create', 'train.datasig.json', 'test.datasig.json', '--url', 'https://example.org'], 2, 'invalid-argument'],
    [['create', 'train.datasig.json', '--url', 'not a url'], 2, 'invalid-argument'],
    [['create', 'train.datasig.json', '--timestamp', '2026-02-30'], 2, 'invalid-argument'],
    [['create', 'train.datasig.json', '--license', 'a/b'], 2, 'invalid-argument'],
    [['create', 'train.datasig.json', '--serial-number', '7'], 2, 'invalid-argument'],
    [['create', 'train.csv'], 3, 'fingerprint-malformed'],
    [['create', 'train.datasig.json', '-o', 'train.csv'], 3, 'output-exists'],
    [['create', 'train.datasig.json', '-o', 'test.datasig.json'], 3, 'output-exists'],
    [['verify', 'none.json'], 3, 'document-not-found'],
    [['verify', 'train.csv'], 3, 'invalid-json'],
    [['verify', 'train.datasig.json'], 3, 'unknown-document'],
    [['list', 'xml.json'], 3, 'document-version'],
    [['list', 'twice.json'], 3, 'duplicate-key'],
    [['list', 'large.json'], 3, 'document-too-large'],
    [['list', 'bom.json', '--format', 'none'], 2, 'invalid-argument'],
    [['enrich', 'bom.json', 'nobody=test.datasig.json', 'train.datasig.json', '-o', 'out.json'], 2, 'dataset-not-found'],
    [['verify', 'bom.json', 'train.csv'], 2, 'invalid-argument'],
    [['verify', 'bom.json', 'nobody=train.csv'], 2, 'dataset-not-found'],
    [['verify', 'bom.json', 'train=train.csv', 'train=train.datasig.json'], 2, 'invalid-argument'],
    [['fingerprint', 'bom.json'], 2, 'invalid-argument'],
  ])('%s', async (parameters, exit, code) => {
    await create();
    workplace.write({ 'xml.json': '<bom/>', 'twice.json': '{"a":1,"a":1}', 'large.json': '' });
    truncateSync(join(workplace.path, 'large.json'), 100 * 1024 * 1024);
    const before = workplace.list();
    expect(await refused(...parameters)).toEqual({ exit, code });
    expect(workplace.list()).toEqual(before);
  });

  it('leaves the document as it was where it cannot be written', async () => {
    await create();
    const text = workplace.read('bom.json');
    workplace.write({ 'sub/bom.json': text });
    expect((await bom('enrich', 'sub/bom.json', 'none.datasig.json', '-o', 'sub/bom.json')).code).toBe(3);
    expect(workplace.read('sub/bom.json')).toBe(text);
  });
});
