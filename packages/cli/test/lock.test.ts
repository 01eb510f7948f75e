/** `lock`: what it writes, what a check says and how it ends, and what it refuses. */
import { createHash } from 'node:crypto';
import { readFileSync, truncateSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { useWorkplace } from './command.ts';

const workplace = useWorkplace();
const rows = (from: number, to: number, word = 'name'): string => `id,name\n${Array.from({ length: to - from }, (_, index) => `${from + index},${word} ${from + index}\n`).join('')}`;
const one = (value: unknown): Record<string, unknown> => (value as { readonly datasets: readonly Record<string, unknown>[] }).datasets[0]!;

async function check(...parameters: readonly string[]): Promise<{ readonly code: number | null; readonly result: Record<string, unknown> }> {
  const { code, stdout, stderr } = await workplace.run(['lock', 'check', ...parameters, '--json']);
  if (stdout === '') throw new Error(stderr);
  return { code, result: JSON.parse(stdout) as Record<string, unknown> };
}

describe('lock add', () => {
  it('writes a sorted lock without times, and the fingerprint beside it', async () => {
    workplace.write({ 'b.csv': rows(0, 10), 'a.csv': rows(5, 10) });
    await workplace.json(['lock', 'add', 'b', 'b.csv']);
    expect(await workplace.json(['lock', 'add', 'a', 'a.csv', '--policy', 'min-jaccard=0.5', '--policy', 'forbid-overlap=b:0.1', '--format', 'csv'])).toMatchObject({ name: 'a', recordCount: '5', policy: ['min-jaccard=0.5', 'forbid-overlap=b:0.1'] });
    expect(workplace.list()).toEqual(['a.csv', 'b.csv', 'datasig.fingerprints', 'datasig.lock']);
    const file = readFileSync(join(workplace.path, 'datasig.fingerprints/a.datasig.json'));
    const lock = JSON.parse(workplace.read('datasig.lock')) as { readonly datasets: Record<string, unknown> };
    expect(Object.keys(lock.datasets)).toEqual(['a', 'b']);
    expect(lock.datasets['a']).toEqual({
      fingerprint: { path: 'datasig.fingerprints/a.datasig.json', sha256: createHash('sha256').update(file).digest('hex') },
      locations: ['a.csv'],
      options: { format: 'csv' },
      policy: { forbidOverlap: { b: 0.1 }, minJaccard: 0.5 },
      recordCount: '5',
      uid: expect.stringMatching(/^dsu1:[0-9a-f]{64}$/) as string,
    });
    expect((await workplace.run(['verify', 'datasig.fingerprints/a.datasig.json', 'a.csv'])).code).toBe(0);
  });

  it('gives the same bytes again', async () => {
    workplace.write({ 'a.csv': rows(0, 10) });
    await workplace.json(['lock', 'add', 'a', 'a.csv']);
    const before = workplace.read('datasig.lock');
    await workplace.json(['lock', 'add', 'a', 'a.csv', '--replace']);
    await workplace.json(['lock', 'update']);
    expect(workplace.read('datasig.lock')).toBe(before);
  });

  it.each<[string, string[], number, string]>([
    ['a name that is a path', ['../a', 'a.csv'], 2, 'invalid-argument'],
    ['a name that is taken', ['there', 'a.csv'], 2, 'unknown-dataset'],
    ['a name that is taken but for case', ['THERE', 'a.csv', '--replace'], 2, 'unknown-dataset'],
    ['standard input', ['new', '-', '--format', 'csv'], 2, 'invalid-argument'],
    ['an unknown rule', ['new', 'a.csv', '--policy', 'same'], 2, 'invalid-argument'],
    ['a rule twice', ['new', 'a.csv', '--policy', 'identical', '--policy', 'identical'], 2, 'invalid-argument'],
    ['a share above 1', ['new', 'a.csv', '--policy', 'min-jaccard=95'], 2, 'invalid-argument'],
    ['an overlap with nothing', ['new', 'a.csv', '--policy', 'forbid-overlap=none'], 2, 'unknown-dataset'],
    ['data that are not there', ['new', 'none.csv'], 3, 'source-not-found'],
    ['a folder that is not there', ['new', 'a.csv', '--lock', 'none/datasig.lock'], 3, 'source-not-found'],
  ])('refuses %s, and writes nothing', async (_, parameters, code, error) => {
    workplace.write({ 'a.csv': rows(0, 10) });
    await workplace.json(['lock', 'add', 'there', 'a.csv']);
    const before = [workplace.read('datasig.lock'), workplace.list()];
    const outcome = await workplace.run(['lock', 'add', ...parameters, '--json']);
    expect({ code: outcome.code, stdout: outcome.stdout, error: (JSON.parse(outcome.stderr) as { error: { code: string } }).error.code }).toEqual({ code, stdout: '', error });
    expect([workplace.read('datasig.lock'), workplace.list()]).toEqual(before);
  });

  it('never writes over a lock that it cannot read, nor over another file', async () => {
    workplace.write({ 'a.csv': rows(0, 10), 'datasig.lock': '{"note": 1}\n', 'other/a.csv': rows(0, 3), 'other/datasig.fingerprints/a.datasig.json': 'mine' });
    expect(await workplace.run(['lock', 'add', 'a', 'a.csv'])).toMatchObject({ code: 3, stderr: expect.stringContaining('[lock-malformed]') as string });
    expect(workplace.read('datasig.lock')).toBe('{"note": 1}\n');
    expect(await workplace.run(['lock', 'add', 'a', 'a.csv', '--lock', 'other/datasig.lock'])).toMatchObject({ code: 3, stderr: expect.stringContaining('[output-exists]') as string });
    expect(workplace.read('other/datasig.fingerprints/a.datasig.json')).toBe('mine');
  });
});

describe('lock check', () => {
  it('passes while nothing changed, whatever the order of rows', async () => {
    workplace.write({ 'a.csv': rows(0, 100) });
    await workplace.json(['lock', 'add', 'a', 'a.csv']);
    const [header, ...lines] = rows(0, 100).trim().split('\n');
    workplace.write({ 'a.csv': `${[header, ...lines.reverse()].join('\n')}\n` });
    const { code, result } = await check();
    expect(code).toBe(0);
    expect(result).toMatchObject({ verdict: 'passed', datasets: [{ name: 'a', verdict: 'passed', status: 'identical', rules: [{ rule: 'identical', met: true }], error: null }] });
  });

  it('tells exact counts and the changed share when one row changes', async () => {
    workplace.write({ 'a.csv': rows(0, 1000) });
    await workplace.json(['lock', 'add', 'a', 'a.csv']);
    workplace.write({ 'a.csv': rows(0, 1000).replace('name 7\n', 'NAME 7\n') });
    const { code, result } = await check();
    expect(code).toBe(1);
    expect(one(result)).toMatchObject({
      verdict: 'failed', status: 'drifted', locked: { recordCount: '1000' }, present: { recordCount: '1000' },
      drift: { recordCount: { before: '1000', after: '1000' }, removed: { estimate: 1, exact: true }, added: { estimate: 1, exact: true }, changedShare: { estimate: 2 / 1001, lower: 2 / 1001, upper: 2 / 1001, exact: true } },
      rules: [{ rule: 'identical', met: false, reason: 'the UIDs differ' }],
    });
    const { stdout } = await workplace.run(['lock', 'check']);
    for (const text of ['✗ a', 'drifted by 0.2 % (exact)', '1,000 records before, 1,000 now; 1 gone, 1 new', 'broken     identical']) expect(stdout).toContain(text);
  });

  it('tells an interval where the sketches are samples', async () => {
    workplace.write({ 'a.csv': rows(0, 5000) });
    await workplace.json(['lock', 'add', 'a', 'a.csv', '--policy', 'min-jaccard=0.5', '--policy', 'max-removed=1000']);
    workplace.write({ 'a.csv': rows(500, 5500) });
    const { code, result } = await check();
    expect(code).toBe(0);
    const { changedShare, removed } = one(result)['drift'] as Record<string, { readonly lower: number; readonly upper: number; readonly exact: boolean }>;
    expect(changedShare).toMatchObject({ exact: false });
    expect(changedShare!.lower).toBeLessThan(1000 / 5500);
    expect(changedShare!.upper).toBeGreaterThan(1000 / 5500);
    expect(removed!.lower).toBeLessThanOrEqual(500);
    expect(removed!.upper).toBeGreaterThanOrEqual(500);
  });

  it('reads data as they were read when they were locked', async () => {
    workplace.write({ 'a.data': rows(0, 20).replace('name 3', 'NA'), 'b.jsonl': '{"id":1,"when":"2024-05-01"}\n' });
    await workplace.json(['lock', 'add', 'a', 'a.data', '--format', 'csv', '--cast', 'id=integer', '--null', 'NA', '--columns', 'id,name']);
    await workplace.json(['lock', 'add', 'b', 'b.jsonl', '--cast', 'when=date']);
    expect((await check()).code).toBe(0);
    workplace.write({ 'a.data': 'id,word\n1,x\n' });
    expect(one((await check('a')).result)).toMatchObject({ verdict: 'failed', error: { code: 'unknown-column' }, drift: null });
  });

  it('finds test records among those of training', async () => {
    workplace.write({ 'train.csv': rows(0, 500), 'test.csv': rows(500, 600) });
    await workplace.json(['lock', 'add', 'train', 'train.csv']);
    await workplace.json(['lock', 'add', 'test', 'test.csv', '--policy', 'forbid-overlap=train']);
    expect((await check()).code).toBe(0);
    workplace.write({ 'train.csv': rows(0, 502) });
    const { code, result } = await check('test');
    expect(code).toBe(1);
    expect(one(result)).toMatchObject({ name: 'test', status: 'identical', rules: [{ rule: 'forbid-overlap=train', met: false, reason: '2 of its records are in train' }] });
    const test = rows(500, 600);
    expect((await workplace.run(['lock', 'check', 'test', 'train=none.csv'])).code).toBe(3);
    workplace.write({ 'other.csv': rows(900, 950), 'test.csv': test });
    expect((await workplace.run(['lock', 'check', 'test', 'train=other.csv'])).code).toBe(1);
  });

  it('takes other data, or a fingerprint, in place of what was locked', async () => {
    workplace.write({ 'a.csv': rows(0, 50), 'b.csv': rows(0, 51), 'sub/c.csv': rows(0, 50) });
    await workplace.json(['lock', 'add', 'a', 'a.csv', '--lock', 'datasig.lock']);
    await workplace.json(['fingerprint', 'b.csv']);
    expect((await workplace.run(['lock', 'check', 'a=sub/c.csv'])).code).toBe(0);
    expect((await workplace.run(['lock', 'check', 'a=b.csv'])).code).toBe(1);
    expect((await workplace.run(['lock', 'check', 'a=b.datasig.json'])).code).toBe(1);
    expect((await workplace.run(['lock', 'check', 'b'])).code).toBe(2);
    expect((await workplace.runIn('sub', ['lock', 'check', '--lock', '../datasig.lock', 'a=c.csv'])).code).toBe(0);
    expect((await workplace.runIn('sub', ['lock', 'check', '--lock', '../datasig.lock'])).code).toBe(0);
  });

  it('locks a fingerprint that is made elsewhere', async () => {
    workplace.write({ 'a.csv': rows(0, 50) });
    await workplace.json(['fingerprint', 'a.csv']);
    await workplace.json(['lock', 'add', 'a', 'a.datasig.json']);
    expect((await workplace.run(['lock', 'check'])).code).toBe(0);
    workplace.write({ 'a.csv': rows(0, 51) });
    await workplace.json(['fingerprint', 'a.csv']);
    expect((await workplace.run(['lock', 'check'])).code).toBe(1);
  });

  it('goes on where one dataset cannot be read, and then ends with 3, or with 1 where another failed', async () => {
    workplace.write({ 'a.csv': rows(0, 50), 'b.csv': rows(0, 5) });
    await workplace.json(['lock', 'add', 'a', 'a.csv']);
    await workplace.json(['lock', 'add', 'b', 'b.csv']);
    await workplace.json(['lock', 'add', 'c', 'a.csv']);
    const lock = workplace.read('datasig.lock');
    workplace.write({ 'datasig.lock': lock.replace('"b.csv"', '"none.csv"') });
    const { code, result } = await check();
    expect(code).toBe(3);
    expect(result).toMatchObject({ verdict: 'undecided', datasets: [{ verdict: 'passed' }, { verdict: 'undecided', status: 'unknown', error: { code: 'source-not-found' } }, { verdict: 'passed' }] });
    workplace.write({ 'a.csv': rows(0, 49) });
    expect((await check()).code).toBe(1);
  });

  it('reads keyed data with their key only', async () => {
    workplace.write({ 'a.csv': rows(0, 50) });
    await workplace.json(['keygen', '-o', 'k']);
    await workplace.json(['lock', 'add', 'a', 'a.csv', '--key-file', 'k']);
    expect((await workplace.run(['lock', 'check', '--key-file', 'k'])).code).toBe(0);
    expect(one((await check()).result)).toMatchObject({ verdict: 'undecided', error: { code: 'invalid-key' } });
    await workplace.json(['keygen', '-o', 'other']);
    expect(one((await check('--key-file', 'other')).result)).toMatchObject({ verdict: 'undecided', error: { code: 'key-mismatch' } });
  });

  it('runs no code that a lock names', async () => {
    workplace.write({ 'a.csv': rows(0, 50), 'evil.mjs': 'import { writeFileSync } from "node:fs"; writeFileSync("ran", ""); export default [];' });
    await workplace.json(['lock', 'add', 'a', 'a.csv']);
    workplace.write({ 'datasig.lock': workplace.read('datasig.lock').replace('"a.csv"', '"tfjs:./evil.mjs"') });
    const { code, result } = await check();
    expect(code).toBe(3);
    expect(one(result)).toMatchObject({ error: { code: 'source-unreadable', message: expect.stringContaining('runs the code') as string } });
    expect(workplace.list()).not.toContain('ran');
  });
});

describe('a fingerprint beside the lock', () => {
  it.each<[string, () => string | Uint8Array]>([
    ['that was swapped', () => workplace.read('datasig.fingerprints/b.datasig.json')],
    ['that was laid out otherwise', () => workplace.read('datasig.fingerprints/a.datasig.json').replaceAll('\n', '\r\n')],
    ['that was cut', () => workplace.read('datasig.fingerprints/a.datasig.json').slice(0, 500)],
    ['that is something else', () => 'nothing'],
  ])('%s is not believed', async (_, content) => {
    workplace.write({ 'a.csv': rows(0, 50), 'b.csv': rows(0, 5) });
    for (const name of ['a', 'b']) await workplace.json(['lock', 'add', name, `${name}.csv`]);
    workplace.write({ 'datasig.fingerprints/a.datasig.json': content() });
    const { code, result } = await check('a');
    expect(code).toBe(3);
    expect(one(result)).toMatchObject({ verdict: 'undecided', drift: null, error: { code: 'lock-fingerprint-mismatch' } });
    expect((await workplace.run(['lock', 'update', 'a'])).code).toBe(3);
  });

  it('is not believed where the lock was edited to fit it', async () => {
    workplace.write({ 'a.csv': rows(0, 50), 'b.csv': rows(0, 5) });
    for (const name of ['a', 'b']) await workplace.json(['lock', 'add', name, `${name}.csv`]);
    const lock = JSON.parse(workplace.read('datasig.lock')) as { datasets: Record<string, { fingerprint: object; recordCount: string }> };
    lock.datasets['a']!.fingerprint = lock.datasets['b']!.fingerprint;
    workplace.write({ 'datasig.lock': JSON.stringify(lock) });
    expect(one((await check('a')).result)).toMatchObject({ error: { code: 'lock-fingerprint-mismatch', message: expect.stringContaining('has the UID') as string } });
  });
});

describe('lock update', () => {
  it('locks what is there, keeps the rules, and says how far it moved', async () => {
    workplace.write({ 'a.csv': rows(0, 100), 'b.csv': rows(0, 5) });
    await workplace.json(['lock', 'add', 'a', 'a.csv', '--policy', 'max-removed=0']);
    await workplace.json(['lock', 'add', 'b', 'b.csv']);
    workplace.write({ 'a.csv': rows(1, 110) });
    expect((await check()).code).toBe(1);
    expect(one(await workplace.json(['lock', 'update', 'a']))).toMatchObject({ name: 'a', recordCount: '109', policy: ['max-removed=0'], changed: true, drift: { removed: { estimate: 1 }, added: { estimate: 10 } } });
    expect((await check()).code).toBe(0);
    await workplace.json(['lock', 'update', 'a', '--policy', 'identical']);
    expect(workplace.read('datasig.lock')).not.toContain('maxRemoved');
  });

  it('writes nothing where one dataset cannot be read', async () => {
    workplace.write({ 'a.csv': rows(0, 100), 'b/b.csv': rows(0, 5) });
    await workplace.json(['lock', 'add', 'a', 'a.csv']);
    await workplace.json(['lock', 'add', 'b', 'b/b.csv']);
    const before = workplace.read('datasig.lock');
    workplace.write({ 'a.csv': rows(0, 101), 'b/b.csv': Uint8Array.of(0xff, 0xff) });
    expect((await workplace.run(['lock', 'update'])).code).toBe(3);
    expect(workplace.read('datasig.lock')).toBe(before);
    expect((await workplace.run(['verify', 'datasig.fingerprints/a.datasig.json', 'a.csv'])).code).toBe(1);
  });
});

describe('reports', () => {
  it('are written as SARIF and JUnit, and replaced only by such', async () => {
    workplace.write({ 'a.csv': rows(0, 100), 'b.csv': rows(0, 5), 'mine.txt': 'mine' });
    await workplace.json(['lock', 'add', 'a', 'a.csv', '--policy', 'identical', '--policy', 'max-removed=1']);
    await workplace.json(['lock', 'add', 'b', 'b.csv']);
    workplace.write({ 'a.csv': rows(1, 100) });
    for (let run = 0; run < 2; run++) expect((await workplace.run(['lock', 'check', '--sarif', 'out.sarif', '--junit', 'out.xml', '--quiet'])).code).toBe(1);
    const log = JSON.parse(workplace.read('out.sarif')) as { readonly runs: readonly [{ readonly results: readonly object[] }] };
    expect(log.runs[0].results).toMatchObject([
      { ruleId: 'identical', kind: 'fail', level: 'error', locations: [{ physicalLocation: { artifactLocation: { uri: 'datasig.lock' }, region: { startLine: 3 } } }] },
      { ruleId: 'max-removed', kind: 'pass', level: 'none' },
      { ruleId: 'identical', kind: 'pass', locations: [{ physicalLocation: { region: { startLine: 18 } } }] },
    ]);
    const xml = workplace.read('out.xml');
    expect(xml).toContain('<testsuite name="datasig.lock" tests="3" failures="1" errors="0" skipped="0">');
    expect(xml).toContain('<testcase classname="a" name="max-removed=1"/>');
    for (const option of ['--sarif', '--junit']) {
      expect(await workplace.run(['lock', 'check', option, 'mine.txt'])).toMatchObject({ code: 3, stderr: expect.stringContaining('[output-exists]') as string });
      expect((await workplace.run(['lock', 'check', option, '-'])).stdout.slice(0, 1)).toBe(option === '--sarif' ? '{' : '<');
    }
    expect(workplace.read('mine.txt')).toBe('mine');
    expect((await workplace.run(['lock', 'check', '--sarif', '-', '--json'])).code).toBe(2);
  });

  it('are not made of a lock of 100 MB, which is not even read', async () => {
    workplace.write({ 'datasig.lock': '' });
    truncateSync(join(workplace.path, 'datasig.lock'), 100_000_000);
    for (const verb of [['check'], ['update'], ['add', 'a', 'a.csv']]) expect(await workplace.run(['lock', ...verb])).toMatchObject({ code: 3, stdout: '', stderr: expect.stringContaining('[lock-too-large]') as string });
  });

  it('say that there is no lock, or an empty one', async () => {
    expect(await workplace.run(['lock', 'check'])).toMatchObject({ code: 3, stderr: expect.stringContaining('[lock-not-found]') as string });
    workplace.write({ 'datasig.lock': '{"datasets": {}, "version": 1}' });
    expect(await workplace.run(['lock', 'check'])).toMatchObject({ code: 2, stderr: expect.stringContaining('[unknown-dataset]') as string });
  });
});
