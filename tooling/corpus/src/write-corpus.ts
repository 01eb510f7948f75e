/** Writes `vectors/formats/` anew: `pnpm --filter @datasig/corpus corpus`. */
import { execFileSync } from 'node:child_process';
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { pythonWithTools, scriptPath } from './python.ts';

const out = join(scriptPath('.'), '..', '..', 'vectors', 'formats');
const python = await pythonWithTools('requirements-corpus.txt');
rmSync(out, { recursive: true, force: true });
execFileSync(python, [scriptPath('write_corpus.py'), out], { stdio: 'inherit', env: { ...process.env, PYTHONDONTWRITEBYTECODE: '1' } });
