/** Columns of ARFF: what each type of attribute makes of a value. */
import { InvalidDataError } from '@datasig/core';
import type { Column } from '@datasig/core/spec';
import { noBytes, withRoom } from '../grow.ts';
import { MixedColumn } from '../mixed-column.ts';
import { decodeUtf8 } from '../utf8.ts';
import type { Attribute } from './attribute.ts';
import type { DateParser } from './date-pattern.ts';
import { parseArffNumber } from './number.ts';

/** Collects the values of one attribute. Rows that are not set are null. */
export interface ArffColumn {
  /** @throws InvalidDataError `invalid-arff`, `number-out-of-range`, `invalid-utf8` */
  set(row: number, bytes: Uint8Array, start: number, end: number): void;
  /** The value that a sparse row does not name. @throws InvalidDataError `invalid-arff` where there is none */
  setOmitted(row: number): void;
  /** The column of a batch of `rowCount` rows, or undefined when all are null; valid until {@link clear}. */
  column(rowCount: number): Column | undefined;
  /** Starts the next batch. */
  clear(): void;
}

/** A column for an attribute; `literal`: numbers keep their digits. */
export function columnOf({ name, type }: Attribute, literal: boolean): ArffColumn {
  if (type.kind === 'numeric') return new NumericColumn(name, literal);
  if (type.kind === 'date') return new DateColumn(name, type.parse);
  return type.kind === 'nominal' ? new NominalColumn(name, type.values) : new StringColumn(name);
}

class NumericColumn implements ArffColumn {
  readonly #values: MixedColumn;
  readonly #literal: boolean;

  constructor(name: string, literal: boolean) {
    this.#values = new MixedColumn(name);
    this.#literal = literal;
  }

  set(row: number, bytes: Uint8Array, start: number, end: number): void {
    const value = parseArffNumber(bytes, start, end, this.#literal);
    if (typeof value === 'number') this.#values.setNumber(row, value);
    else this.#values.setValue(row, value);
  }

  setOmitted(row: number): void {
    this.#values.setNumber(row, 0);
  }

  column(rowCount: number): Column | undefined {
    return this.#values.column(rowCount);
  }

  clear(): void {
    this.#values.clear();
  }
}

class StringColumn implements ArffColumn {
  readonly #values: MixedColumn;

  constructor(name: string) {
    this.#values = new MixedColumn(name);
  }

  set(row: number, bytes: Uint8Array, start: number, end: number): void {
    this.#values.setText(row, bytes, start, end);
  }

  setOmitted(_row: number): void {
    throw new InvalidDataError('invalid-arff', 'a sparse row leaves out a string attribute, and tools differ in what it is then; write it, or ? for a missing value');
  }

  column(rowCount: number): Column | undefined {
    return this.#values.column(rowCount);
  }

  clear(): void {
    this.#values.clear();
  }
}

class NominalColumn implements ArffColumn {
  readonly #values: MixedColumn;
  readonly #allowed: ReadonlySet<string>;
  readonly #first: Uint8Array | undefined;

  constructor(name: string, allowed: readonly string[]) {
    this.#values = new MixedColumn(name);
    this.#allowed = new Set(allowed);
    this.#first = allowed[0] === undefined ? undefined : new TextEncoder().encode(allowed[0]);
  }

  set(row: number, bytes: Uint8Array, start: number, end: number): void {
    if (!this.#allowed.has(decodeUtf8(bytes.subarray(start, end)))) throw new InvalidDataError('invalid-arff', 'a nominal attribute has a value that its declaration does not list');
    this.#values.setText(row, bytes, start, end);
  }

  setOmitted(row: number): void {
    if (this.#first === undefined) throw new InvalidDataError('invalid-arff', 'a sparse row leaves out a nominal attribute whose declaration lists no values');
    this.#values.setText(row, this.#first, 0, this.#first.length);
  }

  column(rowCount: number): Column | undefined {
    return this.#values.column(rowCount);
  }

  clear(): void {
    this.#values.clear();
  }
}

class DateColumn implements ArffColumn {
  readonly #name: string;
  readonly #parse: DateParser;
  #values = new BigInt64Array(0);
  #valid: Uint8Array = noBytes;

  constructor(name: string, parse: DateParser) {
    this.#name = name;
    this.#parse = parse;
  }

  set(row: number, bytes: Uint8Array, start: number, end: number): void {
    const value = this.#parse(decodeUtf8(bytes.subarray(start, end)));
    if (value === null) throw new InvalidDataError('invalid-arff', 'a date does not follow the pattern of its attribute');
    this.#mark(row, value);
  }

  setOmitted(row: number): void {
    this.#mark(row, 0n);
  }

  column(rowCount: number): Column | undefined {
    this.#reserve(rowCount);
    return { type: 'timestamp', name: this.#name, unit: 'ms', values: this.#values, valid: this.#valid };
  }

  clear(): void {
    this.#valid.fill(0);
  }

  #mark(row: number, value: bigint): void {
    this.#reserve(row + 1);
    this.#values[row] = value;
    this.#valid[row] = 1;
  }

  #reserve(rowCount: number): void {
    this.#values = withRoom(this.#values, rowCount);
    this.#valid = withRoom(this.#valid, rowCount);
  }
}
