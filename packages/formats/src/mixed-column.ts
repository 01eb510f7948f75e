/** One column whose values need not be of one type: typed as long as they agree. */
import { NumberLiteral } from '@datasig/core';
import type { Column, Value } from '@datasig/core/spec';
import { noBytes, noNumbers, withRoom } from './grow.ts';
import { TextBuilder } from './text-builder.ts';
import { decodeUtf8 } from './utf8.ts';

/**
 * Collects a column's values: texts as bytes, numbers and booleans as typed arrays, and as soon as two values
 * differ in type, JavaScript values. Rows that are not set are null.
 */
export class MixedColumn {
  readonly name: string;
  /** The row that was set last. */
  lastRow = -1;
  #type: 'none' | 'text' | 'number' | 'bool' | 'values' = 'none';
  #valid: Uint8Array = noBytes;
  #setCount = 0;
  #textRow = 0;
  readonly #text = new TextBuilder();
  #numbers: Float64Array = noNumbers;
  #bools: Uint8Array = noBytes;
  #values: Value[] = [];

  constructor(name: string) {
    this.name = name;
  }

  /** @throws InvalidDataError `invalid-utf8`, where the texts have to be decoded; `row` is that in the batch, from 0 */
  setText(row: number, bytes: Uint8Array, start: number, end: number): void {
    if (!this.#accepts('text', row)) return this.#setValue(row, decodeUtf8(bytes.subarray(start, end), { row }));
    this.#fillText(row);
    this.#text.append(bytes, start, end);
    this.#text.endRow(row);
    this.#textRow = row + 1;
    this.#mark(row);
  }

  setNumber(row: number, value: number): void {
    if (!this.#accepts('number', row)) return this.#setValue(row, value);
    this.#numbers = withRoom(this.#numbers, row + 1);
    this.#numbers[row] = value;
    this.#mark(row);
  }

  setBool(row: number, value: boolean): void {
    if (!this.#accepts('bool', row)) return this.#setValue(row, value);
    this.#bools = withRoom(this.#bools, row + 1);
    this.#bools[row] = value ? 1 : 0;
    this.#mark(row);
  }

  /** The row is null; only remembered, so that a second value for it shows. */
  setNull(row: number): void {
    this.lastRow = row;
  }

  setValue(row: number, value: Value | NumberLiteral): void {
    if (this.#type !== 'values') this.#toValues(row);
    this.#setValue(row, value);
  }

  /**
   * The texts' bytes and offsets, where row `row` may be written after `length`, its end included, before
   * {@link commit}; undefined where the column's values are not all texts.
   */
  stageText(row: number): TextBuilder | undefined {
    if (!this.#stages('text')) return undefined;
    if (this.#textRow !== row) this.#fillText(row);
    this.#text.reserveRow(row);
    return this.#text;
  }

  /** Writes a row before {@link commit}; false where that would change the column's type, as with the others. */
  stageNumber(row: number, value: number | bigint): boolean {
    if (typeof value === 'bigint' || !this.#stages('number')) return this.stageValue(row, value);
    if (row >= this.#numbers.length) this.#numbers = withRoom(this.#numbers, row + 1);
    this.#numbers[row] = value;
    return true;
  }

  stageBool(row: number, value: boolean): boolean {
    if (!this.#stages('bool')) return this.stageValue(row, value);
    if (row >= this.#bools.length) this.#bools = withRoom(this.#bools, row + 1);
    this.#bools[row] = value ? 1 : 0;
    return true;
  }

  stageValue(row: number, value: Value): boolean {
    if (!this.holdsValues) return false;
    this.#values[row] = value;
    return true;
  }

  /** Whether values of any type can be staged. */
  get holdsValues(): boolean {
    return this.#type === 'values';
  }

  /** The row that was staged last is set. Until then it is not, and may be set or staged anew. */
  commit(row: number): void {
    if (this.#type === 'text') {
      this.#text.length = this.#text.offsets[row + 1]!;
      this.#textRow = row + 1;
    }
    this.#mark(row);
  }

  /** The column of a batch of `rowCount` rows, or undefined when all are null; valid until {@link clear}. */
  column(rowCount: number): Column | undefined {
    const { name } = this;
    const valid = this.#setCount === rowCount ? {} : { valid: (this.#valid = withRoom(this.#valid, rowCount)) };
    switch (this.#type) {
      case 'none':
        return undefined;
      case 'text':
        this.#fillText(rowCount);
        return this.#text.column(name, valid.valid);
      case 'number':
        return { type: 'number', name, values: (this.#numbers = withRoom(this.#numbers, rowCount)), ...valid };
      case 'bool':
        return { type: 'bool', name, values: (this.#bools = withRoom(this.#bools, rowCount)), ...valid };
      default:
        return { type: 'values', name, values: Array.from({ length: rowCount }, (_, row) => this.#values[row]) };
    }
  }

  /** Starts the next batch. */
  clear(): void {
    this.#type = 'none';
    this.lastRow = -1;
    this.#textRow = 0;
    this.#setCount = 0;
    this.#text.clear();
    this.#valid.fill(0);
    this.#values = [];
  }

  #mark(row: number): void {
    this.lastRow = row;
    if (row >= this.#valid.length) this.#valid = withRoom(this.#valid, row + 1);
    this.#valid[row] = 1;
    this.#setCount++;
  }

  #stages(type: 'text' | 'number' | 'bool'): boolean {
    if (this.#type === 'none') this.#type = type;
    return this.#type === type;
  }

  #accepts(type: 'text' | 'number' | 'bool', row: number): boolean {
    if (this.#type === 'none') this.#type = type;
    if (this.#type === type) return true;
    if (this.#type !== 'values') this.#toValues(row);
    return false;
  }

  #setValue(row: number, value: Value): void {
    this.#values[row] = value;
    this.#mark(row);
  }

  /** Rows that were not set are empty texts that do not count. */
  #fillText(row: number): void {
    while (this.#textRow < row) this.#text.endRow(this.#textRow++);
  }

  #toValues(rowCount: number): void {
    const values: Value[] = [];
    const { offsets, bytes } = this.#text;
    for (let row = 0; row < rowCount; row++) {
      if (this.#valid[row] !== 1) continue;
      if (this.#type === 'text') values[row] = decodeUtf8(bytes.subarray(offsets[row], offsets[row + 1]), { row });
      else if (this.#type === 'number') values[row] = this.#numbers[row]!;
      else if (this.#type === 'bool') values[row] = this.#bools[row] === 1;
    }
    this.#values = values;
    this.#type = 'values';
  }
}
