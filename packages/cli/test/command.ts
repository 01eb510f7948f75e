/** The built command, run as a user runs it, in a folder of its own. */
import { type ChildProcess, spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach } from 'vitest';

/** The bundled entry. */
export const entry: string = fileURLToPath(new URL('../dist/main.cjs', import.meta.url));

/** What a call gave. */
export interface Outcome {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** Variables that a call has besides the usual ones, or, undefined, has not. */
type Environment = Readonly<Record<string, string | undefined>>;

/** A folder made for each test. */
export class Workplace {
  path = '';

  write(contents: Readonly<Record<string, string | Uint8Array>>): void {
    for (const [name, content] of Object.entries(contents)) {
      mkdirSync(dirname(join(this.path, name)), { recursive: true });
      writeFileSync(join(this.path, name), content);
    }
  }

  read(name: string): string {
    return readFileSync(join(this.path, name), 'utf8');
  }

  /** Names of all entries, hidden ones too. */
  list(): string[] {
    return readdirSync(this.path).sort();
  }

  start(parameters: readonly string[], environment: Environment = {}, folder = '.'): ChildProcess {
    return spawn(process.execPath, [entry, ...parameters], { cwd: join(this.path, folder), env: { PATH: process.env['PATH'], HOME: this.path, NODE_DISABLE_COMPILE_CACHE: '1', ...environment } });
  }

  run(parameters: readonly string[], input = '', environment: Environment = {}): Promise<Outcome> {
    return this.#feed(this.start(parameters, environment), input);
  }

  /** Runs in a folder below. */
  runIn(folder: string, parameters: readonly string[]): Promise<Outcome> {
    return this.#feed(this.start(parameters, {}, folder), '');
  }

  #feed(child: ChildProcess, input: string): Promise<Outcome> {
    child.stdin!.on('error', () => undefined).end(input);
    return outcomeOf(child);
  }

  /** Standard output as JSON; fails when the command does. */
  async json(parameters: readonly string[]): Promise<Record<string, unknown>> {
    const { code, stdout, stderr } = await this.run([...parameters, '--json']);
    if (code !== 0) throw new Error(`${parameters.join(' ')} ended with ${code}: ${stderr}`);
    return JSON.parse(stdout) as Record<string, unknown>;
  }
}

/** What a running command gives when it ends. */
export async function outcomeOf(child: ChildProcess): Promise<Outcome> {
  let [stdout, stderr] = ['', ''];
  child.stdout!.setEncoding('utf8').on('data', (text: string) => (stdout += text));
  child.stderr!.setEncoding('utf8').on('data', (text: string) => (stderr += text));
  return new Promise((resolve) => child.on('close', (code) => resolve({ code, stdout, stderr })));
}

/** A new folder for each test of the file. */
export function useWorkplace(): Workplace {
  const workplace = new Workplace();
  beforeEach(() => {
    workplace.path = mkdtempSync(join(tmpdir(), 'datasig-cli-'));
  });
  afterEach(() => rmSync(workplace.path, { recursive: true, force: true }));
  return workplace;
}
