/**
 * The byte-crunching seam: canonical bytes of records in, identity state and hashes out.
 *
 * The TypeScript reference stands in `reference/`; any other kernel must give the same results bit for bit, which
 * `@datasig/core/testing` checks.
 */
import type { ColumnEncoder } from './columns.ts';

export type * from './columns.ts';

/** What a pass over records is to make. */
export interface KernelParameters {
  /** 32 bytes for keyed digests (HMAC-SHA-256); absent: SHA-256. The kernel keeps no reference to it. */
  readonly key?: Uint8Array;
  /** Whether to make the identity's state. */
  readonly identity: boolean;
  /** How many of the smallest hashes are wanted; 0 = none. */
  readonly smallestCount: number;
  /** All hashes below this are wanted; 0n = none. */
  readonly threshold: bigint;
  /** The numbers of bins whose minima are wanted, each from 1 to 2^20; empty = none. */
  readonly binCounts: readonly number[];
}

/** What a pass made. The arrays belong to the caller. */
export interface KernelResult {
  readonly recordCount: number;
  /** The identity's 1024 accumulators, or null where no identity was asked for. */
  readonly state: Uint32Array | null;
  /** The `smallestCount` smallest distinct hashes, or all where there are fewer; ascending. */
  readonly smallest: BigUint64Array;
  /** All distinct hashes below `threshold`, ascending. */
  readonly below: BigUint64Array;
  /**
   * For each of `binCounts`, in its order, the smallest value in every bin; all ones (2^64 − 1) where it is empty. A
   * record's bin is floor(p · count / 2^32) with p its digest's bytes 8 to 11, its value is bytes 12 to 19, both
   * big-endian.
   */
  readonly bins: readonly BigUint64Array[];
}

/** One pass. Records are written into the session's own memory and absorbed from there. */
export interface KernelSession {
  /** The short way for columns, where the kernel has it. */
  readonly columns?: ColumnEncoder | undefined;
  /**
   * Grants at least `byteLength` writable bytes whose first `kept` bytes are those of the buffer granted before.
   * The buffer is the session's and is valid until the next call.
   */
  reserve(byteLength: number, kept: number): Uint8Array;
  /** Absorbs `count` records of the buffer: record i is `[ends[i - 1] or 0, ends[i])`. */
  absorb(ends: Uint32Array, count: number): void;
  /** Ends the pass. */
  finish(): KernelResult;
}

/** An implementation of the seam. */
export interface Kernel {
  readonly name: string;
  open(parameters: KernelParameters): KernelSession;
}
