/** One field of the records of an archive. */
import { InvalidDataError } from '@datasig/core';
import type { Column, Value } from '@datasig/core/spec';
import { noBytes, withRoom } from '../grow.ts';
import { readSingleValue } from '../json/single-value.ts';
import { MixedColumn } from '../mixed-column.ts';
import { TextBuilder } from '../text-builder.ts';
import { type FieldType, fieldTypeOf, parseIntegerFile } from './field-type.ts';

/** Values of a record stand one below it. */
const fieldDepth = 2;

/** Collects the files of one field. Rows without a file are null. */
export class FieldColumn {
  readonly name: string;
  /** The row that was begun last. */
  lastRow = -1;
  readonly #type: FieldType;
  readonly #literals: boolean;
  /** All files of text and bytes, or the file at hand of other types. */
  readonly #contents = new TextBuilder();
  readonly #values: MixedColumn;
  #valid: Uint8Array = noBytes;
  #rowEnd = 0;

  /** `literals`: JSON numbers keep their digits as written. */
  constructor(name: string, literals: boolean) {
    this.name = name;
    this.#type = fieldTypeOf(name);
    this.#literals = literals;
    this.#values = new MixedColumn(name);
  }

  /** The file of row `row` follows. */
  begin(row: number): void {
    this.lastRow = row;
    if (this.#isRaw) this.#fill(row);
    else this.#contents.clear();
  }

  /** Bytes of the file at hand. */
  append(bytes: Uint8Array, start: number, end: number): void {
    this.#contents.append(bytes, start, end);
  }

  /** The file at hand is complete. @throws InvalidDataError with `byteOffset` as an index into the file */
  end(row: number): void {
    if (this.#isRaw) {
      this.#contents.endRow(row);
      this.#rowEnd = row + 1;
      this.#valid = withRoom(this.#valid, row + 1);
      this.#valid[row] = 1;
      return;
    }
    const bytes = this.#contents.bytes.subarray(0, this.#contents.length);
    this.#set(row, this.#type === 'integer' ? parseIntegerFile(bytes) : readSingleValue(bytes, fieldDepth, this.#literals));
  }

  #set(row: number, value: Value): void {
    if (value === null) this.#values.setNull(row);
    else if (typeof value === 'number') this.#values.setNumber(row, value);
    else if (typeof value === 'boolean') this.#values.setBool(row, value);
    else this.#values.setValue(row, value);
  }

  /** The column of a batch of `rowCount` rows, or undefined when all are null; valid until {@link clear}. */
  column(rowCount: number): Column | undefined {
    if (!this.#isRaw) return this.#values.column(rowCount);
    if (this.lastRow === -1) return undefined;
    this.#fill(rowCount);
    this.#valid = withRoom(this.#valid, rowCount);
    return { ...this.#contents.column(this.name, this.#valid), type: this.#type === 'text' ? 'text' : 'bytes' };
  }

  /** Starts the next batch. */
  clear(): void {
    this.lastRow = -1;
    this.#rowEnd = 0;
    this.#contents.clear();
    this.#valid.fill(0);
    this.#values.clear();
  }

  get #isRaw(): boolean {
    return this.#type === 'text' || this.#type === 'bytes';
  }

  /** Rows without a file are empty and do not count. */
  #fill(row: number): void {
    while (this.#rowEnd < row) this.#contents.endRow(this.#rowEnd++);
  }
}

/** The error at the place of `field` in the archive; `byteOffset` is where its file begins. */
export function inField(error: unknown, field: string, byteOffset: number, row: number): unknown {
  if (!(error instanceof InvalidDataError)) return error;
  return error.at({ byteOffset: byteOffset + (error.position.byteOffset ?? 0), row, column: field });
}
