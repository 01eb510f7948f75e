/** Writes the tables of `vectors/formats/` anew, and no other folder there: `pnpm --filter @datasig/corpus corpus`. */
import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { pythonWithTools, scriptPath } from './python.ts';

interface Index {
  readonly tables: readonly { readonly name: string }[];
}

const out = join(scriptPath('.'), '..', '..', 'vectors', 'formats');
const python = await pythonWithTools('requirements-corpus.txt');
const index = join(out, 'index.json');
if (existsSync(index)) {
  const { tables } = JSON.parse(readFileSync(index, 'utf8')) as Index;
  for (const name of [...tables.map((table) => table.name), 'refused']) rmSync(join(out, name), { recursive: true, force: true });
}
execFileSync(python, [scriptPath('write_corpus.py'), out], { stdio: 'inherit', env: { ...process.env, PYTHONDONTWRITEBYTECODE: '1' } });
