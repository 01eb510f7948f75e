import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { findPageProblems } from './pages-check.ts';

let root = '';
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'datasig-pages-'));
});
afterEach(() => rmSync(root, { recursive: true }));

function write(files: Readonly<Record<string, string>>): void {
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), text);
  }
}

it('passes pages in order', () => {
  write({ 'README.md': '# A page\n[docs](docs/a.md#the-other-one), [outside](https://example.org/x), [here](#a-page), `[code](no.md)`\n', 'docs/a.md': '## The "other" one\n```ts file=src.ts\nconst b = 2;\n```\n', 'src.ts': 'const a = 1;\nconst b = 2;\n' });
  expect(findPageProblems(root)).toEqual([]);
});

it.each([
  ['a link to nothing', '[x](docs/b.md)', 'README.md: the link docs/b.md leads nowhere'],
  ['an anchor to nothing', '[x](#y)', 'README.md: README.md has no heading #y'],
  ['code that changed', '```ts file=src.ts\nconst c = 3;\n```', 'README.md: the code quoted from src.ts is not in it: const c = 3;'],
  ['code of a file that is gone', '```ts file=gone.ts\nx\n```', 'README.md: quotes gone.ts, which does not exist'],
])('finds %s', (_, text, problem) => {
  write({ 'README.md': `# A page\n\n${text}\n`, 'src.ts': 'const a = 1;\n' });
  expect(findPageProblems(root)).toEqual([problem]);
});
