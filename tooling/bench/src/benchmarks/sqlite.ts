/** A table of SQLite: its fingerprint against reading the same rows and doing nothing; the peak of memory. */
import { spawnSync } from 'node:child_process';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { BenchContext, Benchmark } from '../benchmark.ts';
import { childOptions, runToSuccess } from '../child.ts';
import { atMost } from '../limit.ts';
import { commandPath, measureDatabaseScript } from '../paths.ts';
import { runProgram } from '../program.ts';
import type { Bar, Findings, Measurement } from '../result.ts';
import { measureRounds, type Variant } from '../rounds.ts';
import { spread } from '../statistics.ts';
import { tableName, writeDatabase } from '../table/database.ts';
import type { RunCosts } from '../work/costs.ts';

const limits = { one: 3.5, two: 2 } as const;
const differenceLimitMib = 64;
/** CPU time where one thread works, the clock where two do. */
const names = { reading: 'reading alone, CPU', one: 'fingerprint, 1 thread, CPU', unchecked: 'the same with --no-check, CPU', readingClock: 'reading alone, clock', two: 'fingerprint, 2 threads, clock', first: '2 threads, first run of a process, clock', shell: 'sqlite3 .sha3sum, clock' } as const;

/** Reads, fingerprints and hashes the same table in turn. */
export const sqlite: Benchmark = {
  name: 'sqlite',
  title: 'fingerprint of a SQLite table, against reading it and doing nothing',
  run: measureSqlite,
};

async function measureSqlite(context: BenchContext): Promise<Findings> {
  const { folder, quick, signal, status } = context;
  const rowCount = quick ? 20_000 : 1_000_000;
  status('writing the table');
  const [file, warmUp] = [join(folder, 'table.db'), join(folder, 'warm-up.db')];
  await writeDatabase(file, rowCount, signal);
  // Long enough that it is read on as many threads.
  await writeDatabase(warmUp, (rowCount * 3) / 10, signal);
  const run = async (name: string, what: string, before: readonly string[] = [warmUp]): Promise<RunCosts> => JSON.parse((await runToSuccess([measureDatabaseScript, what, file, ...before], childOptions(context, name))).stdout) as RunCosts;
  const shell = shellVersion();
  const variants: Variant[] = [
    { name: names.reading, measure: async () => (await run(names.reading, 'reading')).cpuNs },
    { name: names.one, measure: async () => (await run(names.one, '1')).cpuNs },
    { name: names.unchecked, measure: async () => (await run(names.unchecked, 'unchecked')).cpuNs },
    { name: names.readingClock, measure: async () => (await run(names.readingClock, 'reading')).clockNs },
    { name: names.two, measure: async () => (await run(names.two, '2')).clockNs },
    { name: names.first, measure: async () => (await run(names.first, '2', [])).clockNs },
    ...(shell === undefined ? [] : [{ name: names.shell, measure: async () => timeShell(file, rowCount, signal) }]),
  ];
  const samples = await measureRounds(variants, { roundCount: quick ? 1 : 7, warmUpCount: 0 }, context);
  const [one, unchecked] = [samples.ratio(names.one, names.reading), samples.ratio(names.unchecked, names.reading)];
  const [two, first] = [samples.ratio(names.two, names.readingClock), samples.ratio(names.first, names.readingClock)];
  const memory = await measureMemory(file, rowCount, context);
  return {
    setup: { rowCount, sqlite3: shell ?? 'no sqlite3 command here' },
    measurements: [...variants.map(({ name }): Measurement => ({ name, unit: 'ns/record', ...spread(samples.of(name)) })), ...memory.measurements],
    ratios: [one, unchecked, two, first],
    bars: [atMost('fingerprint on 1 thread to reading alone', one.median, limits.one), atMost('fingerprint on 2 threads to reading alone', two.median, limits.two), memory.bar],
  };
}

function shellVersion(): string | undefined {
  const { stdout, status } = spawnSync('sqlite3', ['--version'], { encoding: 'utf8' });
  return status === 0 ? stdout.split(' ')[0] : undefined;
}

async function timeShell(file: string, rowCount: number, signal: AbortSignal): Promise<number> {
  const startedMs = performance.now();
  await runProgram('sqlite3', [file, `.sha3sum ${tableName}`], signal);
  return ((performance.now() - startedMs) * 1e6) / rowCount;
}

/** The peak of the command over ten times as many rows, less that over these. */
async function measureMemory(file: string, rowCount: number, context: BenchContext): Promise<{ readonly measurements: readonly Measurement[]; readonly bar: Bar }> {
  context.status('writing a table of ten times as many rows');
  const large = join(context.folder, 'large.db');
  await writeDatabase(large, rowCount * 10, context.signal);
  const variants = [['peak, small', file], ['peak, large', large]].map(([name, path]): Variant => ({ name: name!, measure: () => peakOf(name!, path!, context) }));
  const samples = await measureRounds(variants, { roundCount: 1, warmUpCount: 0 }, context);
  await rm(large);
  const [differenceMib] = samples.differences('peak, large', 'peak, small') as [number];
  return {
    measurements: variants.map(({ name }) => ({ name, unit: 'MiB', ...spread(samples.of(name)) })),
    bar: { name: 'peak of memory: ten times the rows less the rows', limit: `at most ${differenceLimitMib} MiB`, measured: `${differenceMib.toFixed(1)} MiB`, holds: differenceMib <= differenceLimitMib, needsFullRun: true },
  };
}

async function peakOf(name: string, file: string, context: BenchContext): Promise<number> {
  const parameters = [commandPath, 'fingerprint', file, '--threads', '1', '--quiet', '--output', `${file}.datasig.json`];
  const { peakMib } = await runToSuccess(parameters, { ...childOptions(context, name), measurePeak: true });
  if (peakMib === undefined) throw new Error('a child process did not tell its peak of memory');
  return peakMib;
}
