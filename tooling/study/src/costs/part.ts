/** The part `costs`: bytes of a stored sketch and time for each record, beyond reading and digesting it. */
import { digestsOf, type Digests } from '../digests.ts';
import type { Mode, Part } from '../part.ts';
import { schemes } from '../schemes/index.ts';
import type { Scheme } from '../schemes/scheme.ts';
import { randomFor } from '../seed.ts';

/** What one scheme costs at one k. */
export interface Cost {
  readonly scheme: string;
  readonly k: number;
  readonly records: number;
  readonly byteLength: number;
  readonly mergeable: boolean;
  /** The fastest of several runs; this varies with the machine. */
  readonly nanosecondsPerRecord: number;
  readonly runs: number;
}

const ks: readonly number[] = [64, 400, 1024, 4096];
/** Steps of one run: records are as many as fit, so that slow schemes get few. */
const stepsOfRun: Readonly<Record<Mode, number>> = { quick: 2e6, full: 5e7 };
const mostRecords: Readonly<Record<Mode, number>> = { quick: 20_000, full: 1_000_000 };
const runsOf: Readonly<Record<Mode, number>> = { quick: 3, full: 9 };

/** The part. */
export const costs: Part<Cost> = {
  name: 'costs',
  title: 'bytes and nanoseconds a record',
  tasks: (mode) => schemes.flatMap((scheme) => ks.map((k) => ({ key: `${scheme.name} k=${k}`, run: () => measureCost(scheme, k, mode) }))),
};

function measureCost(scheme: Scheme<unknown>, k: number, mode: Mode): Cost {
  const records = Math.max(10, Math.min(mostRecords[mode], Math.floor(stepsOfRun[mode] / scheme.stepsPerRecord(k))));
  const digests = someDigests(records);
  const setting = { k, largestSize: records };
  let fastest = Infinity;
  for (let run = 0; run < runsOf[mode]; run++) {
    const start = process.hrtime.bigint();
    scheme.sketch(digests, setting);
    fastest = Math.min(fastest, Number(process.hrtime.bigint() - start));
  }
  return {
    scheme: scheme.name,
    k,
    records,
    byteLength: scheme.byteLength(scheme.sketch(digests, setting)),
    mergeable: scheme.mergeable,
    nanosecondsPerRecord: fastest / records,
    runs: runsOf[mode],
  };
}

function someDigests(count: number): Digests {
  const random = randomFor('costs');
  return digestsOf(new Uint8Array(Uint32Array.from({ length: 8 * count }, () => random.uint32()).buffer));
}
