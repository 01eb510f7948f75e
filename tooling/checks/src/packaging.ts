/**
 * Packs every public package, lints the tarballs, and uses them as a stranger would: installed in an empty folder
 * outside the workspace, two files fingerprinted and compared. Tells how large `@datasig/core` is.
 */
import { execFileSync, spawnSync } from 'node:child_process';
import { globSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, dirname, join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { checkCoreSize, describeCoreSize, measureCore } from './core-size.ts';
import { root } from './root.ts';

interface PackedPackage {
  readonly name: string;
  readonly tarball: string;
}

const folder = mkdtempSync(join(tmpdir(), 'datasig-packaging-'));
try {
  const packages = packAll(join(folder, 'tarballs'));
  const stranger = join(folder, 'stranger');
  const problems = [...packages.flatMap(lintTarball), ...useInstalled(stranger, packages)];
  const size = await measureCore(packages.find(({ name }) => name === '@datasig/core')!.tarball, stranger);
  process.stdout.write(`${describeCoreSize(size)}\n`);
  problems.push(...checkCoreSize(size));
  for (const problem of problems) process.stdout.write(`${problem}\n`);
  process.stdout.write(problems.length === 0 ? `packaging: ${packages.length} packages install and work\n` : `packaging: ${problems.length} problems\n`);
  process.exitCode = problems.length === 0 ? 0 : 1;
} finally {
  rmSync(folder, { recursive: true, force: true });
}

function packAll(target: string): PackedPackage[] {
  execFileSync('turbo', ['run', 'build', '--filter=./packages/*', '--output-logs=errors-only'], { cwd: root, stdio: 'inherit' });
  mkdirSync(target, { recursive: true });
  return globSync('packages/*/package.json', { cwd: root }).sort().map((file) => {
    const packageFolder = join(root, dirname(file));
    const { name } = JSON.parse(readFileSync(join(root, file), 'utf8')) as { readonly name: string };
    const tarball = join(target, `${basename(packageFolder)}.tgz`);
    execFileSync('pnpm', ['pack', '--out', tarball], { cwd: packageFolder, stdio: ['ignore', 'ignore', 'inherit'] });
    return { name, tarball };
  });
}

function lintTarball({ name, tarball }: PackedPackage): string[] {
  return [...checkContents(name, tarball), ...runTool(name, 'publint', ['run', tarball, '--strict']), ...runTool(name, 'attw', [tarball, '--profile', 'esm-only', '--format', 'ascii', '--exclude-entrypoints', './kernel.wasm'])];
}

function checkContents(name: string, tarball: string): string[] {
  const files = execFileSync('tar', ['-tzf', tarball], { encoding: 'utf8' }).split('\n').map((line) => line.replace(/^package\//, ''));
  const manifest = execFileSync('tar', ['-xzOf', tarball, 'package/package.json'], { encoding: 'utf8' });
  return [
    ...['LICENSE', 'README.md', 'package.json'].filter((file) => !files.includes(file)).map((file) => `${name}: the tarball has no ${file}`),
    ...files.filter((file) => /\.test\.|^test\/|tsbuildinfo/.test(file)).map((file) => `${name}: the tarball should not have ${file}`),
    ...(/"(?:workspace|catalog):/.test(manifest) ? [`${name}: package.json still names the workspace`] : []),
  ];
}

function runTool(name: string, tool: string, parameters: readonly string[]): string[] {
  const { status, stdout, stderr } = spawnSync(join(root, 'tooling/checks/node_modules/.bin', tool), parameters, { encoding: 'utf8' });
  return status === 0 ? [] : [`${name}: ${tool} says\n${stdout}${stderr}`];
}

function useInstalled(target: string, packages: readonly PackedPackage[]): string[] {
  mkdirSync(target);
  const dependencies = Object.fromEntries(packages.map(({ name, tarball }) => [name, `file:${tarball}`]));
  // The packages depend on each other by version: those versions are these tarballs.
  writeFileSync(join(target, 'package.json'), JSON.stringify({ private: true, type: 'module', dependencies, overrides: dependencies }));
  execFileSync('npm', ['install', '--no-audit', '--no-fund', '--loglevel=error'], { cwd: target, stdio: ['ignore', 'ignore', 'inherit'] });
  return [...importEach(target, packages), ...fingerprintAndCompare(target)];
}

function importEach(target: string, packages: readonly PackedPackage[]): string[] {
  return packages.flatMap(({ name }) => {
    const { exports = {} } = JSON.parse(readFileSync(join(target, 'node_modules', name, 'package.json'), 'utf8')) as { readonly exports?: Readonly<Record<string, unknown>> };
    const entries = Object.keys(exports).filter((entry) => !/\.(?:json|wasm)$/.test(entry)).map((entry) => `${name}${entry.slice(1)}`);
    return entries.flatMap((entry) => {
      const { status, stderr } = spawnSync(process.execPath, ['--input-type=module', '-e', `await import(${JSON.stringify(entry)})`], { cwd: target, encoding: 'utf8' });
      return status === 0 ? [] : [`${entry} cannot be imported:\n${stderr}`];
    });
  });
}

function makeDatabase(path: string): void {
  const database = new DatabaseSync(path);
  database.exec("CREATE TABLE t (id INTEGER, name TEXT); INSERT INTO t VALUES (1, 'one'), (2, 'two'), (3, 'three')");
  database.close();
}

function fingerprintAndCompare(target: string): string[] {
  writeFileSync(join(target, 'a.csv'), 'id,name\n1,one\n2,two\n3,three\n');
  writeFileSync(join(target, 'b.csv'), 'name,id\nthree,3\nfour,4\none,1\n');
  writeFileSync(join(target, 'large.csv'), `id,text\n${'1,a row of a file that is large enough for threads\n'.repeat(400_000)}`);
  const datasig = (...parameters: string[]): string => execFileSync(join(target, 'node_modules/.bin/datasig'), parameters, { cwd: target, encoding: 'utf8' });
  try {
    datasig('fingerprint', 'a.csv');
    makeDatabase(join(target, 'a.db'));
    datasig('fingerprint', 'a.db', '-o', 'db.datasig.json');
    datasig('fingerprint', 'a.csv', '--like', 'db.datasig.json', '-o', 'typed.datasig.json');
    const sides = JSON.parse(datasig('compare', 'db.datasig.json', 'typed.datasig.json', '--json')) as { readonly identical: boolean };
    if (!sides.identical) return ['the installed command reads other records from a database than from CSV'];
    datasig('fingerprint', 'b.csv', '-o', 'b.datasig.json');
    const { run } = JSON.parse(datasig('fingerprint', 'large.csv', '--threads', '2', '--json')) as { readonly run: { readonly threadCount: number } };
    if (run.threadCount !== 2) return [`the installed command reads a large file on ${run.threadCount} threads, not 2`];
    datasig('report', 'a.datasig.json', 'b.datasig.json', '-o', 'report.html');
    if (!readFileSync(join(target, 'report.html'), 'utf8').includes('<svg')) return ['the installed command writes a report without pictures'];
    const { identical, jaccard, relation } = JSON.parse(datasig('compare', 'a.datasig.json', 'b.datasig.json', '--json')) as {
      readonly identical: boolean;
      readonly relation: string;
      readonly jaccard: { readonly estimate: number; readonly exact: boolean };
    };
    const asExpected = !identical && relation === 'overlapping' && jaccard.exact && jaccard.estimate === 0.5;
    return asExpected ? [] : [`the installed command compares wrongly: ${JSON.stringify({ identical, relation, jaccard })}`];
  } catch (error) {
    return [`the installed command fails: ${error instanceof Error ? error.message : String(error)}`];
  }
}
