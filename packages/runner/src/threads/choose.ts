/** How many threads a run uses. */
import { InvalidArgumentError } from '@datasig/core';
import type { SourceDescription } from '@datasig/core/spec';
import type { RunOptions } from '../options.ts';
import { recordWeight } from '../record-weight.ts';

/**
 * A run that ends before threads have begun to be of use: one of fewer records, and of fewer bytes, which are many more
 * where records are known to be few and long. `docs/adr/0012-threads.md` has the measurement.
 */
const leastRecordCount = 200_000;
const leastByteLength = { ofUnknownRecords: 16 * 1024 * 1024, ofFewRecords: 64 * 1024 * 1024 } as const;
/** What is worth sharing is so much less where a thread of an earlier run waits. */
const idleShare = 1 / 16;

/** What threads there may be. */
interface ThreadSupply {
  readonly parallelism: () => number;
  readonly idleThreadCount: () => number;
}

/**
 * The number of threads that the shards of a source may be spread over; 1 is the caller's own. `hasSnapshot` says that
 * they can begin at one state of it.
 *
 * @throws InvalidArgumentError for a number that is none
 */
export function chooseThreadCount({ byteLength = 0, recordCount, capabilities }: SourceDescription, { threads, kernel, shardByteLength, sketches = [] }: RunOptions, { parallelism, idleThreadCount }: ThreadSupply, hasSnapshot = false): number {
  if (threads !== undefined && !(Number.isSafeInteger(threads) && threads >= 1)) {
    throw new InvalidArgumentError('invalid-argument', `threads: expected a whole number from 1, got ${String(threads)}`, { context: { parameter: 'threads' } });
  }
  // A kernel of the caller's is an object with code, which cannot cross.
  if ((!capabilities.reopenable && !hasSnapshot) || kernel !== undefined) return 1;
  const weight = recordWeight(sketches);
  const isWorth = (share: number): boolean => (recordCount === undefined ? byteLength * weight >= share * leastByteLength.ofUnknownRecords : recordCount * weight >= share * leastRecordCount || byteLength * weight >= share * leastByteLength.ofFewRecords);
  const isAskedFor = threads !== undefined && shardByteLength !== undefined;
  if (isWorth(1) || isAskedFor) return threads ?? parallelism();
  return isWorth(idleShare) ? Math.min(threads ?? parallelism(), 1 + idleThreadCount()) : 1;
}
