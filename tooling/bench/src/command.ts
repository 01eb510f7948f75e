/** The command behind `pnpm bench` and `pnpm bench:peers`: arguments, interruption, exit code. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { defaultKernel } from '@datasig/core';
import { type Palette, paletteFor, ProgressLine } from '@datasig/runner/terminal';
import { type BenchArguments, readArguments } from './arguments.ts';
import type { Benchmark } from './benchmark.ts';
import { allBenchmarks } from './benchmarks.ts';
import { build } from './build.ts';
import { saveResult, writeDocuments } from './docs/documents.ts';
import { describeMachine } from './machine.ts';
import { showMachine, showResult } from './page.ts';
import { documentsFolder, profilesFolder } from './paths.ts';
import { profiled, showProfiles } from './profile/profiled.ts';
import { formatResults, passed, type Result } from './result.ts';
import { defaultTables } from './tables.ts';

/** A command of the bench. */
export interface BenchCommand {
  /** Name of the script in the repository's manifest. */
  readonly script: string;
  /** What it does, in one line. */
  readonly summary: string;
  readonly benchmarks: readonly Benchmark[];
}

const exit = { passed: 0, failed: 1, usage: 2, impossible: 3, interrupted: 130 } as const;

/** Runs a command of the bench with the process's arguments; its exit code. Call once. */
export async function runCommand(command: BenchCommand): Promise<number> {
  const interruption = new AbortController();
  // Once: a second Ctrl-C ends the process at once.
  for (const name of ['SIGINT', 'SIGTERM'] as const) process.once(name, () => interruption.abort(new Error(name)));
  let wanted: BenchArguments;
  try {
    wanted = readArguments(process.argv.slice(2), command.benchmarks.map(({ name }) => name));
  } catch (error) {
    process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n\n${helpOf(command)}`);
    return exit.usage;
  }
  if (wanted.help) {
    process.stdout.write(helpOf(command));
    return exit.passed;
  }
  const run = new CommandRun(command, wanted, interruption.signal);
  try {
    return (await run.runAll()).every(passed) ? exit.passed : exit.failed;
  } catch (error) {
    run.progress.clear();
    if (interruption.signal.aborted) process.stderr.write('interrupted; the data made for it are removed\n');
    else process.stderr.write(`${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`);
    return interruption.signal.aborted ? exit.interrupted : exit.impossible;
  }
}

function helpOf({ script, summary, benchmarks }: BenchCommand): string {
  return `${summary} Writes what it finds to docs/benchmarks/.

  pnpm ${script} [names…] [options]

  --quick       small sizes and few rounds, to see that all runs; writes no results
  --profile     one round, with CPU profiles and the functions that took longest; writes no results
  --write-docs  measures nothing; makes charts and page anew of the results that are there
  --json        print the results as JSON
  --help        print this

${benchmarks.map(({ name, title }) => `  ${name.padEnd(12)} ${title}`).join('\n')}

Exit codes: 0 every bar holds, 1 one does not, 2 unknown argument,
3 it could not be carried out, 130 interrupted.
`;
}

/** One run of a command. */
class CommandRun {
  readonly progress: ProgressLine = new ProgressLine(process.stderr);
  readonly #command: BenchCommand;
  readonly #wanted: BenchArguments;
  readonly #signal: AbortSignal;
  readonly #palette: Palette = paletteFor(process.stdout);

  constructor(command: BenchCommand, wanted: BenchArguments, signal: AbortSignal) {
    this.#command = command;
    this.#wanted = wanted;
    this.#signal = signal;
  }

  async runAll(): Promise<Result[]> {
    const { names, quick, json, profile, writeDocuments: onlyDocuments } = this.#wanted;
    const results: Result[] = [];
    if (!onlyDocuments) {
      build();
      if (!json) process.stdout.write(`\n  ${this.#palette.quiet(showMachine(describeMachine()))}\n`);
      for (const name of names) results.push(await this.#runOne(this.#command.benchmarks.find((each) => each.name === name)!));
      if (json) process.stdout.write(formatResults(results));
    }
    if (onlyDocuments || (!quick && !profile)) await writeDocuments(documentsFolder, allBenchmarks);
    return results;
  }

  async #runOne(benchmark: Benchmark): Promise<Result> {
    const { quick, json, profile } = this.#wanted;
    const profileFolder = profile ? join(profilesFolder, benchmark.name) : undefined;
    const result = profileFolder === undefined ? await this.#measure(benchmark) : await profiled(profileFolder, () => this.#measure(benchmark, profileFolder));
    this.progress.clear();
    if (!json) process.stdout.write(showResult(result, (benchmark.tables ?? defaultTables)(result), this.#palette));
    if (!json && profileFolder !== undefined) process.stdout.write(await showProfiles(profileFolder, this.#palette));
    // At once: what was measured stays when a later one fails.
    if (!quick && !profile) await saveResult(documentsFolder, result);
    return result;
  }

  async #measure({ name, title, run }: Benchmark, profileFolder?: string): Promise<Result> {
    const folder = await mkdtemp(join(tmpdir(), 'datasig-bench-'));
    try {
      const findings = await run({ quick: this.#wanted.quick, folder, ...(profileFolder !== undefined && { profileFolder }), signal: this.#signal, status: (text) => this.progress.show(`  ${name}  ${text}`) });
      const command = `npx -y pnpm@12.21.0 -s ${this.#command.script} ${name}`;
      return { benchmark: name, title, command, kernel: defaultKernel.name, quick: this.#wanted.quick, machine: describeMachine(), ...findings };
    } finally {
      await rm(folder, { recursive: true, force: true });
    }
  }
}
