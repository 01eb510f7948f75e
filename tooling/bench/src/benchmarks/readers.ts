/**
 * Our readers of CSV and JSON Lines, against other parsers in JavaScript: the same file, each in a process of its own,
 * warmed up on a shorter one. CPU time counts, as with `formats`; the time on the clock stands beside it.
 */
import { join } from 'node:path';
import type { BenchContext, Benchmark } from '../benchmark.ts';
import type { Chart } from '@datasig/chart';
import { axisNames } from '../default-chart.ts';
import { childOptions, runToSuccess } from '../child.ts';
import { atMost } from '../limit.ts';
import { csvParsers } from '../parsers/csv.ts';
import { datasig } from '../parsers/datasig.ts';
import { jsonlParsers } from '../parsers/jsonl.ts';
import type { Parser } from '../parsers/parser.ts';
import { measureParserScript } from '../paths.ts';
import type { Findings, Measurement, Result, ResultTable } from '../result.ts';
import { measureRounds } from '../rounds.ts';
import { median, spread } from '../statistics.ts';
import { measurementOf, medianCell, ratioCell, ratioOf } from '../tables.ts';
import { writeLines } from '../table/lines.ts';
import type { RunCosts } from '../work/costs.ts';

const kinds = { csv: csvParsers, jsonl: jsonlParsers } as const;
type Kind = keyof typeof kinds;
const cpuColumn = 'CPU';
const clockColumn = 'clock';

/** Reads the same files with every parser in turn. */
export const readers: Benchmark = {
  name: 'readers',
  title: 'reading CSV and JSON Lines, against other parsers in JavaScript',
  run: measureReaders,
  tables: (result) => (Object.keys(kinds) as Kind[]).map((kind) => readerTable(result, kind)),
  chart: readerChart,
};

async function measureReaders(context: BenchContext): Promise<Findings> {
  const rowCount = context.quick ? 20_000 : 1_000_000;
  const findings: Findings[] = [];
  for (const kind of Object.keys(kinds) as Kind[]) findings.push(await measureKind(kind, rowCount, context));
  return {
    setup: Object.assign({ rowCount }, ...findings.map(({ setup }) => setup)) as Findings['setup'],
    measurements: findings.flatMap(({ measurements }) => measurements),
    ratios: findings.flatMap(({ ratios }) => ratios),
    bars: findings.flatMap(({ bars }) => bars),
  };
}

async function measureKind(kind: Kind, rowCount: number, context: BenchContext): Promise<Findings> {
  const { folder, quick, signal } = context;
  const [warmUpFile, file] = ['warm-up', 'table'].map((stem) => join(folder, `${stem}.${kind}`)) as [string, string];
  await writeLines(warmUpFile, kind, rowCount / 10, signal);
  const byteLength = await writeLines(file, kind, rowCount, signal);
  const clock = new Map<string, number[]>();
  const measure = async ({ name }: Parser): Promise<number> => {
    const { stdout } = await runToSuccess(['--expose-gc', measureParserScript, kind, name, warmUpFile, file], childOptions(context, `${kind} ${name}`));
    const { recordCount, cpuNs, clockNs } = JSON.parse(stdout) as RunCosts;
    if (recordCount !== rowCount) throw new Error(`${name} found ${recordCount} records in ${kind}, not ${rowCount}`);
    clock.set(name, [...(clock.get(name) ?? []), clockNs]);
    return cpuNs;
  };
  const variants = kinds[kind].map((parser) => ({ name: `${kind} ${parser.name}`, measure: () => measure(parser) }));
  const samples = await measureRounds(variants, { roundCount: quick ? 1 : 7, warmUpCount: 0 }, context);
  const [ours, ...others] = variants.map(({ name }) => name) as [string, ...string[]];
  const fastest = others.toSorted((a, b) => median(samples.of(a)) - median(samples.of(b)))[0]!;
  const ratio = samples.ratio(ours, fastest);
  return {
    setup: { [`table.${kind}`]: byteLength, [`fastest other of ${kind}`]: fastest.slice(kind.length + 1) },
    measurements: kinds[kind].flatMap(({ name }): Measurement[] => [
      { name: `${kind} ${name} ${cpuColumn}`, unit: 'ns/record', ...spread(samples.of(`${kind} ${name}`)) },
      { name: `${kind} ${name} ${clockColumn}`, unit: 'ns/record', ...spread(clock.get(name)!) },
    ]),
    ratios: others.map((name) => samples.ratio(ours, name, name.slice(kind.length + 1))),
    bars: [atMost(`${kind} ${datasig.name} to the fastest other, ${fastest.slice(kind.length + 1)}`, ratio.median, 1)],
  };
}

function readerTable(result: Result, kind: Kind): ResultTable {
  const row = ({ name, gives }: Parser): ResultTable['rows'][number] => ({
    name,
    cells: [
      gives,
      ...[cpuColumn, clockColumn].map((column) => medianCell(measurementOf(result, `${kind} ${name} ${column}`))),
      name === datasig.name ? '' : ratioCell(ratioOf(result, `${kind} ${datasig.name} / ${name}`)),
    ],
  });
  return { unit: `${kind}, ns a record`, columns: ['gives', cpuColumn, clockColumn, `${datasig.name} to it`], rows: kinds[kind].map(row) };
}

function readerChart(result: Result): Chart {
  const series = [datasig.name, 'others'] as const;
  const group = (kind: string, name: string): Chart['groups'][number] => ({
    name: `${kind} ${name}`,
    bars: [{ series: series[name === datasig.name ? 0 : 1], spread: measurementOf(result, `${kind} ${name} ${cpuColumn}`) }],
  });
  return {
    title: result.title,
    axis: `${axisNames['ns/record']}, CPU time`,
    scale: 'linear',
    series,
    groups: Object.entries(kinds).flatMap(([kind, parsers]) => parsers.map(({ name }) => group(kind, name))),
  };
}
