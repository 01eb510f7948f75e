/** What a record costs once it is in memory, against the digest of the same bytes alone. */
import { hash } from 'node:crypto';
import { setImmediate } from 'node:timers/promises';
import { Fingerprinter, type FingerprinterOptions } from '@datasig/core';
import { sha256 } from '@noble/hashes/sha2.js';
import type { BenchContext, Benchmark } from '../benchmark.ts';
import { makeRecords, type Records } from '../records.ts';
import type { Findings } from '../result.ts';
import { measureRounds, type Variant } from '../rounds.ts';
import { spread } from '../statistics.ts';

const recordByteLengths = [32, 100, 300, 800, 4096];
const totalByteLength = 16 * 1024 * 1024;
const mostRecordCount = 16_384;
const nativeName = 'crypto.hash';

/** Fingerprints and digests the same records in turn. */
export const kernel: Benchmark = {
  name: 'kernel',
  title: 'fingerprint of records in memory, against their SHA-256',
  run: measureKernel,
};

async function measureKernel(context: BenchContext): Promise<Findings> {
  const findings: Findings[] = [];
  for (const byteLength of recordByteLengths) findings.push(await measureSize(byteLength, context));
  return {
    setup: { mostRecordCount, totalByteLength },
    measurements: findings.flatMap(({ measurements }) => measurements),
    ratios: findings.flatMap(({ ratios }) => ratios),
    bars: [],
  };
}

async function measureSize(byteLength: number, context: BenchContext): Promise<Findings> {
  const recordCount = Math.min(context.quick ? 512 : mostRecordCount, Math.floor(totalByteLength / byteLength));
  const records = makeRecords(byteLength, recordCount);
  const variant = (what: string, work: () => void): Variant => ({
    name: `${byteLength} B ${what}`,
    measure: async () => {
      // Lets Ctrl-C through: the work itself does not wait for anything.
      await setImmediate();
      const startedMs = performance.now();
      work();
      return ((performance.now() - startedMs) * 1e6) / recordCount;
    },
  });
  const native = variant(nativeName, () => {
    // The fastest of its forms.
    for (const record of records.canonical) hash('sha256', record, 'binary');
  });
  const noble = variant('noble sha256', () => {
    for (const record of records.canonical) sha256(record);
  });
  const whole = variant('fingerprint', () => fingerprintRecords(records, {}));
  const withoutIdentity = variant('without identity', () => fingerprintRecords(records, { identity: false }));
  const variants = [native, noble, whole, withoutIdentity];
  const samples = await measureRounds(variants, { roundCount: context.quick ? 3 : 15, warmUpCount: context.quick ? 1 : 3 }, context);
  return {
    setup: {},
    measurements: variants.map(({ name }) => ({ name, unit: 'ns/record', ...spread(samples.of(name)) })),
    ratios: [whole, withoutIdentity, noble].map(({ name }) => samples.ratio(name, native.name, nativeName)),
    bars: [],
  };
}

function fingerprintRecords({ batches, byteLength }: Records, options: FingerprinterOptions): void {
  const fingerprinter = new Fingerprinter(options);
  for (const batch of batches) fingerprinter.add(batch);
  const { records } = fingerprinter.finish();
  if (records.byteLength !== BigInt(byteLength)) throw new Error(`the canonical records are ${records.byteLength} bytes long, not ${byteLength}`);
}
