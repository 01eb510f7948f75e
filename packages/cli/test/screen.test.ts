/** `screen`: known datasets and known records in data and in fingerprints, and how it ends. */
import { createHash } from 'node:crypto';
import { truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeEach, describe, expect, it } from 'vitest';
import { useWorkplace } from './command.ts';

const workplace = useWorkplace();
const rows = (from: number, to: number): string => `id,name\n${Array.from({ length: to - from }, (_, index) => `${from + index},name ${from + index}\n`).join('')}`;

const filterHead = '{"bits":20,"canonicalization":{"digest":"sha-256","id":"datasig-cbor/1","keyId":null},"count":0,"format":"datasig-record-filter/1"}\n';
const filterOfNothing = `${filterHead}${createHash('sha256').update(filterHead).digest('hex')}`;

interface Screening {
  readonly verdict: string;
  readonly datasets: readonly { readonly file: string; readonly verdict: string; readonly share: { readonly estimate: number } | null; readonly reason: string }[];
  readonly lists: readonly { readonly kind: string; readonly verdict: string; readonly hitCount: number; readonly foundCount: number | null; readonly places: readonly object[] }[];
}

async function screen(...parameters: readonly string[]): Promise<{ readonly code: number | null; readonly result: Screening }> {
  const { code, stdout, stderr } = await workplace.run(['screen', ...parameters, '--json']);
  if (stdout === '') throw new Error(stderr);
  return { code, result: JSON.parse(stdout) as Screening };
}

async function errorOf(...parameters: readonly string[]): Promise<readonly [number | null, string]> {
  const { code, stdout, stderr } = await workplace.run(['screen', ...parameters, '--json']);
  expect(stdout).toBe('');
  return [code, (JSON.parse(stderr) as { error: { code: string } }).error.code];
}

