/** A dataset of a Hub by its name, against fetching its files to disk and fingerprinting them there; memory; the UID. */
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { BenchContext, Benchmark } from '../benchmark.ts';
import { childOptions, runToSuccess } from '../child.ts';
import { withHub } from '../hub-process.ts';
import { atMost } from '../limit.ts';
import { commandPath, measureHubScript } from '../paths.ts';
import type { Bar, Findings, Measurement } from '../result.ts';
import { measureRounds, type Variant } from '../rounds.ts';
import { spread } from '../statistics.ts';
import { writeDatabase } from '../table/database.ts';
import { writeJsonlFiles } from '../table/lines.ts';
import { writeParquetFiles } from '../table/parquet.ts';
import type { RunCosts } from '../work/costs.ts';

const limit = 1.25;
const peakLimitMib = 350;
const fileCount = 8;
const [parquet, jsonl] = ['local/parquet', 'local/jsonl'] as const;
const warmUp = (dataset: string): string => `${dataset}-small`;
const compared = [{ dataset: parquet, threads: 1 }, { dataset: parquet, threads: 2 }, { dataset: jsonl, threads: 2 }] as const;
const nameOf = ({ dataset, threads }: (typeof compared)[number], what: string): string => `${dataset.slice('local/'.length)}, ${what}, ${threads} thread${threads > 1 ? 's' : ''}`;

/** Reads the same datasets both ways in turn, from a Hub in another process of this machine. */
export const huggingface: Benchmark = {
  name: 'huggingface',
  title: 'a dataset of a Hub by its name, against fetching it and fingerprinting the files',
  run: measureHuggingface,
};

async function measureHuggingface(context: BenchContext): Promise<Findings> {
  const rowCount = context.quick ? 20_000 : 1_000_000;
  context.status('writing the datasets');
  const folders = Object.fromEntries([parquet, jsonl].flatMap((dataset) => [dataset, warmUp(dataset)]).map((dataset) => [dataset, join(context.folder, dataset)]));
  for (const [dataset, folder] of Object.entries(folders)) {
    await mkdir(folder, { recursive: true });
    const write = dataset.startsWith(parquet) ? writeParquetFiles : writeJsonlFiles;
    await write(folder, fileCount, dataset.endsWith('small') ? rowCount / 10 : rowCount, context.signal);
  }
  return await withHub(folders, async (endpoint) => {
    const samples = await measureBoth(endpoint, context);
    const ratios = compared.map((each) => samples.ratio(nameOf(each, 'by name'), nameOf(each, 'fetched first')));
    const { peaks, uids } = await runCommand(endpoint, rowCount, context);
    return {
      setup: { rowCount, fileCount },
      measurements: [...samples.names.flatMap((name): Measurement[] => [{ name: `${name}, clock`, unit: 'ns/record', ...spread(samples.of(name)) }, { name: `${name}, CPU`, unit: 'ns/record', ...spread(samples.cpu.get(name)!) }]), ...peaks],
      ratios,
      bars: [
        ...compared.map((each, index) => atMost(`${nameOf(each, 'by name')}, to fetching it and fingerprinting the files`, ratios[index]!.median, limit)),
        ...peaks.map(({ name, median }): Bar => ({ name, limit: `at most ${peakLimitMib} MiB`, measured: `${median.toFixed(1)} MiB`, holds: median <= peakLimitMib, needsFullRun: true })),
        { name: 'UID of the rows as Parquet and JSON Lines on the Hub, and in SQLite', limit: 'one', measured: uids.size === 1 ? 'one' : [...uids].join(', '), holds: uids.size === 1, needsFullRun: false },
      ],
    };
  });
}

async function measureBoth(endpoint: string, context: BenchContext) {
  const cpu = new Map<string, number[]>();
  const variants = compared.flatMap((each) =>
    (['by name', 'fetched first'] as const).map((what): Variant => {
      const name = nameOf(each, what);
      const parameters = [measureHubScript, what === 'by name' ? 'name' : 'disk', `${each.threads}`, endpoint, join(context.folder, 'copy'), warmUp(each.dataset), each.dataset];
      const measure = async (): Promise<number> => {
        const costs = JSON.parse((await runToSuccess(parameters, childOptions(context, name))).stdout) as RunCosts;
        cpu.set(name, [...(cpu.get(name) ?? []), costs.cpuNs]);
        return costs.clockNs;
      };
      return { name, measure };
    }),
  );
  const samples = await measureRounds(variants, { roundCount: context.quick ? 1 : 7, warmUpCount: 0 }, context);
  return { of: (name: string) => samples.of(name), ratio: (name: string, base: string) => samples.ratio(name, base), names: variants.map(({ name }) => name), cpu };
}

/** The command over each dataset, on all threads and with checkpoints, as users have it; and over the same rows in SQLite. */
async function runCommand(endpoint: string, rowCount: number, context: BenchContext): Promise<{ readonly peaks: readonly Measurement[]; readonly uids: ReadonlySet<string> }> {
  context.status('the same rows in SQLite');
  await writeDatabase(join(context.folder, 'table.db'), rowCount, context.signal);
  const options = { ...childOptions(context, 'command'), workingDirectory: context.folder, environment: { HF_ENDPOINT: endpoint, HF_HUB_CACHE: join(context.folder, 'no-cache') }, measurePeak: true };
  const run = async (...parameters: string[]): Promise<{ readonly uid: string; readonly peakMib: number }> => {
    const { stdout, peakMib } = await runToSuccess([commandPath, 'fingerprint', ...parameters, '--json', '--quiet'], options);
    return { uid: (JSON.parse(stdout) as { readonly uid: string }).uid, peakMib: peakMib! };
  };
  const typed = await run(`hf:${parquet}`, '--output', 'typed.datasig.json');
  const text = await run(`hf:${jsonl}`, '--like', 'typed.datasig.json', '--output', 'text.datasig.json');
  const { uid } = await run('table.db', '--types', 'declared', '--output', 'table.datasig.json');
  const peak = (name: string, mib: number): Measurement => ({ name, unit: 'MiB', ...spread([mib]) });
  return { peaks: [peak('peak of the command, parquet', typed.peakMib), peak('peak of the command, jsonl', text.peakMib)], uids: new Set([typed.uid, text.uid, uid]) };
}
