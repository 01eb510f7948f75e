/** Fields and types as an Arrow schema has them (Schema.fbs). */

/** Units of times. */
export type ArrowTimeUnit = 's' | 'ms' | 'us' | 'ns';

/** A type without what its children say. */
export type ArrowType =
  | { readonly kind: 'null' | 'bool' | 'struct' | 'map' | 'run-end' | 'interval' }
  | { readonly kind: 'integer'; readonly bitWidth: 8 | 16 | 32 | 64; readonly signed: boolean }
  | { readonly kind: 'float'; readonly bitWidth: 16 | 32 | 64 }
  | { readonly kind: 'decimal'; readonly bitWidth: 32 | 64 | 128 | 256; readonly scale: number }
  | { readonly kind: 'text' | 'bytes'; readonly layout: 'small' | 'large' | 'view' }
  | { readonly kind: 'fixed-bytes'; readonly byteWidth: number }
  | { readonly kind: 'date'; readonly unit: 'd' | 'ms' }
  | { readonly kind: 'time'; readonly unit: ArrowTimeUnit; readonly bitWidth: 32 | 64 }
  | { readonly kind: 'timestamp'; readonly unit: ArrowTimeUnit; /** Empty where there is none. */ readonly timeZone: string }
  | { readonly kind: 'duration'; readonly unit: ArrowTimeUnit }
  | { readonly kind: 'list'; readonly layout: 'small' | 'large' | 'view' | 'large-view' }
  | { readonly kind: 'fixed-list'; readonly size: number }
  | { readonly kind: 'union'; readonly mode: 'sparse' | 'dense' };

/** How a field's values stand in a dictionary. */
export interface ArrowDictionary {
  readonly id: bigint;
  readonly indexType: ArrowType & { readonly kind: 'integer' };
}

/** A field. */
export interface ArrowField {
  readonly name: string;
  readonly nullable: boolean;
  /** Of a dictionary-encoded field: the values' type; the children are theirs as well. */
  readonly type: ArrowType;
  readonly children: readonly ArrowField[];
  /** Without entries that are not valid UTF-8. */
  readonly metadata: ReadonlyMap<string, string>;
  readonly dictionary?: ArrowDictionary;
}

/** A schema. */
export interface ArrowSchema {
  readonly fields: readonly ArrowField[];
  /** Without entries that are not valid UTF-8. */
  readonly metadata: ReadonlyMap<string, string>;
}
