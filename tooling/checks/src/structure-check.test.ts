import { cpSync, globSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { root } from './root.ts';
import { findProblems } from './structure-check.ts';

let copy: string;

beforeEach(() => {
  copy = mkdtempSync(join(tmpdir(), 'datasig-structure-'));
  // Only what the check reads: beside it, other packages' tests write their results while this one runs.
  for (const path of globSync('packages/*/{src,package.json}', { cwd: root })) cpSync(join(root, path), join(copy, path), { recursive: true });
  cpSync(join(root, 'pnpm-lock.yaml'), join(copy, 'pnpm-lock.yaml'));
});

afterEach(() => rmSync(copy, { recursive: true, force: true }));

function write(path: string, text: string): void {
  mkdirSync(dirname(join(copy, path)), { recursive: true });
  writeFileSync(join(copy, path), text);
}

it('finds nothing in the repository as it is', () => {
  expect(findProblems(copy)).toEqual([]);
});

it.each([
  ['a package against the arrow', 'packages/formats/src/wrong.ts', "/** Wrong. */\nimport '@datasig/runner';\n", 'formats: src/wrong.ts imports @datasig/runner'],
  ['a connector in core', 'packages/core/src/sketch/wrong.ts', "/** Wrong. */\nexport { files } from '@datasig/files';\n", 'imports @datasig/files'],
  ['a node module in core', 'packages/core/src/sketch/wrong.ts', "/** Wrong. */\nimport { readFileSync } from 'node:fs';\n", 'it must run anywhere'],
  ['a node module by import()', 'packages/core/src/sketch/wrong.ts', "/** Wrong. */\nexport const fs: unknown = await import('node:fs');\n", 'it must run anywhere'],
  ['a folder of core against the arrow', 'packages/core/src/sketch/wrong.ts', "/** Wrong. */\nimport type { Fingerprint } from '../fingerprint/model.ts';\n", 'src/sketch may not'],
  ['a folder of formats against the arrow', 'packages/formats/src/codecs/wrong.ts', "/** Wrong. */\nimport '../parquet/index.ts';\n", 'src/codecs may not'],
  ['a folder of core without rule', 'packages/core/src/other/wrong.ts', '/** Wrong. */\n', 'no rule'],
  ['code in the contract', 'packages/core/src/spec/v1/wrong.ts', '/** Wrong. */\nexport const one = 1;\n', 'holds more than types'],
  ['a package without rule', 'packages/other/package.json', '{}', 'no rule'],
  ['a name that says no role', 'packages/core/src/sketch/utils.ts', '/** Wrong. */\n', 'says no role'],
  ['a name in another case', 'packages/core/src/sketch/bottomK.ts', '/** Wrong. */\n', 'kebab-case'],
  ['a file without role', 'packages/core/src/sketch/wrong.ts', 'export const one = 1;\n', 'does not begin with a comment'],
  ['a long file', 'packages/core/src/sketch/wrong.ts', `/** Wrong. */\n${'\n'.repeat(300)}`, 'lines'],
  ['a download host in the lock file', 'pnpm-lock.yaml', 'tarball: https://example.org/a.tgz\n', 'names a download host'],
])('fails on %s', (_, path, text, problem) => {
  write(path, text);
  expect(findProblems(copy).join('\n')).toContain(problem);
});

it('fails on a dependency that no arrow allows', () => {
  write('packages/formats/package.json', JSON.stringify({ dependencies: { '@datasig/cli': '*' } }));
  expect(findProblems(copy)).toEqual(['packages/formats: package.json depends on @datasig/cli, which no arrow allows']);
});

it('fails on a cycle', () => {
  write('packages/core/src/sketch/one.ts', "/** One. */\nimport './two.ts';\n");
  write('packages/core/src/sketch/two.ts', "/** Two. */\nimport './one.ts';\n");
  expect(findProblems(copy)).toEqual(['packages/core: import cycle: src/sketch/one.ts → src/sketch/two.ts → src/sketch/one.ts']);
});
