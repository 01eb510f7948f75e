/**
 * What a record costs once it is in memory, against the digest of the same number of bytes alone. CPU time counts, since
 * that is what `openssl speed` tells.
 */
import { hash } from 'node:crypto';
import { Fingerprinter, type FingerprinterOptions, referenceKernel } from '@datasig/core';
import { sha256 } from '@noble/hashes/sha2.js';
import type { BenchContext, Benchmark } from '../benchmark.ts';
import type { Chart } from '@datasig/chart';
import { axisNames } from '../default-chart.ts';
import { measureCpuNs } from '../cpu-time.ts';
import { atMost } from '../limit.ts';
import { opensslSpeed, opensslVersion } from '../openssl.ts';
import { makeRecords, type Records, type RecordShape } from '../records.ts';
import type { Bar, Findings, Result, ResultTable } from '../result.ts';
import { measureRounds, type Samples, type Variant } from '../rounds.ts';
import { spread } from '../statistics.ts';
import { measurementOf, medianCell, ratioCell, ratioOf } from '../tables.ts';

const totalByteLength = 16 * 1024 * 1024;
const mostRecordCount = 131_072;
const opensslName = 'openssl speed';
const native = 'crypto.hash';
const noble = '@noble/hashes';
const withoutIdentity = 'without identity';
const whole = 'fingerprint';
const reference = 'reference kernel';
const others = [native, noble, withoutIdentity, whole, reference] as const;
/** What a fingerprint may cost, in digests by OpenSSL of as many bytes. */
const limits = { [withoutIdentity]: 3, [whole]: 9 } as const;
const barredByteLength = 100;

/** Records of one size and shape. */
interface Subject {
  readonly name: string;
  readonly byteLength: number;
  readonly shape: RecordShape;
}

const subjects: readonly Subject[] = [
  ...[32, barredByteLength, 300, 800, 4096].map((byteLength) => ({ name: `${byteLength} B`, byteLength, shape: 'one column' as const })),
  { name: `${barredByteLength} B in eight columns`, byteLength: barredByteLength, shape: 'eight columns' },
];

/** Fingerprints and digests the same records in turn. */
export const kernel: Benchmark = {
  name: 'kernel',
  title: 'fingerprint of records in memory, against their SHA-256',
  run: measureKernel,
  tables: (result) => [costTable(result), ratiosTable(result)],
  chart: kernelChart,
};

async function measureKernel(context: BenchContext): Promise<Findings> {
  const openssl = opensslVersion();
  const findings: Findings[] = [];
  for (const subject of subjects) findings.push(await measureSubject(subject, openssl !== undefined, context));
  return {
    setup: { mostRecordCount, totalByteLength, openssl: openssl ?? 'no openssl command here' },
    measurements: findings.flatMap(({ measurements }) => measurements),
    ratios: findings.flatMap(({ ratios }) => ratios),
    bars: findings.flatMap(({ bars }) => bars),
  };
}

async function measureSubject({ name, byteLength, shape }: Subject, openssl: boolean, context: BenchContext): Promise<Findings> {
  const { quick, signal } = context;
  const recordCount = Math.min(quick ? 512 : mostRecordCount, Math.floor(totalByteLength / byteLength));
  const records = makeRecords(byteLength, recordCount, shape);
  const variant = (what: string, work: () => void): Variant => ({ name: `${name} ${what}`, measure: async () => (await measureCpuNs(work)) / recordCount });
  const variants: Variant[] = [
    ...(openssl ? [{ name: `${name} ${opensslName}`, measure: () => opensslSpeed(byteLength, signal) }] : []),
    variant(native, () => {
      // The fastest of its forms.
      for (const record of records.canonical) hash('sha256', record, 'binary');
    }),
    variant(noble, () => {
      for (const record of records.canonical) sha256(record);
    }),
    variant(withoutIdentity, () => fingerprintRecords(records, { identity: false })),
    variant(whole, () => fingerprintRecords(records, {})),
    variant(reference, () => fingerprintRecords(records, { kernel: referenceKernel })),
  ];
  const samples = await measureRounds(variants, { roundCount: quick ? 3 : 15, warmUpCount: quick ? 1 : 3 }, context);
  return {
    setup: {},
    measurements: variants.map((each) => ({ name: each.name, unit: 'ns/record', ...spread(samples.of(each.name)) })),
    ratios: variants.slice(1).map((each) => samples.ratio(each.name, variants[0]!.name, openssl ? opensslName : native)),
    bars: byteLength === barredByteLength ? barsOf(name, openssl ? samples : undefined) : [],
  };
}

/** Without `openssl` there is nothing to hold against, which no run may pass over. */
function barsOf(name: string, samples: Samples | undefined): Bar[] {
  return Object.entries(limits).map(([what, limit]) =>
    samples === undefined
      ? { name: `${name} ${what} to ${opensslName}`, limit: `at most ${limit}×`, measured: 'no openssl command here', holds: false, needsFullRun: true }
      : atMost(`${name} ${what} to ${opensslName}`, samples.ratio(`${name} ${what}`, `${name} ${opensslName}`).median, limit));
}

function fingerprintRecords({ batches, byteLength }: Records, options: FingerprinterOptions): void {
  const fingerprinter = new Fingerprinter(options);
  for (const batch of batches) fingerprinter.add(batch);
  const { records } = fingerprinter.finish();
  if (records.byteLength !== BigInt(byteLength)) throw new Error(`the canonical records are ${records.byteLength} bytes long, not ${byteLength}`);
}

/** What of a result is there: `openssl speed` may not be. */
function seriesOf({ measurements }: Result): readonly string[] {
  return [opensslName, ...others].filter((what) => measurements.some(({ name }) => name.endsWith(` ${what}`)));
}

function costTable(result: Result): ResultTable {
  const columns = seriesOf(result);
  return { unit: 'ns of CPU time a record', columns, rows: subjects.map(({ name }) => ({ name, cells: columns.map((what) => medianCell(measurementOf(result, `${name} ${what}`))) })) };
}

function ratiosTable(result: Result): ResultTable {
  const [base, ...columns] = seriesOf(result);
  return { unit: `to ${base}`, columns, rows: subjects.map(({ name }) => ({ name, cells: columns.map((what) => ratioCell(ratioOf(result, `${name} ${what} / ${base}`))) })) };
}

function kernelChart(result: Result): Chart {
  const series = seriesOf(result);
  return {
    title: result.title,
    axis: `${axisNames['ns/record']}, CPU time`,
    scale: 'logarithmic',
    series,
    groups: subjects.map(({ name }) => ({ name, bars: series.map((each) => ({ series: each, spread: measurementOf(result, `${name} ${each}`) })) })),
  };
}
