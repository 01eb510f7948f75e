/** The virtual environment of the peers: made once, in pinned versions, and made anew when these change. */
import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { copyFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { BenchContext } from '../benchmark.ts';
import { peersFolder } from '../paths.ts';
import { runProgram } from '../program.ts';
import type { RunCosts } from '../work/costs.ts';

const environment = join(peersFolder, '.venv');
const interpreter = join(environment, 'bin/python');
const requirements = join(peersFolder, 'requirements.txt');
/** A copy of the requirements that are installed. */
const installed = join(environment, 'installed.txt');

/** Python with the peers. */
export interface Python {
  /** Its version and those of the peers, by name. */
  readonly versions: Readonly<Record<string, string>>;
  /** Runs a script of the peers' folder; what it printed. @throws as `runProgram` */
  readonly run: (script: string, parameters: readonly string[]) => Promise<string>;
}

/** Installs what is not there. @throws Error where there is no Python, or a package cannot be had */
export async function preparePython({ signal, status }: Pick<BenchContext, 'signal' | 'status'>): Promise<Python> {
  if (!existsSync(installed) || readFileSync(installed, 'utf8') !== readFileSync(requirements, 'utf8')) {
    status('installing the peers');
    if (spawnSync('python3', ['--version']).status !== 0) throw new Error('the peers need python3, 3.11 or later, which is not here');
    await rm(environment, { recursive: true, force: true });
    await runProgram('python3', ['-m', 'venv', environment], signal);
    await runProgram(interpreter, ['-m', 'pip', 'install', '--quiet', '--disable-pip-version-check', '--requirement', requirements], signal);
    await copyFile(requirements, installed);
  }
  const version = (await runProgram(interpreter, ['--version'], signal)).trim().replace('Python ', '');
  return {
    versions: { python: version, ...pinnedVersions(readFileSync(requirements, 'utf8')) },
    run: (script, parameters) => runProgram(interpreter, [join(peersFolder, script), ...parameters], signal),
  };
}

/** Versions that a requirements file pins. */
export function pinnedVersions(text: string): Record<string, string> {
  return Object.fromEntries([...text.matchAll(/^([\w.-]+)==(\S+)$/gm)].map(([, name, version]) => [name!, version!]));
}

/** What a peer takes for at most `limit` records of an input, 0 for all. @throws Error when it fails */
export async function measurePeer(python: Python, peer: string, kind: string, limit: number, files: readonly string[]): Promise<RunCosts> {
  return JSON.parse(await python.run('measure.py', [peer, kind, String(limit), ...files])) as RunCosts;
}
