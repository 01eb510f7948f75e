/** The examples for CI and hooks: their commands are run as they stand, in a project that has the command installed. */
import { execFileSync } from 'node:child_process';
import { copyFileSync, mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { beforeEach, describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { entry, useWorkplace } from './command.ts';
import { runLine } from './guide.ts';

const workplace = useWorkplace();
const example = (name: string): string => fileURLToPath(new URL(`../../../docs/guides/ci/${name}`, import.meta.url));
const read = <Shape>(name: string): Shape => parse(readFileSync(example(name), 'utf8'), { uniqueKeys: true }) as Shape;
const rows = Array.from({ length: 50 }, (_, id) => `${id},name ${id}\n`).join('');

/** npm looks at nothing outside, and the tests' Node comes first. */
const environment = (): NodeJS.ProcessEnv => ({
  ...process.env,
  PATH: `${join(process.execPath, '..')}:${process.env['PATH']}`,
  npm_config_cache: join(workplace.path, '.npm'), npm_config_offline: 'true', npm_config_update_notifier: 'false', npm_config_audit: 'false', npm_config_fund: 'false',
});

beforeEach(async () => {
  workplace.write({
    'cli/package.json': JSON.stringify({ name: '@datasig/cli', version: '1.0.0', bin: { datasig: 'datasig.cjs' } }),
    'cli/datasig.cjs': `#!/usr/bin/env node\nrequire(${JSON.stringify(entry)});\n`,
    'package.json': JSON.stringify({ name: 'project', private: true, devDependencies: { '@datasig/cli': 'file:./cli' } }),
    'data.csv': `id,name\n${rows}`,
    '.gitignore': 'node_modules\n.npm\n',
  });
  const { code, output } = runLine('npm install', workplace.path, environment());
  if (code !== 0) throw new Error(output);
  await workplace.json(['lock', 'add', 'data', 'data.csv']);
});

/** Runs lines as a CI does: the first that fails ends them. */
function runAll(lines: readonly string[]): number | null {
  for (const line of lines) {
    const { code } = runLine(line, workplace.path, environment());
    if (code !== 0) return code;
  }
  return 0;
}

const changeRow = (): void => workplace.write({ 'data.csv': `id,name\n${rows.replace('name 7\n', 'NAME 7\n')}` });

describe('CI', () => {
  interface Step {
    readonly run?: string;
    readonly uses?: string;
    readonly if?: string;
    readonly with?: Readonly<Record<string, string>>;
  }

  it('GitHub Actions passes, then fails and leaves the files that it uploads', () => {
    const { jobs } = read<{ readonly jobs: { readonly lock: { readonly steps: readonly Step[] } } }>('github-actions.yml');
    const { steps } = jobs.lock;
    const lines = steps.flatMap(({ run }) => run ?? []);
    expect(lines).toHaveLength(2);
    expect(runAll(lines)).toBe(0);
    changeRow();
    expect(runAll(lines)).toBe(1);
    const uploads = steps.flatMap((step) => step.with?.['sarif_file'] ?? step.with?.['path'] ?? []);
    expect(uploads).toEqual(['datasig.sarif', 'datasig.xml']);
    for (const file of uploads) expect(workplace.read(file)).toContain('the rule identical is broken');
    // What fails must not keep its own report from being uploaded.
    for (const step of steps.filter(({ uses }) => uses?.includes('upload'))) expect(step.if).toMatch(/^always\(\)/);
  });

  it('GitLab passes, then fails and leaves its report', () => {
    const { datasets } = read<{ readonly datasets: { readonly script: readonly string[]; readonly artifacts: { readonly when: string; readonly reports: { readonly junit: string } } } }>('gitlab-ci.yml');
    expect(runAll(datasets.script)).toBe(0);
    changeRow();
    expect(runAll(datasets.script)).toBe(1);
    expect(datasets.artifacts.when).toBe('always');
    expect(workplace.read(datasets.artifacts.reports.junit)).toContain('failures="1"');
  });
});

describe('hooks', () => {
  const commit = (): number | null =>
    runLine('git add -A && git -c user.name=A -c user.email=a@example.org commit -q -m change', workplace.path, { ...environment(), GIT_CONFIG_GLOBAL: '/dev/null' }).code;

  it('of git let a commit through, and then not', async () => {
    execFileSync('git', ['init', '-q'], { cwd: workplace.path });
    mkdirSync(join(workplace.path, '.git/hooks'), { recursive: true });
    copyFileSync(example('pre-commit.sh'), join(workplace.path, '.git/hooks/pre-commit'));
    expect(commit()).toBe(0);
    changeRow();
    expect(commit()).toBe(1);
    await workplace.json(['lock', 'update']);
    expect(commit()).toBe(0);
  });

  it('of the pre-commit framework run the same', () => {
    const { repos } = read<{ readonly repos: readonly [{ readonly hooks: readonly [{ readonly entry: string; readonly language: string; readonly pass_filenames: boolean }] }] }>('pre-commit-config.yaml');
    const [hook] = repos[0].hooks;
    expect(hook).toMatchObject({ language: 'system', pass_filenames: false });
    expect(runAll([hook.entry])).toBe(0);
    changeRow();
    expect(runAll([hook.entry])).toBe(1);
  });
});
