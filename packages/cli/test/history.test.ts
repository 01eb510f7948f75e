/** `history`: versions from folders, from files, and from the real git. */
import { execFileSync } from 'node:child_process';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { beforeEach, describe, expect, it } from 'vitest';
import { useWorkplace } from './command.ts';

const workplace = useWorkplace();
const rows = (from: number, to: number): string => `id\n${Array.from({ length: to - from }, (_, index) => `${from + index}\n`).join('')}`;

interface Step {
  readonly label: string;
  readonly commit: string | null;
  readonly subject: string | null;
  readonly keptShare: { readonly estimate: number } | null;
  readonly drift: { readonly added: { readonly estimate: number }; readonly removed: { readonly estimate: number } } | null;
}

const brief = ({ keptShare, drift }: Step): readonly unknown[] => [keptShare?.estimate ?? null, drift?.removed.estimate ?? null, drift?.added.estimate ?? null];

async function stepsOf(...parameters: readonly string[]): Promise<readonly Step[]> {
  return (await workplace.json(['history', ...parameters]))['versions'] as readonly Step[];
}

async function fingerprint(name: string, from: number, to: number, ...parameters: readonly string[]): Promise<void> {
  workplace.write({ 'data.csv': rows(from, to) });
  mkdirSync(dirname(join(workplace.path, name)), { recursive: true });
  await workplace.json(['fingerprint', 'data.csv', '-o', name, ...parameters]);
}

describe('files', () => {
  it('of a folder come by the numbers in their names', async () => {
    await fingerprint('versions/v10.datasig.json', 5, 120);
    await fingerprint('versions/v2.datasig.json', 0, 100);
    await fingerprint('versions/v1.datasig.json', 0, 50);
    writeFileSync(join(workplace.path, 'versions/notes.txt'), 'no version');
    const steps = await stepsOf('versions');
    expect(steps.map(({ label }) => label)).toEqual(['v1', 'v2', 'v10'].map((name) => join('versions', name)));
    expect(steps.map(brief)).toEqual([[null, null, null], [1, 0, 50], [0.95, 5, 20]]);
    const { stdout } = await workplace.run(['history', 'versions']);
    expect(stdout).toMatch(/versions\/v10 +115 +95 % +5 % +17\.39 %/);
    for (const line of stdout.split('\n')) expect(line.length).toBeLessThanOrEqual(80);
  });

  it('come in the order of the call', async () => {
    await fingerprint('a.datasig.json', 0, 100);
    await fingerprint('b.datasig.json', 0, 50);
    expect((await stepsOf('b.datasig.json', 'a.datasig.json')).map(brief)).toEqual([[null, null, null], [1, 0, 50]]);
    expect((await stepsOf('a.datasig.json', 'b.datasig.json')).map(brief)).toEqual([[null, null, null], [0.5, 50, 0]]);
  });

  it('that are large have intervals', async () => {
    await fingerprint('a.datasig.json', 0, 5000);
    await fingerprint('b.datasig.json', 1000, 6000);
    const { stdout } = await workplace.run(['history', 'a.datasig.json', 'b.datasig.json']);
    expect(stdout).toMatch(/\n +[0-9.]+–[0-9.]+ +[0-9.]+–[0-9.]+ +[0-9.]+–[0-9.]+\n/);
  });

  it('that cannot be compared are told, and the command ends with 3', async () => {
    await workplace.json(['keygen', '-o', 'k']);
    await fingerprint('a.datasig.json', 0, 100);
    await fingerprint('b.datasig.json', 0, 100, '--key-file', 'k');
    const { code, stdout } = await workplace.run(['history', 'a.datasig.json', 'b.datasig.json']);
    expect({ code, stdout }).toEqual({ code: 3, stdout: expect.stringContaining('cannot be compared with the one before') as string });
  });

  it.each<[string, string[], number, string]>([
    ['an empty folder', ['empty'], 3, 'fingerprint-not-found'],
    ['a file that is no fingerprint', ['data.csv'], 3, 'fingerprint-malformed'],
    ['a limit of none', ['a.datasig.json', '--limit', '0'], 2, 'invalid-argument'],
    ['a confidence of one', ['a.datasig.json', '--confidence', '1'], 2, 'invalid-argument'],
    ['a part that is not there', ['a.datasig.json', 'a.datasig.json', '--part', 'x'], 3, 'part-not-found'],
    ['a picture over another file', ['a.datasig.json', 'a.datasig.json', '--svg', 'data.csv'], 3, 'output-exists'],
    ['a file in no repository', ['a.datasig.json'], 3, 'git-failed'],
  ])('refuses %s', async (_, parameters, code, error) => {
    await fingerprint('a.datasig.json', 0, 100);
    mkdirSync(join(workplace.path, 'empty'));
    const outcome = await workplace.run(['history', ...parameters, '--json'], '', { GIT_CEILING_DIRECTORIES: dirname(workplace.path) });
    expect({ code: outcome.code, stdout: outcome.stdout, error: (JSON.parse(outcome.stderr) as { error: { code: string } }).error.code }).toEqual({ code, stdout: '', error });
  });

  it('are drawn', async () => {
    await fingerprint('a.datasig.json', 0, 100);
    await fingerprint('b.datasig.json', 10, 150);
    await workplace.json(['history', 'a.datasig.json', 'b.datasig.json', '--svg', 'h.svg']);
    const svg = readFileSync(join(workplace.path, 'h.svg'), 'utf8');
    expect(svg).toContain('<svg');
    await workplace.json(['history', 'a.datasig.json', 'b.datasig.json', '--svg', 'h.svg']);
    expect(readFileSync(join(workplace.path, 'h.svg'), 'utf8')).toBe(svg);
    expect((await workplace.run(['history', 'a.datasig.json', 'b.datasig.json', '--svg', '-'])).stdout).toBe(svg);
  });
});

