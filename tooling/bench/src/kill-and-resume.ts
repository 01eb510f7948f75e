/** Runs that are killed at any moment and go on from their checkpoints. */
import { Random } from './random.ts';
import type { ResumableCommand } from './resumable-command.ts';
import type { Bar, Measurement } from './result.ts';
import { spread } from './statistics.ts';

const seed = 9;
/** A moment at which the run is over already was too late by about this. */
const earlier = 0.9;

/** A run that was killed, and the one that went on from it. */
interface Trial {
  readonly killedAfterMs: number;
  readonly resumedMs: number;
  readonly resumedShardCount: number;
  /** What is wrong with the outcome; undefined when it is as it should be. */
  readonly problem: string | undefined;
}

/** What came of all of them. */
export interface Trials {
  readonly resumedShardCount: number;
  readonly measurements: readonly Measurement[];
  /** Holds where all gave the bytes of the undisturbed run. */
  readonly bar: Bar;
}

/**
 * Kills so many runs, each in another stretch of its time, and resumes them.
 *
 * @param expectedMs how long a run takes @param undisturbed the fingerprint file of a run that nothing disturbed
 */
export async function killAndResume(command: ResumableCommand, killCount: number, expectedMs: number, undisturbed: string, status: (text: string) => void): Promise<Trials> {
  const trials: Trial[] = [];
  let runMs = expectedMs;
  for (const share of spreadMoments(killCount)) {
    status(`kill ${trials.length + 1} of ${killCount}`);
    const trial = await tryOnce(command, share * runMs, undisturbed);
    trials.push(trial);
    // A run takes as long as the machine now lets it, and moments are to be spread over all of it.
    runMs = trial.killedAfterMs + trial.resumedMs;
  }
  const resumedShardCounts = trials.map(({ resumedShardCount }) => resumedShardCount);
  return {
    resumedShardCount: resumedShardCounts.reduce((sum, count) => sum + count, 0),
    measurements: [
      { name: 'killed after', unit: 'ms', ...spread(trials.map(({ killedAfterMs }) => killedAfterMs)) },
      { name: 'resumed run', unit: 'ms', ...spread(trials.map(({ resumedMs }) => resumedMs)) },
      { name: 'taken from checkpoints', unit: 'shards', ...spread(resumedShardCounts) },
    ],
    bar: sameBytesBar(trials),
  };
}

/** Shares of a run: one at a random place in each of `count` equal stretches. */
function spreadMoments(count: number): number[] {
  const random = new Random(seed);
  return Array.from({ length: count }, (_, index) => (index + random.share()) / count);
}

/** Kills a run after `killAfterMs`, or sooner where it is over by then, and goes on from it. */
async function tryOnce(command: ResumableCommand, killAfterMs: number, expected: string): Promise<Trial> {
  if (!(await command.kill(killAfterMs))) return tryOnce(command, killAfterMs * earlier, expected);
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
