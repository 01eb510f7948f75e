/** Runs over a dataset of a Hub, killed at any moment and resumed: the bytes of a run that nothing disturbed. */
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { BenchContext, Benchmark } from '../benchmark.ts';
import { withHub } from '../hub-process.ts';
import { killAndResume } from '../kill-and-resume.ts';
import { ResumableCommand } from '../resumable-command.ts';
import type { Findings } from '../result.ts';
import { spread } from '../statistics.ts';
import { writeParquetFiles } from '../table/parquet.ts';

const dataset = 'local/parquet';
const fileCount = 16;

/** Kills and resumes. */
export const huggingfaceResume: Benchmark = {
  name: 'huggingface-resume',
  title: 'runs over a dataset of a Hub killed with SIGKILL and resumed, against an undisturbed run',
  run: measureResume,
};

async function measureResume({ folder, quick, signal, status }: BenchContext): Promise<Findings> {
  const rowCount = quick ? 20_000 : 1_000_000;
  const killCount = quick ? 3 : 20;
  status('writing the dataset');
  const data = join(folder, 'dataset');
  await mkdir(data);
  writeParquetFiles(data, fileCount, rowCount, signal);
  return await withHub({ [dataset]: data }, async (endpoint) => {
    const command = new ResumableCommand(folder, `hf:${dataset}`, signal, { HF_ENDPOINT: endpoint, HF_HUB_CACHE: join(folder, 'no-cache') });
    const undisturbed = await command.run({ checkpoints: false });
    const { shardCount, elapsedMs } = await command.run({ checkpoints: true });
    const trials = await killAndResume(command, killCount, elapsedMs, undisturbed.text, status);
    return {
      setup: { rowCount, fileCount, shardCount, killCount, resumedShardCount: trials.resumedShardCount },
      measurements: [{ name: 'undisturbed run', unit: 'ms', ...spread([undisturbed.elapsedMs]) }, ...trials.measurements],
      ratios: [],
      bars: [trials.bar],
    };
  });
}