describe('git revisions', () => {
  const git = (...parameters: readonly string[]): string =>
    execFileSync('git', ['-c', 'user.name=A', '-c', 'user.email=a@example.org', '-c', 'commit.gpgsign=false', ...parameters], { cwd: workplace.path, encoding: 'utf8', env: { ...process.env, GIT_CONFIG_GLOBAL: '/dev/null' } });
  const commit = (subject: string): void => {
    git('add', '-A');
    git('commit', '-q', '-m', subject);
  };

  beforeEach(() => git('init', '-q'));

  it('of one fingerprint are its versions, oldest first', async () => {
    await fingerprint('sub/-a b.datasig.json', 0, 100);
    commit('first');
    writeFileSync(join(workplace.path, 'other.txt'), 'nothing to do with it');
    commit('another file');
    await fingerprint('sub/-a b.datasig.json', 0, 110);
    commit('ten "more"\n\nbody');
    await fingerprint('sub/-a b.datasig.json', 11, 110);
    const steps = await stepsOf('sub/-a b.datasig.json');
    expect(steps.map(({ subject }) => subject)).toEqual(['first', 'ten "more"', 'not committed']);
    expect(steps.map(({ commit: id }) => id)).toEqual([git('rev-parse', 'HEAD~2').trim(), git('rev-parse', 'HEAD').trim(), null]);
    expect(steps.map(brief)).toEqual([[null, null, null], [1, 0, 10], [0.9, 11, 0]]);
    expect((await stepsOf('sub/-a b.datasig.json', '--limit', '1')).map(({ subject }) => subject)).toEqual(['ten "more"', 'not committed']);
    expect((await workplace.run(['history', 'sub/-a b.datasig.json'])).stdout).toContain('ten "more"');
  });

  it('of a lock are those of the fingerprint beside it', async () => {
    workplace.write({ 'a.csv': rows(0, 10) });
    await workplace.json(['lock', 'add', 'a', 'a.csv']);
    commit('locked');
    workplace.write({ 'a.csv': rows(0, 12) });
    await workplace.json(['lock', 'update']);
    commit('two more');
    expect((await stepsOf('datasig.fingerprints/a.datasig.json')).map(brief)).toEqual([[null, null, null], [1, 0, 2]]);
  });

  it('that removed the file, or hold something else, are left out or told', async () => {
    await fingerprint('a.datasig.json', 0, 100);
    commit('first');
    git('rm', '-q', 'a.datasig.json');
    git('commit', '-q', '-m', 'removed');
    await fingerprint('a.datasig.json', 0, 101);
    commit('back');
    expect((await stepsOf('a.datasig.json')).map(({ subject }) => subject)).toEqual(['first', 'back']);
    const good = readFileSync(join(workplace.path, 'a.datasig.json'));
    writeFileSync(join(workplace.path, 'a.datasig.json'), '{"canonicalization": 1}');
    commit('broken');
    writeFileSync(join(workplace.path, 'a.datasig.json'), good);
    commit('mended');
    expect(await workplace.run(['history', 'a.datasig.json'])).toMatchObject({ code: 3, stderr: expect.stringContaining('leave old revisions out with --limit') as string });
    expect(await stepsOf('a.datasig.json', '--limit', '1')).toHaveLength(1);
  });

  it('are read without running what the repository names', async () => {
    await fingerprint('a.datasig.json', 0, 100);
    commit('first');
    writeFileSync(join(workplace.path, 'evil.sh'), `#!/bin/sh\ntouch "${join(workplace.path, 'ran')}"\n`, { mode: 0o755 });
    const evil = join(workplace.path, 'evil.sh');
    for (const setting of ['core.fsmonitor', 'core.pager', 'pager.log', 'diff.external', 'gpg.program', 'diff.x.textconv', 'filter.x.smudge', 'filter.x.clean']) git('config', setting, evil);
    git('config', 'log.showSignature', 'true');
    writeFileSync(join(workplace.path, '.gitattributes'), '*.json diff=x filter=x\n');
    expect(await stepsOf('a.datasig.json')).toHaveLength(1);
    expect(workplace.list()).not.toContain('ran');
  });

  it('are missed where git is not installed', async () => {
    await fingerprint('a.datasig.json', 0, 100);
    const { code, stderr } = await workplace.run(['history', 'a.datasig.json'], '', { PATH: join(workplace.path, 'nowhere') });
    expect({ code, stderr }).toEqual({ code: 3, stderr: expect.stringContaining('not installed') as string });
  });
});
