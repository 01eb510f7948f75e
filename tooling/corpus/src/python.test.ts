import { execFile, execFileSync } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { pythonWithTools, scriptPath } from './python.ts';

const execute = promisify(execFile);
const folder = mkdtempSync(join(tmpdir(), 'datasig-corpus-'));
const installing = 600_000;
let python: string;

beforeAll(async () => {
  python = await pythonWithTools();
}, installing);
afterAll(() => rmSync(folder, { recursive: true, force: true }));

it('is the same Python for two processes that ask at once', async () => {
  const ask = `import { pythonWithTools } from ${JSON.stringify(scriptPath('src/python.ts'))}; process.stdout.write(await pythonWithTools());`;
  const answers = await Promise.all([1, 2].map(() => execute(process.execPath, ['--input-type=module', '--eval', ask])));
  expect(answers.map(({ stdout }) => stdout)).toEqual([python, python]);
}, installing);

it('has the versions that were asked for', () => {
  const versions = execFileSync(python, ['-c', 'import duckdb, pandas, polars, pyarrow; print(duckdb.__version__, pandas.__version__, polars.__version__, pyarrow.__version__)'], { encoding: 'utf8' });
  expect(versions.trim()).toBe('2.0.1 3.1.1 2.1.0 26.0.1');
});

it('writes a table of every type and says where', () => {
  const manifest = JSON.parse(execFileSync(python, [scriptPath('write_table.py'), folder, '20'], { encoding: 'utf8', maxBuffer: 2 ** 26 })) as readonly { readonly name: string; readonly files: readonly string[] }[];
  expect(manifest[0]!.name).toBe('pyarrow-none-parquet');
  expect(manifest.length).toBeGreaterThan(40);
  expect(manifest.flatMap(({ files }) => files).filter((file) => !existsSync(file))).toEqual([]);
});
