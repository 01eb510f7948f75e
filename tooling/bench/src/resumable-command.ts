/** The command, fingerprinting one location with checkpoints, run as often as wanted. */
import { readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { type ChildOptions, runChild, runToSuccess } from './child.ts';
import { commandPath } from './paths.ts';

const output = 'output.datasig.json';
const stateFolder = 'state';

/** A run that came to its end. */
export interface CommandRun {
  /** Text of the fingerprint file. */
  readonly text: string;
  readonly elapsedMs: number;
  readonly shardCount: number;
  /** Shards that came from checkpoints. */
  readonly resumedShardCount: number;
}

/** Runs of the command over one location. */
export class ResumableCommand {
  readonly #folder: string;
  readonly #parameters: readonly string[];
  readonly #options: ChildOptions;

  /** `folder`, an absolute path, is where a file that `location` names is, and where output and checkpoints go. */
  constructor(folder: string, location: string, signal: AbortSignal, environment: Readonly<Record<string, string>> = {}) {
    this.#folder = folder;
    this.#parameters = [commandPath, 'fingerprint', location, '--json', '--quiet', '--output', output];
    this.#options = { signal, environment, workingDirectory: folder };
  }

  /** Runs to the end, going on from what checkpoints there are. @throws Error when the command fails */
  async run({ checkpoints }: { readonly checkpoints: boolean }): Promise<CommandRun> {
    const parameters = checkpoints ? this.#withCheckpoints() : [...this.#parameters, '--no-resume'];
    const { elapsedMs, stdout } = await runToSuccess(parameters, this.#options);
    const { run } = JSON.parse(stdout) as { readonly run: Pick<CommandRun, 'shardCount' | 'resumedShardCount'> };
    const { shardCount, resumedShardCount } = run;
    return { text: await readFile(join(this.#folder, output), 'utf8'), elapsedMs, shardCount, resumedShardCount };
  }

  /** Starts from nothing and kills with SIGKILL after a while; false when the run was over before. @throws Error when it failed */
  async kill(afterMs: number): Promise<boolean> {
    for (const path of [output, stateFolder]) await rm(join(this.#folder, path), { recursive: true, force: true });
    const { exitCode, stderr } = await runChild(this.#withCheckpoints(), { ...this.#options, killAfterMs: afterMs });
    if (exitCode !== null && exitCode !== 0) throw new Error(`the command ended with ${exitCode}: ${stderr.trim()}`);
    return exitCode === null;
  }

  #withCheckpoints(): string[] {
    return [...this.#parameters, '--state-dir', stateFolder];
  }
}
