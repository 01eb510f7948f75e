/** Runs killed at any moment and resumed must end with the bytes of a run that nothing disturbed. */
import { join } from 'node:path';
import type { BenchContext, Benchmark } from '../benchmark.ts';
import { Random } from '../random.ts';
import { ResumableCommand } from '../resumable-command.ts';
import type { Bar, Findings } from '../result.ts';
import { measureRounds, type Samples } from '../rounds.ts';
import { writeLines } from '../table/lines.ts';
import { median, spread } from '../statistics.ts';

const seed = 9;
const tableFile = 'table.csv';
/** A moment at which the run is over already was too late by about this. */
const earlier = 0.9;
const plain = 'without checkpoints';
const checkpointed = 'with checkpoints';

/** Kills and resumes. */
export const resume: Benchmark = {
  name: 'resume',
  title: 'runs killed with SIGKILL and resumed, against an undisturbed run',
  run: measureResume,
};

/** A run that was killed, and the one that went on from it. */
interface Trial {
  readonly killedAfterMs: number;
  readonly resumedMs: number;
  readonly resumedShardCount: number;
  /** What is wrong with the outcome; undefined when it is as it should be. */
  readonly problem: string | undefined;
}

async function measureResume(context: BenchContext): Promise<Findings> {
  const { folder, quick, signal, status } = context;
  const rowCount = quick ? 20_000 : 1_000_000;
  const killCount = quick ? 3 : 20;
  status(`writing ${rowCount} rows`);
  const byteLength = await writeLines(join(folder, tableFile), 'csv', rowCount, signal);
  const command = new ResumableCommand(folder, tableFile, signal);
  const undisturbed = await command.run({ checkpoints: false });
  const { shardCount } = await command.run({ checkpoints: true });
  const samples = await measureUndisturbed(command, context);
  const trials: Trial[] = [];
  let expectedMs = median(samples.of(checkpointed));
  for (const share of spreadMoments(killCount)) {
    status(`kill ${trials.length + 1} of ${killCount}`);
    const trial = await killAndResume(command, share * expectedMs, undisturbed.text);
    trials.push(trial);
    // A run takes as long as the machine now lets it, and moments are to be spread over all of it.
    expectedMs = trial.killedAfterMs + trial.resumedMs;
  }
  const resumedShardCounts = trials.map(({ resumedShardCount }) => resumedShardCount);
  return {
    setup: { rowCount, byteLength, shardCount, killCount, resumedShardCount: resumedShardCounts.reduce((sum, count) => sum + count, 0) },
    measurements: [
      ...[plain, checkpointed].map((name) => ({ name, unit: 'ms', ...spread(samples.of(name)) }) as const),
      { name: 'killed after', unit: 'ms', ...spread(trials.map(({ killedAfterMs }) => killedAfterMs)) },
      { name: 'resumed run', unit: 'ms', ...spread(trials.map(({ resumedMs }) => resumedMs)) },
      { name: 'taken from checkpoints', unit: 'shards', ...spread(resumedShardCounts) },
    ],
    ratios: [samples.ratio(checkpointed, plain)],
    bars: [sameBytesBar(trials)],
  };
}

function measureUndisturbed(command: ResumableCommand, context: BenchContext): Promise<Samples> {
  const variant = (name: string, checkpoints: boolean) => ({ name, measure: async (): Promise<number> => (await command.run({ checkpoints })).elapsedMs });
  return measureRounds([variant(plain, false), variant(checkpointed, true)], { roundCount: context.quick ? 1 : 5, warmUpCount: 0 }, context);
}

/** Shares of a run: one at a random place in each of `count` equal stretches. */
function spreadMoments(count: number): number[] {
  const random = new Random(seed);
  return Array.from({ length: count }, (_, index) => (index + random.share()) / count);
}

/** Kills a run after `killAfterMs`, or sooner where it is over by then, and goes on from it. */
async function killAndResume(command: ResumableCommand, killAfterMs: number, expected: string): Promise<Trial> {
  if (!(await command.kill(killAfterMs))) return killAndResume(command, killAfterMs * earlier, expected);
  const { text, elapsedMs, resumedShardCount } = await command.run({ checkpoints: true });
  return { killedAfterMs: killAfterMs, resumedMs: elapsedMs, resumedShardCount, problem: text === expected ? undefined : `other bytes when killed after ${Math.round(killAfterMs)} ms` };
}

function sameBytesBar(trials: readonly Trial[]): Bar {
  const problems = trials.flatMap(({ problem }) => problem ?? []);
  return {
    name: 'output after kill and resume',
    limit: `the same bytes ${trials.length} times`,
    measured: [`${trials.length - problems.length} times`, ...problems].join('; '),
    holds: problems.length === 0,
    needsFullRun: false,
  };
}
