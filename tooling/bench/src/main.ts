/** The command behind `pnpm bench`: arguments, interruption, exit code. */
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { paletteFor, ProgressLine } from '@datasig/runner/terminal';
import { type BenchArguments, readArguments } from './arguments.ts';
import type { Benchmark } from './benchmark.ts';
import { benchmarks } from './benchmarks.ts';
import { build } from './build.ts';
import { describeMachine } from './machine.ts';
import { showMachine, showResult } from './page.ts';
import { resultsFolder } from './paths.ts';
import { formatResults, passed, type Result } from './result.ts';

const helpText = `Measures Datasig and writes what it finds to tooling/bench/results/.

  pnpm bench [names…] [options]

  --quick  small sizes and few rounds, to see that all runs; writes no results
  --json   print the results as JSON
  --help   print this

${benchmarks.map(({ name, title }) => `  ${name.padEnd(8)} ${title}`).join('\n')}

Exit codes: 0 every bar holds, 1 one does not, 2 unknown argument,
3 it could not be carried out, 130 interrupted.
`;

const exit = { passed: 0, failed: 1, usage: 2, impossible: 3, interrupted: 130 } as const;

const interruption = new AbortController();
// Once: a second Ctrl-C ends the process at once.
for (const name of ['SIGINT', 'SIGTERM'] as const) process.once(name, () => interruption.abort(new Error(name)));
const progress = new ProgressLine(process.stderr);
process.exitCode = await main();

async function main(): Promise<number> {
  let wanted: BenchArguments;
  try {
    wanted = readArguments(process.argv.slice(2), benchmarks.map(({ name }) => name));
  } catch (error) {
    process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n\n${helpText}`);
    return exit.usage;
  }
  if (wanted.help) {
    process.stdout.write(helpText);
    return exit.passed;
  }
  try {
    build();
    return (await runAll(wanted)).every(passed) ? exit.passed : exit.failed;
  } catch (error) {
    progress.clear();
    if (interruption.signal.aborted) process.stderr.write('interrupted; the data made for it are removed\n');
    else process.stderr.write(`${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`);
    return interruption.signal.aborted ? exit.interrupted : exit.impossible;
  }
}

async function runAll({ names, quick, json }: BenchArguments): Promise<Result[]> {
  const palette = paletteFor(process.stdout);
  if (!json) process.stdout.write(`\n  ${palette.quiet(showMachine(describeMachine()))}\n`);
  const results: Result[] = [];
  for (const benchmark of names.map((name) => benchmarks.find((each) => each.name === name)!)) {
    const result = await runOne(benchmark, quick);
    results.push(result);
    progress.clear();
    if (!json) process.stdout.write(showResult(result, palette, benchmark.table?.(result)));
    if (!quick) await save(result);
  }
  if (json) process.stdout.write(formatResults(results));
  return results;
}

async function runOne({ name, title, run }: Benchmark, quick: boolean): Promise<Result> {
  const folder = await mkdtemp(join(tmpdir(), 'datasig-bench-'));
  try {
    const findings = await run({ quick, folder, signal: interruption.signal, status: (text) => progress.show(`  ${name}  ${text}`) });
    return { benchmark: name, title, quick, machine: describeMachine(), ...findings };
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

async function save(result: Result): Promise<void> {
  await mkdir(resultsFolder, { recursive: true });
  await writeFile(join(resultsFolder, `${result.benchmark}.json`), formatResults(result));
}
