/** Runs killed at any moment and resumed must end with the bytes of a run that nothing disturbed. */
import { join } from 'node:path';
import type { BenchContext, Benchmark } from '../benchmark.ts';
import { killAndResume } from '../kill-and-resume.ts';
import { ResumableCommand } from '../resumable-command.ts';
import type { Findings } from '../result.ts';
import { measureRounds, type Samples } from '../rounds.ts';
import { writeLines } from '../table/lines.ts';
import { median, spread } from '../statistics.ts';

const tableFile = 'table.csv';
const plain = 'without checkpoints';
const checkpointed = 'with checkpoints';

/** Kills and resumes. */
export const resume: Benchmark = {
  name: 'resume',
  title: 'runs killed with SIGKILL and resumed, against an undisturbed run',
  run: measureResume,
};

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
  const trials = await killAndResume(command, killCount, median(samples.of(checkpointed)), undisturbed.text, status);
  return {
    setup: { rowCount, byteLength, shardCount, killCount, resumedShardCount: trials.resumedShardCount },
    measurements: [...[plain, checkpointed].map((name) => ({ name, unit: 'ms', ...spread(samples.of(name)) }) as const), ...trials.measurements],
    ratios: [samples.ratio(checkpointed, plain)],
    bars: [trials.bar],
  };
}

function measureUndisturbed(command: ResumableCommand, context: BenchContext): Promise<Samples> {
  const variant = (name: string, checkpoints: boolean) => ({ name, measure: async (): Promise<number> => (await command.run({ checkpoints })).elapsedMs });
  return measureRounds([variant(plain, false), variant(checkpointed, true)], { roundCount: context.quick ? 1 : 5, warmUpCount: 0 }, context);
}
