/** Ranges of rowids: what shards of tables are made of. */

/** Both ends are included; rowids are signed integers of 64 bits. */
export interface RowidRange {
  readonly first: bigint;
  readonly last: bigint;
}

/** All rowids there can be. */
export const allRowids: RowidRange = { first: -(2n ** 63n), last: 2n ** 63n - 1n };
