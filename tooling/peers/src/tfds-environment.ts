/** Python with TensorFlow Datasets and the original tool: a virtual environment, made once in pinned versions. */
import { execFileSync } from 'node:child_process';
import { copyFileSync, existsSync, readFileSync, rmSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const root = new URL('..', import.meta.url);
const requirements = fileURLToPath(new URL('tfds-requirements.txt', root));
const environment = fileURLToPath(new URL('.cache/tfds', root));
const installed = `${environment}/installed.txt`;
/** Its own requirements are newer than those of this TensorFlow; what it imports is there. */
const originalTool = 'datasig==0.0.7';

/** Runs a script of this folder. @throws Error where Python or a package cannot be had, or the script fails */
export function runWithTfds(script: string, ...parameters: readonly string[]): void {
  if (!existsSync(installed) || !readFileSync(installed).equals(readFileSync(requirements))) install();
  execFileSync(`${environment}/bin/python`, [fileURLToPath(new URL(script, root)), ...parameters], { stdio: ['ignore', 'ignore', 'pipe'] });
}

function install(): void {
  rmSync(environment, { recursive: true, force: true });
  execFileSync('python3.11', ['-m', 'venv', environment], { stdio: 'inherit' });
  const pip = (...options: readonly string[]): void => void execFileSync(`${environment}/bin/python`, ['-m', 'pip', 'install', '--quiet', '--no-cache-dir', '--disable-pip-version-check', ...options], { stdio: 'inherit' });
  pip('--requirement', requirements);
  pip('--no-deps', originalTool);
  copyFileSync(requirements, installed);
}
