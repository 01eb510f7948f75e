/** Rows of ARFF collected into batches of columns. */
import { InvalidDataError } from '@datasig/core';
import type { Column, ColumnBatch } from '@datasig/core/spec';
import { batchByteLength, batchCellCount, batchRowCount } from '../format.ts';
import type { Attribute } from './attribute.ts';
import { type ArffColumn, columnOf } from './columns.ts';
import type { ArffTokens, TokenKind } from './tokens.ts';

/** Reads rows into columns. */
export class ArffRows {
  rowCount = 0;
  readonly #attributes: readonly Attribute[];
  readonly #columns: readonly ArffColumn[];
  readonly #rowLimit: number;
  readonly #lines = new Float64Array(batchRowCount);
  readonly #byteOffsets = new Float64Array(batchRowCount);
  #byteLength = 0;
  #rowsBefore = 0;

  constructor(attributes: readonly Attribute[], numberLiterals: readonly string[] = []) {
    const literals = new Set(numberLiterals);
    this.#attributes = attributes;
    this.#columns = attributes.map((attribute) => columnOf(attribute, literals.has(attribute.name)));
    this.#rowLimit = Math.max(1, Math.min(batchRowCount, Math.floor(batchCellCount / attributes.length)));
  }

  /** The number of the row that comes next, from 1. */
  get nextRow(): number {
    return this.#rowsBefore + this.rowCount + 1;
  }

  get isFull(): boolean {
    return this.rowCount === this.#rowLimit || this.#byteLength >= batchByteLength;
  }

  /** Reads the row of a line that begins at `line` and `byteOffset`; blank lines are passed over. @throws InvalidDataError */
  add(tokens: ArffTokens, line: number, byteOffset: number): void {
    const { position } = tokens;
    const kind = tokens.next();
    if (kind === 'end' && tokens.commaCount === 0) return;
    if (kind === 'open' && tokens.commaCount === 0) this.#readSparse(tokens);
    else this.#readDense(tokens, kind, position);
    this.#lines[this.rowCount] = line;
    this.#byteOffsets[this.rowCount++] = byteOffset;
    this.#byteLength += tokens.position - position;
  }

  #readDense(tokens: ArffTokens, first: TokenKind, start: number): void {
    const { length } = this.#columns;
    let kind = first;
    let count = 0;
    for (; kind === 'word'; kind = tokens.next()) {
      if (tokens.commaCount > (count === 0 ? 0 : 1)) throw emptyValue(tokens);
      if (count < length) this.#set(count, tokens);
      count++;
    }
    if (kind === 'open' && count === length && tokens.commaCount <= 1) throw weight(tokens);
    if (kind !== 'end') throw tokens.error('a brace in a value; quote the value');
    if (tokens.commaCount > 0) throw emptyValue(tokens);
    if (count !== length) throw new InvalidDataError('ragged-row', `the row has ${count} values; there are ${length} attributes`, { byteOffset: start });
  }

  #readSparse(tokens: ArffTokens): void {
    let next = 0;
    let kind = tokens.next();
    for (let pair = 0; kind === 'word'; pair++, kind = tokens.next()) {
      if (tokens.commaCount > (pair === 0 ? 0 : 1)) throw emptyValue(tokens);
      const column = this.#indexOf(tokens, next);
      for (; next < column; next++) this.#setOmitted(next);
      if (tokens.next() !== 'word' || tokens.commaCount > 0) throw tokens.error('expected a value after the index in a sparse row');
      this.#set(next++, tokens);
    }
    if (kind !== 'close' || tokens.commaCount > 0) throw tokens.error('expected } after the pairs of index and value of a sparse row');
    for (; next < this.#columns.length; next++) this.#setOmitted(next);
    kind = tokens.next();
    if (kind === 'open') throw weight(tokens);
    if (kind !== 'end' || tokens.commaCount > 0) throw tokens.error('expected the end of the line after a sparse row');
  }

  /** The index at hand, `least` or more. */
  #indexOf(tokens: ArffTokens, least: number): number {
    const text = tokens.quoted ? '' : tokens.latin1();
    const index = Number(text);
    if (!/^[0-9]{1,9}$/.test(text) || index >= this.#columns.length) throw tokens.error(`expected the index of an attribute, from 0 to ${this.#columns.length - 1}`);
    if (index < least) throw tokens.error('the indices of a sparse row have to ascend');
    return index;
  }

  #set(column: number, tokens: ArffTokens): void {
    if (tokens.isMissing) return;
    try {
      this.#columns[column]!.set(this.rowCount, tokens.textBytes, tokens.textStart, tokens.textEnd);
    } catch (error) {
      throw this.#inColumn(error, column, tokens);
    }
  }

  #setOmitted(column: number): void {
    try {
      this.#columns[column]!.setOmitted(this.rowCount);
    } catch (error) {
      throw this.#inColumn(error, column);
    }
  }

  #inColumn(error: unknown, column: number, tokens?: ArffTokens): unknown {
    return error instanceof InvalidDataError ? error.at({ column: this.#attributes[column]!.name, ...(tokens !== undefined && { byteOffset: tokens.start }) }) : error;
  }

  /** The rows so far as a batch, valid until {@link clear}. */
  take(): ColumnBatch {
    const { rowCount } = this;
    const columns = this.#columns.map((column) => column.column(rowCount)).filter((column): column is Column => column !== undefined);
    return { kind: 'columns', rowCount, columns, places: { lines: this.#lines, byteOffsets: this.#byteOffsets } };
  }

  /** Starts the next batch; to be called when the consumer is done with the last one. */
  clear(): void {
    this.#rowsBefore += this.rowCount;
    this.rowCount = 0;
    this.#byteLength = 0;
    for (const column of this.#columns) column.clear();
  }
}

function emptyValue(tokens: ArffTokens): InvalidDataError {
  return tokens.error("nothing stands before or after a comma; write ? for a missing value, '' for an empty text");
}

function weight(tokens: ArffTokens): InvalidDataError {
  return tokens.error('a weight in braces follows the row; records have no place for it: make it an attribute, or remove it');
}
