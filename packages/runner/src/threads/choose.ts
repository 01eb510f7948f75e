/** How many threads a run uses. */
import { InvalidArgumentError } from '@datasig/core';
import type { SourceDescription } from '@datasig/core/spec';
import type { RunOptions } from '../options.ts';

/**
 * A run that ends before threads have begun to be of use: one of fewer records, and of fewer bytes, which are many more
 * where records are known to be few and long. `docs/adr/0012-threads.md` has the measurement.
 */
const leastRecordCount = 200_000;
const leastByteLength = { ofUnknownRecords: 16 * 1024 * 1024, ofFewRecords: 64 * 1024 * 1024 } as const;
/** How many usual records one of `classic/keyed-sha256` takes as long as. */
const keyedWeight = 20;

/**
 * The number of threads that the shards of a source may be spread over; 1 is the caller's own. `hasSnapshot` says that
 * they can begin at one state of it.
 *
 * @throws InvalidArgumentError for a number that is none
 */
export function chooseThreadCount({ byteLength = 0, recordCount, capabilities }: SourceDescription, { threads, kernel, shardByteLength, sketches = [] }: RunOptions, parallelism: () => number, hasSnapshot = false): number {
  if (threads !== undefined && !(Number.isSafeInteger(threads) && threads >= 1)) {
    throw new InvalidArgumentError('invalid-argument', `threads: expected a whole number from 1, got ${String(threads)}`, { context: { parameter: 'threads' } });
  }
  // A kernel of the caller's is an object with code, which cannot cross.
  if ((!capabilities.reopenable && !hasSnapshot) || kernel !== undefined) return 1;
  // Of these one record is 400 hashes.
  const weight = sketches.some(({ scheme }) => scheme === 'classic/keyed-sha256') ? keyedWeight : 1;
  const isSmall = recordCount === undefined ? byteLength * weight < leastByteLength.ofUnknownRecords : recordCount * weight < leastRecordCount && byteLength * weight < leastByteLength.ofFewRecords;
  const isAskedFor = threads !== undefined && shardByteLength !== undefined;
  return isSmall && !isAskedFor ? 1 : (threads ?? parallelism());
}
