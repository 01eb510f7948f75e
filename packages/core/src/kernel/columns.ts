/**
 * The seam's short way for columns: records of rows of columns are written in the kernel's memory, without a call a
 * value.
 *
 * A kernel need not have it. Where it has, it may leave any row to its caller: one that does not fit, and each whose
 * values are faulty, since it raises no errors of its own.
 */

/** The values of a column, each of which becomes the bytes that the canonical encoding has for it. */
export type KernelValues =
  /** Runs of bytes that are canonical already: value i is `bytes[starts[i], ends[i])`; the runs follow one another. */
  | { readonly type: 'encoded'; readonly starts: Uint32Array; readonly ends: Uint32Array; readonly bytes: Uint8Array }
  /** Runs of UTF-8, validated here, or of bytes. */
  | { readonly type: 'text' | 'bytes'; readonly starts: Uint32Array; readonly ends: Uint32Array; readonly bytes: Uint8Array }
  /** Numbers; told after each `write` is how many integers and other numbers were among its rows. */
  | { readonly type: 'number'; readonly values: NumberArray; readonly onWritten: (integerCount: number, otherCount: number) => void }
  | { readonly type: 'integer'; readonly values: Int32Array | BigInt64Array | BigUint64Array }
  /** 0 is false. */
  | { readonly type: 'bool'; readonly values: Uint8Array }
  /** Bytes as they are, `byteLength` of them a value; where `areBits`, each is 0 or 1. */
  | { readonly type: 'fixed'; readonly byteLength: number; readonly bytes: Uint8Array; readonly areBits: boolean }
  /** Counts of a unit of which a second has `unitsPerSecond`, or which lasts `secondsPerUnit`; the other is 1. `limit`: where counts must be in [0, limit). */
  | { readonly type: 'time'; readonly values: Int32Array | BigInt64Array; readonly unitsPerSecond: number; readonly secondsPerUnit: number; readonly limit?: bigint };

type NumberArray = Float64Array | Float32Array | Int32Array | Uint32Array | Int16Array | Uint16Array | Int8Array | Uint8Array;

/** A column whose rows are written. */
export interface KernelColumn {
  /** What stands before every value: the key, and what all values begin with. */
  readonly prefix: Uint8Array;
  /** One byte a row, 0 = null; absent = no nulls. Nulls are left out. */
  readonly valid: Uint8Array | undefined;
  readonly values: KernelValues;
}

/** Where rows are written to. */
export interface RecordBlock {
  /** Bytes that stand in the session's buffer already. */
  readonly byteLength: number;
  /** Takes where records end, from `recordCount` on. */
  readonly ends: Uint32Array;
  readonly recordCount: number;
  /** The last record is the first that ends here or beyond. */
  readonly byteLimit: number;
  /** Longer records are left to the caller. */
  readonly recordByteLimit: number;
}

/** Writes rows of columns into the buffer of a session. */
export interface ColumnEncoder {
  /** The columns of the rows that are written from now on, in the order of their keys. They are read until the next call. */
  open(columns: readonly KernelColumn[]): void;
  /** Writes the records of rows `first` to `last`, the latter excluded, and returns how many; 0 where the first is left to the caller. */
  write(first: number, last: number, block: RecordBlock): number;
}