describe('known datasets', () => {
  beforeEach(async () => {
    workplace.write({ 'train.csv': rows(0, 1000), 'known/in.csv': rows(990, 1010), 'known/deep/out.csv': rows(5000, 5100), 'known/typed.jsonl': '{"id":3,"name":"name 3"}\n{"id":99999,"name":"none"}\n' });
    for (const name of ['in.csv', 'deep/out.csv', 'typed.jsonl']) await workplace.json(['fingerprint', `known/${name}`, '-o', `known/${name.replace(/\..*$/, '')}.datasig.json`]);
    await workplace.json(['fingerprint', 'train.csv']);
  });

  it('are found in data, read as each of them was, with the share of each', async () => {
    const { code, result } = await screen('train.csv', '--against', 'known');
    expect(code).toBe(1);
    expect(result).toMatchObject({
      verdict: 'found',
      datasets: [
        { file: join('known', 'deep', 'out.datasig.json'), verdict: 'clean', share: { estimate: 0, exact: true } },
        { file: join('known', 'in.datasig.json'), verdict: 'found', share: { estimate: 0.5, exact: true }, intersection: { estimate: 10 } },
        { file: join('known', 'typed.datasig.json'), verdict: 'found', share: { estimate: 0.5, exact: true } },
      ],
    });
    expect((await screen('train.csv', '--against', 'known', '--tolerate', '0.5')).code).toBe(0);
  });

  it('are found in a fingerprint alone, but for those whose records are of other types', async () => {
    const { code, result } = await screen('train.datasig.json', '--against', join('known', 'in.datasig.json'), '--against', join('known', 'typed.datasig.json'));
    expect(code).toBe(1);
    expect(result.datasets.map(({ verdict }) => verdict)).toEqual(['found', 'undecided']);
    expect((await screen('train.datasig.json', '--against', 'known/typed.datasig.json')).code).toBe(3);
    expect((await screen('train.datasig.json', '--against', 'known/deep')).code).toBe(0);
  });

  it('that are large cannot be ruled out by a sample, but all but a little of them', async () => {
    workplace.write({ 'large.csv': rows(10_000, 15_000), 'other.csv': rows(20_000, 25_000) });
    for (const name of ['large', 'other']) await workplace.json(['fingerprint', `${name}.csv`]);
    expect((await screen('large.datasig.json', '--against', 'other.datasig.json')).code).toBe(3);
    expect((await screen('large.datasig.json', '--against', 'other.datasig.json', '--tolerate', '0.01')).code).toBe(0);
    const { stdout } = await workplace.run(['screen', 'large.datasig.json', '--against', 'other.datasig.json']);
    expect(stdout).toMatch(/≈ 0 % of it  0 – 0\.\d+ %\n    up to 0\.\d+ % of its records may be in the data/);
    for (const line of stdout.split('\n')) expect(line.length).toBeLessThanOrEqual(80);
  });

  it('that cannot be held against data are undecided', async () => {
    await workplace.json(['keygen', '-o', 'k']);
    await workplace.json(['fingerprint', 'known/in.csv', '-o', 'keyed.datasig.json', '--key-file', 'k']);
    expect((await screen('train.csv', '--against', 'keyed.datasig.json')).result.datasets).toMatchObject([{ verdict: 'undecided', reason: expect.stringContaining('--key-file') as string }]);
    expect((await screen('train.csv', '--against', 'keyed.datasig.json', '--key-file', 'k')).code).toBe(1);
  });

  it.each<[string, string[], number, string]>([
    ['a folder without fingerprints', ['train.csv', '--against', 'none'], 3, 'fingerprint-not-found'],
    ['data as known', ['train.csv', '--against', 'train.csv'], 3, 'fingerprint-malformed'],
    ['data that are not there', ['none.csv', '--against', 'known'], 3, 'source-not-found'],
    ['nothing to look for', ['train.csv'], 2, 'invalid-argument'],
    ['two things at once', ['train.csv', '--against', 'known', '--make-list', 'l'], 2, 'invalid-argument'],
    ['a share above 1', ['train.csv', '--against', 'known', '--tolerate', '1.1'], 2, 'invalid-argument'],
  ])('refuses %s', async (_, parameters, code, error) => {
    expect(await errorOf(...parameters)).toEqual([code, error]);
  });
});

