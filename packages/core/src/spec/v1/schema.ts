/** Logical types: what a fingerprint's schema says of a field. */
import type { TensorDtype } from './tensor.ts';

/** The types without parameters. `null`: only nulls were seen. `mixed`: values of several types were seen. */
export type ScalarType =
  | 'null' | 'integer' | 'float32' | 'float64' | 'decimal' | 'text' | 'bytes' | 'bool'
  | 'timestamp' | 'date' | 'time' | 'duration' | 'uuid' | 'mixed';

/** A logical type; written in files as `integer`, `list<text>`, `struct{a: integer}`, `tensor<uint8,[28,28]>`… */
export type LogicalType =
  | { readonly type: ScalarType }
  | { readonly type: 'list'; readonly element: LogicalType }
  | { readonly type: 'struct'; readonly fields: readonly SchemaField[] }
  | { readonly type: 'map'; readonly key: LogicalType; readonly value: LogicalType }
  /** `shape` is null where it differs from record to record. */
  | { readonly type: 'tensor'; readonly dtype: TensorDtype; readonly shape: readonly number[] | null };

/** A named field of a record or struct. */
export interface SchemaField {
  readonly name: string;
  readonly type: LogicalType;
}
