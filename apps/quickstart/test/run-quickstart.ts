/** Runs the built demo in a process of its own, with folders of its own. */
import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtemp, mkdir, readdir } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** What a run left behind. */
export interface Run {
  readonly exitCode: number | null;
  readonly stdout: string;
  readonly stderr: string;
  readonly outputFolder: string;
  /** What is left in the folder for temporary files. */
  readonly leftovers: readonly string[];
}

const main = fileURLToPath(new URL('../dist/main.js', import.meta.url));

/** Runs it to its end; `onOutput` may interfere. */
export async function runQuickstart(words: readonly string[], onOutput: (stdout: string, child: ChildProcess) => void = () => {}): Promise<Run> {
  const folder = await mkdtemp(join(tmpdir(), 'quickstart-test-'));
  const temporary = join(folder, 'temporary');
  await mkdir(temporary);
  const environment = { ...process.env, TMPDIR: temporary, INIT_CWD: folder, NO_COLOR: '1' };
  const child = spawn(process.execPath, [main, '--output', 'fingerprints', ...words], { env: environment, stdio: ['ignore', 'pipe', 'pipe'] });
  const text = { stdout: '', stderr: '' };
  for (const name of ['stdout', 'stderr'] as const) child[name].setEncoding('utf8').on('data', (chunk: string) => (text[name] += chunk));
  child.stdout.on('data', () => onOutput(text.stdout, child));
  const exitCode = await new Promise<number | null>((resolve, reject) => child.on('error', reject).on('close', resolve));
  return { exitCode, ...text, outputFolder: join(folder, 'fingerprints'), leftovers: await readdir(temporary) };
}
