/** A Python with packages in exact versions, made once in `.venv/`: pyarrow, pandas, DuckDB and polars, or others. */
import { execFile } from 'node:child_process';
import { createHash, randomUUID } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, renameSync, rmSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

const execute = promisify(execFile);
const root = fileURLToPath(new URL('..', import.meta.url));
/** The oldest Python that all tools in `requirements.txt` run on. */
const oldest = '3.11';
const candidates = ['python3', 'python3.14', 'python3.13', 'python3.12', 'python3.11', 'python'];
const pythonOf = (folder: string): string => (process.platform === 'win32' ? join(folder, 'Scripts', 'python.exe') : join(folder, 'bin', 'python'));

/** The folder of a script of this package. */
export function scriptPath(name: string): string {
  return join(root, name);
}

/**
 * Gives the path of a Python that has the packages of a requirements file, by default those that write the big table.
 * @throws Error as `pythonWith` does
 */
export async function pythonWithTools(requirements: 'requirements.txt' | 'requirements-corpus.txt' = 'requirements.txt'): Promise<string> {
  return pythonWith(root, requirements, ['requirements.txt']);
}

/**
 * Gives the path of a Python that has the packages of a requirements file, in a folder of `.venv/` below `folder`.
 * The first call installs them, which takes a minute and the network; later ones, and those of other processes, find them.
 *
 * @param included - Files that `requirements` includes.
 * @throws Error if there is no Python of 3.11 or later with `venv`, or if the packages cannot be installed.
 */
export async function pythonWith(folder: string, requirements: string, included: readonly string[] = []): Promise<string> {
  const { python, version } = await findPython();
  const hash = createHash('sha256').update(version);
  for (const name of new Set([...included, requirements])) hash.update(readFileSync(join(folder, name)));
  const place = join(folder, '.venv', hash.digest('hex').slice(0, 16));
  if (!existsSync(place)) await install(python, place, join(folder, requirements));
  return pythonOf(place);
}

/** Installs beside the place and moves it there whole: a folder of that name is always complete. */
async function install(python: string, folder: string, requirements: string): Promise<void> {
  const building = `${folder}-${randomUUID()}`;
  mkdirSync(dirname(folder), { recursive: true });
  try {
    await run(python, ['-m', 'venv', building], `${python} cannot make a virtual environment; where a system keeps venv apart, install it (python3-venv)`);
    const parameters = ['-m', 'pip', 'install', '--quiet', '--disable-pip-version-check', '--no-input', '--only-binary', ':all:', '-r', requirements];
    await run(pythonOf(building), parameters, `pip cannot install ${basename(requirements)}`);
    move(building, folder);
  } finally {
    rmSync(building, { recursive: true, force: true });
  }
}

function move(building: string, folder: string): void {
  try {
    renameSync(building, folder);
  } catch (error) {
    // Another process was faster; its folder is as good.
    if (!existsSync(folder)) throw error;
  }
}

async function findPython(): Promise<{ readonly python: string; readonly version: string }> {
  const seen: string[] = [];
  for (const python of candidates) {
    const version = await execute(python, ['-c', 'import sys; print("%d.%d.%d" % sys.version_info[:3])']).then(({ stdout }) => stdout.trim(), () => undefined);
    if (version === undefined) continue;
    if (isAtLeast(version, oldest)) return { python, version };
    seen.push(`${python} is ${version}`);
  }
  throw new Error(`this needs Python ${oldest} or later on the path: ${seen.length === 0 ? 'there is none' : seen.join(', ')}`);
}

function isAtLeast(version: string, wanted: string): boolean {
  const [major = 0, minor = 0] = version.split('.').map(Number);
  const [wantedMajor = 0, wantedMinor = 0] = wanted.split('.').map(Number);
  return major > wantedMajor || (major === wantedMajor && minor >= wantedMinor);
}

async function run(command: string, parameters: readonly string[], failure: string): Promise<void> {
  try {
    await execute(command, parameters, { maxBuffer: 2 ** 26 });
  } catch (error) {
    const { stdout = '', stderr = '' } = error as { readonly stdout?: string; readonly stderr?: string };
    throw new Error(`${failure}\n${stdout}${stderr}`, { cause: error });
  }
}
