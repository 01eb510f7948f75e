/** Known records, such as those found to be poisoned: what a list and a filter have in common. */
import type { Canonicalization } from '@datasig/core';

/** A set of records that are looked for. */
export interface KnownRecords {
  /** How they were digested: records made otherwise cannot be looked for. */
  readonly canonicalization: Canonicalization;
  /** How many there are. */
  readonly count: number;
  /** The probability that a record which is not among them is taken for one: 0 of a list. */
  readonly falsePositiveRate: number;
  /** Whether the record with the digest at `offset` is among them. */
  has(digests: Uint8Array, offset: number): boolean;
  /** Whether a record with this hash, the first 64 bits of its digest, is among them. */
  hasHash(hash: bigint): boolean;
  /** How many of them have a hash below `threshold`, which is at most 2^64. */
  countBelow(threshold: bigint): number;
}

/** How the first line of both kinds of files begins. */
export const listFormat = 'datasig-record-list/1';
export const filterFormat = 'datasig-record-filter/1';

/** The first value in `values`, ascending, that is not below `value`; how many there are if all are. */
export function lowerBound(values: BigUint64Array, value: bigint): number {
  let [low, high] = [0, values.length];
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (values[middle]! < value) low = middle + 1;
    else high = middle;
  }
  return low;
}
