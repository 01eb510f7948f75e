/** A table as CSV, JSON Lines and Parquet, by Datasig and by what else one could take. */
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import type { BenchContext, Benchmark } from '../benchmark.ts';
import { type Extra, fasterThanPython, type Input, measureInput } from '../peers/measure-input.ts';
import { sqliteShell } from '../peers/peer.ts';
import { abilityTable, inputTable, peerChart } from '../peers/peer-views.ts';
import { preparePython, type Python } from '../peers/python.ts';
import type { Bar, Findings } from '../result.ts';
import { writeLines } from '../table/lines.ts';
import { writeParquet } from '../table/parquet.ts';
import type { RunCosts } from '../work/costs.ts';

const kinds = ['csv', 'jsonl', 'parquet'] as const;
type Kind = (typeof kinds)[number];

/** Fingerprints the table with every tool in turn. */
export const peersTable: Benchmark = {
  name: 'peers-table',
  title: '1,000,000 rows of 8 columns, from files, against other tools',
  run: measureTable,
  tables: (result) => [...kinds.map((kind) => inputTable(result, kind)), abilityTable(result, kinds)],
  chart: (result) => peerChart(result, kinds),
};

async function measureTable(context: BenchContext): Promise<Findings> {
  const python = await preparePython(context);
  const { stdout, status } = spawnSync('sqlite3', ['--version'], { encoding: 'utf8' });
  const sqlite = status === 0 ? stdout.split(' ')[0] : undefined;
  const recordCount = context.quick ? 20_000 : 1_000_000;
  const findings: Findings[] = [];
  for (const kind of kinds) {
    const input = await writeInput(kind, recordCount, context);
    const extras = kind === 'csv' && sqlite !== undefined ? [await sqliteExtra(input, python, context)] : [];
    const { cpu, clock: _, ...rest } = await measureInput(input, python, extras, context);
    const bars: Bar[] = [fasterThanPython(kind, cpu)];
    findings.push({ ...rest, bars });
  }
  return {
    setup: Object.assign({ recordCount, sqlite3: sqlite ?? 'no sqlite3 command here' }, python.versions, ...findings.map(({ setup }) => setup)) as Findings['setup'],
    measurements: findings.flatMap(({ measurements }) => measurements),
    ratios: findings.flatMap(({ ratios }) => ratios),
    bars: findings.flatMap(({ bars }) => bars),
  };
}

async function writeInput(kind: Kind, recordCount: number, { folder, signal, status }: BenchContext): Promise<Input> {
  status(`writing ${kind}`);
  const [file, warmUp] = [join(folder, `table.${kind}`), join(folder, `warm-up.${kind}`)];
  for (const [path, count] of [[file, recordCount], [warmUp, recordCount / 10]] as const) {
    if (kind === 'parquet') writeParquet(path, 'SNAPPY', count, signal);
    else await writeLines(path, kind, count, signal);
  }
  return { kind, files: [file], warmUp, recordCount };
}

/** The table is loaded before, and not counted. */
async function sqliteExtra({ files: [csv] }: Input, python: Python, { folder, status }: BenchContext): Promise<Extra> {
  status('loading SQLite');
  const [database, countFile] = [join(folder, 'table.db'), join(folder, 'table.count')];
  await python.run('load_sqlite.py', [csv!, database, countFile]);
  return { name: sqliteShell.name, measure: async () => JSON.parse(await python.run('measure.py', ['sqlite', 'csv', '0', database, countFile])) as RunCosts };
}