describe('known records', () => {
  beforeEach(async () => {
    workplace.write({ 'data/a.csv': rows(0, 600), 'data/b.csv': `${rows(600, 1000)}7,name 7\n`, 'bad.csv': `${rows(5, 8)}999999,never\n7,name 7\n` });
    await workplace.json(['fingerprint', 'data', '-o', 'data.datasig.json']);
  });

  it('are listed by their digests, sorted, each once', async () => {
    expect(await workplace.json(['screen', 'bad.csv', '--make-list', 'bad.records'])).toMatchObject({ list: 'bad.records', filter: null, count: 4, keyId: null });
    const [header, ...digests] = workplace.read('bad.records').trimEnd().split('\n');
    expect(JSON.parse(header!)).toEqual({ format: 'datasig-record-list/1', canonicalization: { id: 'datasig-cbor/1', digest: 'sha-256', keyId: null } });
    expect(digests).toEqual([...digests].sort());
    // {"id": "6", "name": "name 6"} in canonical CBOR, written by hand.
    const record = Buffer.concat([Buffer.from('a2', 'hex'), Buffer.from('62', 'hex'), Buffer.from('id'), Buffer.from('61', 'hex'), Buffer.from('6'), Buffer.from('64', 'hex'), Buffer.from('name'), Buffer.from('66', 'hex'), Buffer.from('name 6')]);
    expect(digests).toContain(createHash('sha256').update(record).digest('hex'));
    expect((await workplace.run(['screen', 'bad.csv', '--make-list', '-'])).stdout).toBe(workplace.read('bad.records'));
  });

  it('are found in data, with file, line and row', async () => {
    await workplace.json(['screen', 'bad.csv', '--make-list', 'bad.records', '--make-filter', 'bad.filter', '--false-positives', '1e-9']);
    const { code, result } = await screen('data', '--records', 'bad.records', '--records', 'bad.filter');
    expect(code).toBe(1);
    const places = [
      { file: 'data/a.csv', line: 7, row: 6 }, { file: 'data/a.csv', line: 8, row: 7 }, { file: 'data/a.csv', line: 9, row: 8 }, { file: 'data/b.csv', line: 402, row: 401 },
    ];
    expect(result.lists).toMatchObject([
      { kind: 'list', count: 4, falsePositiveRate: 0, verdict: 'found', recordCount: 1001, hitCount: 4, foundCount: 3, expectedFalseHits: 0, places },
      { kind: 'filter', count: 4, falsePositiveRate: 2 ** -30, verdict: 'found', hitCount: 4, foundCount: null, places },
    ]);
    const { stdout } = await workplace.run(['screen', 'data', '--records', 'bad.records']);
    expect(stdout).toContain('data/b.csv, line 402, row 401');
    expect((await screen('data', '--records', 'bad.records', '--tolerate', '0.75')).code).toBe(0);
  });

  it('are found in a fingerprint', async () => {
    await workplace.json(['screen', 'bad.csv', '--make-list', 'bad.records', '--make-filter', 'bad.filter']);
    for (const list of ['bad.records', 'bad.filter']) {
      const { code, result } = await screen('data.datasig.json', '--records', list);
      expect(code).toBe(1);
      expect(result.lists).toMatchObject([{ verdict: 'found', foundCount: 3, coveredCount: 4, complete: true }]);
    }
    await workplace.json(['fingerprint', 'data', '-o', 'small.datasig.json', '--sketch', 'bottom-k:2']);
    expect((await screen('small.datasig.json', '--records', 'bad.records')).code).toBe(3);
  });

  it('that do not occur leave the data clean', async () => {
    workplace.write({ 'bad.csv': 'id,name\n1,other\n' });
    await workplace.json(['screen', 'bad.csv', '--make-list', 'bad.records']);
    for (const target of ['data', 'data.datasig.json']) expect(await screen(target, '--records', 'bad.records')).toMatchObject({ code: 0, result: { verdict: 'clean' } });
  });

  it('are typed as the data are', async () => {
    workplace.write({ 'data.jsonl': '{"id":6,"name":"name 6"}\n' });
    await workplace.json(['fingerprint', 'data.jsonl', '-o', 'typed.datasig.json']);
    await workplace.json(['screen', 'bad.csv', '--make-list', 'bad.records']);
    expect((await screen('data.jsonl', '--records', 'bad.records')).code).toBe(0);
    await workplace.json(['screen', 'bad.csv', '--make-list', 'bad.records', '--like', 'typed.datasig.json']);
    expect((await screen('data.jsonl', '--records', 'bad.records')).result.lists).toMatchObject([{ hitCount: 1, places: [{ row: 1 }] }]);
    await workplace.json(['screen', 'bad.csv', '--make-list', 'bad.records', '--cast', 'id=integer']);
    expect((await screen('data', '--records', 'bad.records', '--cast', 'id=integer')).code).toBe(1);
  });

  it('are looked for with the key of their list only', async () => {
    await workplace.json(['keygen', '-o', 'k']);
    await workplace.json(['keygen', '-o', 'other']);
    await workplace.json(['screen', 'bad.csv', '--make-list', 'bad.records', '--key-file', 'k']);
    await workplace.json(['fingerprint', 'data', '-o', 'keyed.datasig.json', '--key-file', 'k']);
    expect((await screen('data', '--records', 'bad.records', '--key-file', 'k')).code).toBe(1);
    expect((await screen('keyed.datasig.json', '--records', 'bad.records')).code).toBe(1);
    expect(await errorOf('data', '--records', 'bad.records')).toEqual([3, 'digest-mismatch']);
    expect(await errorOf('data', '--records', 'bad.records', '--key-file', 'other')).toEqual([3, 'key-mismatch']);
    expect(await errorOf('data.datasig.json', '--records', 'bad.records')).toEqual([3, 'digest-mismatch']);
  });

  it.each<[string, string | Uint8Array, string]>([
    ['data', 'id,name\n1,x\n', 'record-list-malformed'],
    ['a fingerprint', '{"canonicalization": 1}', 'record-list-malformed'],
    ['bytes', Uint8Array.from({ length: 5000 }, (_, index) => index % 251), 'record-list-malformed'],
    ['a filter that is cut', `{"bits":20,"canonicalization":{"digest":"sha-256","id":"datasig-cbor/1","keyId":null},"count":3,"format":"datasig-record-filter/1"}\nxx`, 'record-list-damaged'],
    ['nothing', '', 'record-list-malformed'],
    ['comments', '# from a report\n\n', 'record-list-malformed'],
    ['a list of nothing', '{"canonicalization":{"digest":"sha-256","id":"datasig-cbor/1","keyId":null},"format":"datasig-record-list/1"}\n', 'record-list-malformed'],
    ['a filter of nothing', filterOfNothing, 'record-list-malformed'],
    ['a deep nest', `${'{"a":'.repeat(200)}\n`, 'record-list-malformed'],
  ])('are not read from %s', async (_, content, error) => {
    workplace.write({ list: content });
    expect(await errorOf('data', '--records', 'list')).toEqual([3, error]);
  });

  it('are not read from a file that is not there, too large, or 100 MB of nothing', async () => {
    expect(await errorOf('data', '--records', 'none')).toEqual([3, 'record-list-not-found']);
    writeFileSync(join(workplace.path, 'zeros'), '');
    truncateSync(join(workplace.path, 'zeros'), 100_000_000);
    expect(await errorOf('data', '--records', 'zeros')).toEqual([3, 'record-list-malformed']);
    truncateSync(join(workplace.path, 'zeros'), 600_000_000);
    expect(await errorOf('data', '--records', 'zeros')).toEqual([3, 'record-list-too-large']);
  });

  it('are never written over another file, nor in half', async () => {
    workplace.write({ 'mine.txt': 'mine', 'broken.csv': Uint8Array.of(...Buffer.from('id\n1\n'), 0xff, 0x0a) });
    expect(await errorOf('bad.csv', '--make-list', 'mine.txt')).toEqual([3, 'output-exists']);
    expect(await errorOf('bad.csv', '--make-filter', 'mine.txt')).toEqual([3, 'output-exists']);
    expect(await errorOf('broken.csv', '--make-list', 'new.records')).toEqual([3, 'invalid-utf8']);
    expect(await errorOf('data.datasig.json', '--make-list', 'new.records')).toEqual([2, 'invalid-argument']);
    expect(await errorOf('bad.csv', '--make-filter', 'new.filter', '--false-positives', '1e-30')).toEqual([2, 'invalid-argument']);
    expect(workplace.list()).toEqual(['bad.csv', 'broken.csv', 'data', 'data.datasig.json', 'mine.txt']);
    for (let run = 0; run < 2; run++) await workplace.json(['screen', 'bad.csv', '--make-list', 'bad.records', '--make-filter', 'bad.filter']);
  });

  it('have rows that count on over all batches', async () => {
    workplace.write({ 'x.jsonl': Array.from({ length: 30_000 }, (_, id) => `{"id":${id}}\n`).join(''), 'y.jsonl': '{"id":29999}\n{"id":0}\n' });
    await workplace.json(['screen', 'y.jsonl', '--make-list', 'y.records']);
    expect((await screen('x.jsonl', '--records', 'y.records')).result.lists[0]!.places).toMatchObject([{ line: 1, row: 1 }, { line: 30_000, row: 30_000 }]);
  });
});
