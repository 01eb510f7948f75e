/** Vectors: the values of one field for a range of rows, in memory and checked, from which columns are cut. */
import type { Column, LogicalType, Value } from '@datasig/core/spec';

/** A column's buffers without its name and nulls. */
export type ColumnBody = Column extends infer C ? (C extends Column ? Omit<C, 'name' | 'valid'> : never) : never;

/** What a value costs at least, however few bytes it has: its place in an array. */
export const slotCost = 8;

/** Values of one field. Rows count from 0 within the vector. */
export abstract class Vector {
  readonly type: LogicalType;
  length: number;
  /** One byte a row, 0 = null; undefined = no nulls. */
  readonly valid: Uint8Array | undefined;

  constructor(type: LogicalType, length: number, valid: Uint8Array | undefined) {
    this.type = type;
    this.length = length;
    this.valid = valid;
  }

  isNull(row: number): boolean {
    return this.valid !== undefined && this.valid[row] === 0;
  }

  /** The value of a row. @throws InvalidDataError */
  read(row: number): Value {
    return this.isNull(row) ? null : this.value(row);
  }

  /** Rows `[start, end)` as a column. @throws InvalidDataError */
  column(name: string, start: number, end: number): Column {
    const valid = this.validIn(start, end);
    return { name, ...this.body(start, end), ...(valid !== undefined && { valid }) } as Column;
  }

  /** Which of the rows `[start, end)` are not null; undefined = all. */
  validIn(start: number, end: number): Uint8Array | undefined {
    return this.valid?.subarray(start, end);
  }

  /** Bytes that the rows `[start, end)` will take, about; counting stops above `limit`. */
  abstract cost(start: number, end: number, limit: number): number;
  /** The value of a row that is not null. @throws InvalidDataError */
  protected abstract value(row: number): Value;

  /** Rows `[start, end)` as buffers, or as JavaScript values where there are none for the type. @throws InvalidDataError */
  protected body(start: number, end: number): ColumnBody {
    return { type: 'values', values: Array.from({ length: end - start }, (_, index) => this.read(start + index)), logicalType: this.type };
  }
}

/** Values that are runs of bytes: text and byte strings. */
export abstract class RunVector extends Vector {
  /** Bytes of the row's value, which is not null. */
  abstract lengthAt(row: number): number;
  /** Copies the row's value, which is not null, to `output` from `position` on. */
  abstract copy(row: number, output: Uint8Array, position: number): void;
  /** The row's value; a view. */
  protected abstract bytesAt(row: number): Uint8Array;
}

/** The sum of `cost` over rows, until it is above `limit`. */
export function sumCosts(start: number, end: number, limit: number, cost: (row: number) => number): number {
  let sum = 0;
  for (let row = start; row < end && sum <= limit; row++) sum += cost(row);
  return sum;
}
