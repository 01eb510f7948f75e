/**
 * Batches: how typed values travel from a source to the canonical encoding.
 *
 * A source hands over columns where it has columns and rows where it has rows; both give the same bytes. The
 * consumer owns a batch until it asks for the next one; a source may then use its buffers again.
 */
import type { LogicalType } from './schema.ts';
import type { TensorDtype } from './tensor.ts';
import type { Value } from './value.ts';

export type * from './schema.ts';
export type * from './tensor.ts';
export type * from './value.ts';

/** A batch of records. */
export type Batch = ColumnBatch | RowBatch;

/** Where the records of a batch stand in their source; only for messages. */
export interface BatchPlaces {
  /** File or object inside the source, as the user knows it. */
  readonly file?: string;
  /** Line on which each record begins, counted from 1; one entry a record. */
  readonly lines?: ArrayLike<number>;
  /** Byte offset at which each record begins in the decoded stream; one entry a record. */
  readonly byteOffsets?: ArrayLike<number>;
}

/** Records by columns, all of `rowCount` rows. Column names are unique. */
export interface ColumnBatch {
  readonly kind: 'columns';
  readonly rowCount: number;
  readonly columns: readonly Column[];
  readonly places?: BatchPlaces;
}

/** Records one by one. A row is a plain object or, where the source has bare values, `{ value }`. */
export interface RowBatch {
  readonly kind: 'rows';
  readonly rows: readonly Readonly<Record<string, Value>>[];
  readonly places?: BatchPlaces;
}

/** What all columns share. */
interface ColumnBase {
  readonly name: string;
  /** One byte a row, 0 = null; absent = no nulls. What a null's slot holds does not matter. */
  readonly valid?: Uint8Array;
}

/** A column of a batch. */
export type Column = NumberColumn | BigIntColumn | BoolColumn | TextColumn | BytesColumn | TensorColumn | TimeColumn | UuidColumn | ValueColumn;

/** Numbers; the array's type says how wide they were (float32 is widened exactly). */
export interface NumberColumn extends ColumnBase {
  readonly type: 'number';
  readonly values: Float64Array | Float32Array | Int32Array | Uint32Array | Int16Array | Uint16Array | Int8Array | Uint8Array;
}

/** 64-bit integers. */
export interface BigIntColumn extends ColumnBase {
  readonly type: 'bigint';
  readonly values: BigInt64Array | BigUint64Array;
}

/** Booleans, one byte a row, 0 or 1. */
export interface BoolColumn extends ColumnBase {
  readonly type: 'bool';
  readonly values: Uint8Array;
}

/** Text as UTF-8, not yet validated: row i is `bytes[offsets[i], offsets[i + 1])`. */
export interface TextColumn extends ColumnBase {
  readonly type: 'text';
  readonly offsets: Uint32Array;
  readonly bytes: Uint8Array;
}

/** Byte strings, laid out as text is. */
export interface BytesColumn extends ColumnBase {
  readonly type: 'bytes';
  readonly offsets: Uint32Array;
  readonly bytes: Uint8Array;
}

/** Tensors of one dtype and shape: row i is `data[i * byteLength, (i + 1) * byteLength)`, row-major, little-endian. */
export interface TensorColumn extends ColumnBase {
  readonly type: 'tensor';
  readonly dtype: TensorDtype;
  readonly shape: readonly number[];
  readonly data: Uint8Array;
}

/** Timestamps and durations since 1970 or midnight in the given unit, or dates in days since 1970-01-01. */
export interface TimeColumn extends ColumnBase {
  readonly type: 'timestamp' | 'time' | 'duration' | 'date';
  readonly unit: 'd' | 's' | 'ms' | 'us' | 'ns';
  readonly values: BigInt64Array | Int32Array;
}

/** UUIDs, 16 bytes a row. */
export interface UuidColumn extends ColumnBase {
  readonly type: 'uuid';
  readonly bytes: Uint8Array;
}

/** Anything else: nested, mixed or wide values, one JavaScript value a row. `logicalType` where the source declares it. */
export interface ValueColumn extends ColumnBase {
  readonly type: 'values';
  readonly values: readonly Value[];
  readonly logicalType?: LogicalType;
}
