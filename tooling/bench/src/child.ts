/** Child processes of this one: run to their end, timed, killed by their handle. */
import { type ChildProcess, spawn } from 'node:child_process';
import { join } from 'node:path';
import type { Readable } from 'node:stream';
import type { BenchContext } from './benchmark.ts';

/** How a child ended. */
export interface ChildEnd {
  /** Null when it was killed. */
  readonly exitCode: number | null;
  /** From just before it was started until it was gone. */
  readonly elapsedMs: number;
  readonly stdout: string;
  readonly stderr: string;
  /** Its peak of resident memory; undefined where it was not asked for, or the child was killed. */
  readonly peakMib?: number;
}

/** How to run a child. */
export interface ChildOptions {
  /** Kills the child when it is aborted. */
  readonly signal: AbortSignal;
  readonly workingDirectory?: string;
  /** Variables that it has besides those of this process. */
  readonly environment?: Readonly<Record<string, string>>;
  /** Kills the child with SIGKILL then, if it still runs. */
  readonly killAfterMs?: number;
  /** Whether to ask the child for its peak of resident memory as it ends. */
  readonly measurePeak?: boolean;
  /** Where the child and its threads are to write CPU profiles; it is made when it is not there. */
  readonly profileFolder?: string;
}

const peakDescriptor = 3;
/**
 * A module without a file: a TypeScript file would load the compiler into the process that is measured. On Linux the
 * peak that `getrusage` tells of begins with that of the parent, which may have grown large; that of `/proc` does not.
 */
const peakModule = `data:text/javascript,${encodeURIComponent(`
import { readFileSync, writeSync } from 'node:fs';
const peakKib = () => process.platform === 'linux' ? /^VmHWM:\\s+(\\d+) kB$/m.exec(readFileSync('/proc/self/status', 'utf8'))[1] : process.resourceUsage().maxRSS;
process.on('exit', () => writeSync(${peakDescriptor}, String(peakKib())));
`)}`;

/** The options for a child of a benchmark, whose profiles are named after what it does. */
export function childOptions({ signal, profileFolder }: Pick<BenchContext, 'signal' | 'profileFolder'>, name: string): ChildOptions {
  return { signal, ...(profileFolder !== undefined && { profileFolder: join(profileFolder, name.replaceAll(/[^\w.]+/g, '-')) }) };
}

/** Runs this Node with `parameters`. @throws the signal's reason when it is aborted; Error when it cannot be started */
export async function runChild(parameters: readonly string[], options: ChildOptions): Promise<ChildEnd> {
  const { signal, workingDirectory, environment, killAfterMs, measurePeak = false, profileFolder } = options;
  signal.throwIfAborted();
  const startedMs = performance.now();
  const nodeOptions = [...(measurePeak ? ['--import', peakModule] : []), ...(profileFolder === undefined ? [] : ['--cpu-prof', `--cpu-prof-dir=${profileFolder}`])];
  const child = spawn(process.execPath, [...nodeOptions, ...parameters], {
    stdio: ['ignore', 'pipe', 'pipe', measurePeak ? 'pipe' : 'ignore'],
    ...(workingDirectory !== undefined && { cwd: workingDirectory }),
    ...(environment !== undefined && { env: { ...process.env, ...environment } }),
    signal,
    killSignal: 'SIGKILL',
  });
  const timer = killAfterMs === undefined ? undefined : setTimeout(() => child.kill('SIGKILL'), killAfterMs);
  const texts = Promise.all([child.stdout, child.stderr, child.stdio[peakDescriptor]].map((stream) => readText(stream as Readable | null)));
  const elapsedMs = (await whenGone(child)) - startedMs;
  clearTimeout(timer);
  const [stdout = '', stderr = '', peakKib = ''] = await texts;
  signal.throwIfAborted();
  return { exitCode: child.exitCode, elapsedMs, stdout, stderr, ...(peakKib !== '' && { peakMib: Number(peakKib) / 1024 }) };
}

/** Runs this Node with `parameters`. @throws Error also when the child ends with another code than 0 */
export async function runToSuccess(parameters: readonly string[], options: ChildOptions): Promise<ChildEnd> {
  const end = await runChild(parameters, options);
  if (end.exitCode !== 0) throw new Error(`a child process ended with ${end.exitCode ?? 'a signal'}: ${end.stderr.trim()}`);
  return end;
}

/** The moment at which the child was gone. */
function whenGone(child: ChildProcess): Promise<number> {
  return new Promise((resolve, reject) => {
    child.on('exit', () => resolve(performance.now()));
    // An aborted child is killed first and ends as others do; one that never started has no process.
    child.on('error', (error) => child.pid === undefined && reject(error));
  });
}

async function readText(stream: Readable | null): Promise<string> {
  let text = '';
  for await (const chunk of stream ?? []) text += String(chunk);
  return text;
}
