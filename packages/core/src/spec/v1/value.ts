/** The values of one record, as JavaScript sees them. `@datasig/core` exports a class for each tagged one. */
import type { TensorDtype } from './tensor.ts';

/**
 * A typed value.
 *
 * - `null`, `undefined`: null, left out of records and structs;
 * - `number`, `bigint`: a number by its mathematical value (widen float32 with `Math.fround` semantics);
 * - `string`: text; lone surrogates are refused;
 * - `Uint8Array`: bytes;
 * - `Map`: a MAP column's entries in source order;
 * - an array: a list; any other plain object: a struct.
 */
export type Value =
  | null | undefined | boolean | number | bigint | string | Uint8Array
  | TaggedValue
  | readonly Value[]
  | ReadonlyMap<Value, Value>
  | { readonly [field: string]: Value };

/** The property by which tagged values are known, also across copies of a package: `Symbol.for('datasig.value')`. */
export type ValueTag = 'decimal' | 'timestamp' | 'date' | 'time' | 'duration' | 'uuid' | 'tensor' | 'number-literal' | 'entries';

/** Values that JavaScript has no type for. */
export type TaggedValue = DecimalValue | TimestampValue | DateValue | TimeValue | DurationValue | UuidValue | TensorValue | NumberLiteralValue | EntriesValue;

interface Tagged {
  readonly [tag: symbol]: ValueTag;
}

/** `mantissa * 10 ** exponent`. */
export interface DecimalValue extends Tagged {
  readonly mantissa: bigint;
  readonly exponent: number;
}

/** An instant, in nanoseconds since 1970-01-01T00:00:00Z. */
export interface TimestampValue extends Tagged {
  readonly nanoseconds: bigint;
}

/** A day, in days since 1970-01-01. */
export interface DateValue extends Tagged {
  readonly days: bigint;
}

/** A time of day, in nanoseconds since midnight, below 24 h. */
export interface TimeValue extends Tagged {
  readonly nanoseconds: bigint;
}

/** A length of time in nanoseconds, of either sign. */
export interface DurationValue extends Tagged {
  readonly nanoseconds: bigint;
}

/** A UUID's 16 bytes (RFC 9562). */
export interface UuidValue extends Tagged {
  readonly bytes: Uint8Array;
}

/** A tensor; `data` is row-major and little-endian. Rank 0 is the plain scalar. */
export interface TensorValue extends Tagged {
  readonly dtype: TensorDtype;
  readonly shape: readonly number[];
  readonly data: Uint8Array;
}

/** A JSON number as written (RFC 8259), for casts that need its digits. Uncast, it is the number that JSON says. */
export interface NumberLiteralValue extends Tagged {
  readonly text: string;
}

/** Map entries in source order where a `Map` would merge equal keys; core refuses duplicates. */
export interface EntriesValue extends Tagged {
  readonly entries: readonly (readonly [Value, Value])[];
}
