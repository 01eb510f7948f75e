/** The structure check: reads every source file's imports and holds them against the rules. */
import { existsSync, globSync, readFileSync } from 'node:fs';
import { basename, dirname, join, relative, sep } from 'node:path';
import { parseSync } from 'oxc-parser';
import { findCycles } from './cycles.ts';
import { folderRules, type FolderRules, lineLimit, type PackageRule, packageRules } from './structure-rules.ts';

/** A source file and what it imports. */
interface SourceFile {
  /** Path inside the package, with forward slashes. */
  readonly path: string;
  readonly text: string;
  readonly imports: readonly string[];
}

/** Everything that breaks a rule in the repository at `root`, one line each. */
export function findProblems(root: string): string[] {
  const packages = globSync('packages/*/package.json', { cwd: root }).map((file) => basename(dirname(file))).sort();
  return [...packages.flatMap((name) => checkPackage(root, name)), ...checkLockFile(root)];
}

function checkPackage(root: string, name: string): string[] {
  const rule = packageRules[name];
  if (rule === undefined) return [`packages/${name}: no rule in structure-rules.ts says what it may import`];
  const folder = join(root, 'packages', name);
  const files = readSources(folder);
  const problems = [
    ...checkDependencies(folder, rule),
    ...files.flatMap((file) => [...checkName(file), ...checkImports(file, rule)]),
    ...(name in folderRules ? files.flatMap((file) => checkFolder(file, folderRules[name]!)) : []),
    ...findCycles(new Map(files.map((file) => [file.path, localImports(file)]))).map((cycle) => `import cycle: ${cycle.join(' → ')}`),
  ];
  return problems.map((problem) => `packages/${name}: ${problem}`);
}

function readSources(folder: string): SourceFile[] {
  return globSync('src/**/*.ts', { cwd: folder })
    .map((path) => path.split(sep).join('/'))
    .filter((path) => !path.endsWith('.test.ts'))
    .sort()
    .map((path) => {
      const text = readFileSync(join(folder, path), 'utf8');
      return { path, text, imports: readImports(path, text) };
    });
}

function readImports(path: string, text: string): string[] {
  const { module, errors } = parseSync(path, text);
  if (errors.length > 0) throw new Error(`${path}: ${errors[0]!.message}`);
  const exported = module.staticExports.flatMap(({ entries }) => entries.flatMap(({ moduleRequest }) => (moduleRequest === null ? [] : [moduleRequest.value])));
  const dynamic = module.dynamicImports.map(({ moduleRequest }) => /^['"](.*)['"]$/s.exec(text.slice(moduleRequest.start, moduleRequest.end))?.[1]).filter((specifier) => specifier !== undefined);
  return [...new Set([...module.staticImports.map(({ moduleRequest }) => moduleRequest.value), ...exported, ...dynamic])];
}

function checkDependencies(folder: string, { workspace, external }: PackageRule): string[] {
  const { dependencies = {}, peerDependencies = {} } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')) as Readonly<Record<string, Readonly<Record<string, string>>>>;
  const allowed = [...workspace, ...external];
  return Object.keys({ ...dependencies, ...peerDependencies }).filter((name) => !allowed.includes(name)).map((name) => `package.json depends on ${name}, which no arrow allows`);
}

function checkImports({ path, imports }: SourceFile, { workspace, external, node }: PackageRule): string[] {
  const mayUseNode = node === true || (Array.isArray(node) && node.includes(path));
  return imports.flatMap((specifier) => {
    if (specifier.startsWith('.')) return /\.(ts|json)$/.test(specifier) ? [] : [`${path} imports ${specifier} without its ending .ts`];
    if (specifier.startsWith('node:')) return mayUseNode ? [] : [`${path} imports ${specifier}; it must run anywhere`];
    return [...workspace, ...external].includes(packageOf(specifier)) ? [] : [`${path} imports ${specifier}, which no arrow allows`];
  });
}

function packageOf(specifier: string): string {
  return specifier.split('/').slice(0, specifier.startsWith('@') ? 2 : 1).join('/');
}

function checkName({ path, text }: SourceFile): string[] {
  const problems: string[] = [];
  if (!path.split('/').every((part) => /^[a-z0-9]+(?:[-.][a-z0-9]+)*$/.test(part))) problems.push(`${path} is not in kebab-case`);
  if (/^(?:utils?|helpers?|misc|common)\.ts$/.test(basename(path))) problems.push(`${path} has a name that says no role`);
  if (!/^(?:#!.*\n)?\/\*\*/.test(text)) problems.push(`${path} does not begin with a comment that says its role`);
  const lineCount = text.split('\n').length - 1;
  if (lineCount > lineLimit) problems.push(`${path} has ${lineCount} lines; ${lineLimit} are allowed`);
  return problems;
}

function localImports({ path, imports }: SourceFile): string[] {
  return imports.filter((specifier) => specifier.startsWith('.')).map((specifier) => join(dirname(path), specifier).split(sep).join('/'));
}

/** Folders of a large package have arrows of their own; files beside the folders may import all, and be imported by all. */
function checkFolder(file: SourceFile, folders: FolderRules): string[] {
  const [, folder, inner] = file.path.split('/');
  if (inner === undefined || folder === undefined) return [];
  const allowed = folders[folder];
  if (allowed === undefined) return [`no rule in structure-rules.ts says what src/${folder} may import`];
  const wrong = localImports(file)
    .filter((target) => target.startsWith('src/') && target.split('/').length > 2)
    .map((target) => target.split('/')[1]!)
    .filter((target) => target !== folder && !allowed.includes(target));
  const runtime = folder === 'spec' && /^export (?:const|function|class|let)/m.test(file.text) ? [`${file.path} holds more than types`] : [];
  return [...runtime, ...[...new Set(wrong)].map((target) => `${file.path} imports from src/${target}; src/${folder} may not`)];
}

/** Download hosts in the lock file would tie everyone to one registry. */
function checkLockFile(root: string): string[] {
  const file = join(root, 'pnpm-lock.yaml');
  if (!existsSync(file)) return [`${relative(root, file)} is missing`];
  const lines = readFileSync(file, 'utf8').split('\n');
  return lines.flatMap((line, index) => (/tarball:|https?:\/\//.test(line) ? [`pnpm-lock.yaml:${index + 1} names a download host`] : []));
}
