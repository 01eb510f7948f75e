/**
 * The whole way from a file to its fingerprint, against reading the same file and against hashing its bytes once.
 *
 * CPU time counts: with one thread at work it is what a run takes on an idle machine, and other work hardly changes it.
 */
import { join } from 'node:path';
import type { BenchContext, Benchmark } from '../benchmark.ts';
import { runToSuccess } from '../child.ts';
import { readFileScript } from '../paths.ts';
import type { Findings, Measurement } from '../result.ts';
import { measureRounds, type Samples, type Variant } from '../rounds.ts';
import { type RowFormat, rowFormats, writeRows } from '../rows.ts';
import { spread } from '../statistics.ts';
import type { ReadMode, ReadReport } from '../work/read-report.ts';

const modes: readonly ReadMode[] = ['hash', 'read', 'without-identity', 'fingerprint'];

interface Table {
  readonly format: RowFormat;
  readonly file: string;
  readonly rowCount: number;
  readonly byteLength: number;
}

/** Reads a table of every format in every way, in turn; rows and bytes are by second of CPU time. */
export const readers: Benchmark = {
  name: 'readers',
  title: 'fingerprint of a file, against reading it, and one hash of it',
  run: measureReaders,
};

async function measureReaders(context: BenchContext): Promise<Findings> {
  const rowCount = context.quick ? 20_000 : 1_000_000;
  const findings: Findings[] = [];
  for (const format of rowFormats) {
    const file = join(context.folder, `table.${format}`);
    context.status(`writing ${rowCount} rows as ${format}`);
    findings.push(await measureTable({ format, file, rowCount, byteLength: await writeRows(file, format, rowCount, context.signal) }, context));
  }
  return {
    setup: { rowCount, ...Object.assign({}, ...findings.map(({ setup }) => setup)) },
    measurements: findings.flatMap(({ measurements }) => measurements),
    ratios: findings.flatMap(({ ratios }) => ratios),
    bars: [],
  };
}

async function measureTable(table: Table, context: BenchContext): Promise<Findings> {
  const variants = modes.map((mode) => ({ mode, name: `${table.format} ${mode.replace('-', ' ')}` }));
  const samples = await measureRounds(variants.map(({ mode, name }) => readVariant(name, mode, table, context)), { roundCount: context.quick ? 1 : 3, warmUpCount: 0 }, context);
  const [hashed, read, withoutIdentity, whole] = variants.map(({ name }) => name) as [string, string, string, string];
  return {
    setup: { [`${table.format}ByteLength`]: table.byteLength },
    measurements: variants.flatMap(({ mode, name }) => speeds(name, mode, table, samples)),
    ratios: [samples.ratio(whole, hashed, 'hash'), samples.ratio(whole, read, 'read'), samples.ratio(withoutIdentity, read, 'read'), samples.ratio(read, hashed, 'hash')],
    bars: [],
  };
}

function readVariant(name: string, mode: ReadMode, { file, rowCount }: Table, { signal }: BenchContext): Variant {
  const measure = async (): Promise<number> => {
    const { stdout } = await runToSuccess([readFileScript, mode, file], { signal });
    const { cpuMs, recordCount } = JSON.parse(stdout) as ReadReport;
    if (mode !== 'hash' && recordCount !== rowCount) throw new Error(`${name}: ${recordCount} records, not ${rowCount}`);
    return cpuMs;
  };
  return { name, measure };
}

function speeds(name: string, mode: ReadMode, { rowCount, byteLength }: Table, samples: Samples): Measurement[] {
  const perSecond = (amount: number): number[] => samples.of(name).map((cpuMs) => (amount * 1000) / cpuMs);
  const bytes: Measurement = { name, unit: 'MB/CPU s', ...spread(perSecond(byteLength / 1e6)) };
  return mode === 'hash' ? [bytes] : [{ name, unit: 'rows/CPU s', ...spread(perSecond(rowCount)) }, bytes];
}
