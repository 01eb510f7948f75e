/** JSON records collected into batches of columns. */
import { InvalidDataError } from '@datasig/core';
import type { Column, ColumnBatch } from '@datasig/core/spec';
import { batchByteLength, batchCellCount, batchRowCount } from '../format.ts';
import { countLineFeeds } from '../line-feeds.ts';
import { JsonColumn } from './column.ts';
import { JsonLexer, type StringToken } from './lexer.ts';
import { QuickReader } from './quick-reader.ts';
import { readLiteral, readMembers, readValue } from './value.ts';

/** Values of a record stand one below it. */
const fieldDepth = 2;
/** Maps used as records have more names than a table; their columns are dropped after the batch. */
const keptColumnCount = 4096;
/** After records that were not read quickly, as many at most are not tried to be. */
const mostUntriedCount = 63;

/** Collects records. */
export class JsonRecords {
  rowCount = 0;
  readonly #lexer = new JsonLexer();
  readonly #literals: ReadonlySet<string>;
  readonly #lines = new Float64Array(batchRowCount);
  readonly #byteOffsets = new Float64Array(batchRowCount);
  #byteLength = 0;
  #rowsBefore = 0;
  #columns: JsonColumn[] = [];
  /** Columns that were met in this batch. */
  #activeCount = 0;
  readonly #byName = new Map<string, JsonColumn>();
  readonly #quick: QuickReader = new QuickReader(this.#lexer);
  /** The first column of most records. */
  #first: JsonColumn | undefined;
  #untriedCount = 0;
  #missCount = 0;

  constructor(numberLiterals: readonly string[] = []) {
    this.#literals = new Set(numberLiterals);
  }

  get isFull(): boolean {
    return this.rowCount === batchRowCount || this.#byteLength >= batchByteLength || this.rowCount * this.#activeCount >= batchCellCount;
  }

  /**
   * Takes the record that is all of `bytes[start, end)`; `line` and `byteOffset` say where `start` is.
   *
   * @throws InvalidDataError with the place
   */
  add(bytes: Uint8Array, start: number, end: number, line: number, byteOffset: number): void {
    const lexer = this.#lexer;
    lexer.reset(bytes, start, end);
    try {
      if (lexer.peek() === 0x7b) this.#readRecord();
      else this.#readField(this.#valueColumn());
      if (lexer.peek() !== -1) throw lexer.error('invalid-json', 'expected nothing more after the value');
    } catch (error) {
      throw error instanceof InvalidDataError ? this.#placed(error, start, line, byteOffset) : error;
    }
    this.#lines[this.rowCount] = line;
    this.#byteOffsets[this.rowCount++] = byteOffset;
    this.#byteLength += end - start;
  }

  /**
   * Takes the record that begins at `start` if it is like those before it, whole, and `separator` follows: the index
   * after that, or -1 when it is to be found and added otherwise. `bytes[end]` is 0.
   */
  addQuickly(bytes: Uint8Array, start: number, end: number, line: number, byteOffset: number, separator: number): number {
    if (this.#first === undefined || this.#literals.size > 0) return -1;
    if (this.#untriedCount > 0) {
      this.#untriedCount--;
      return -1;
    }
    const row = this.rowCount;
    const after = this.#quick.stage(bytes, start, end, this.#first, row, separator);
    if (after === -1) {
      this.#missCount = Math.min(2 * this.#missCount + 1, mostUntriedCount);
      this.#untriedCount = this.#missCount;
      return -1;
    }
    this.#missCount = 0;
    this.#activeCount += this.#quick.commit(row);
    this.#lines[row] = line;
    this.#byteOffsets[row] = byteOffset;
    // Without the separator, as when it is added otherwise: batches are the same however the bytes come.
    this.#byteLength += after - 1 - start;
    this.rowCount = row + 1;
    return after;
  }

  /** Line ends in the record that was added quickly last, and from there to its separator. */
  get quickLineCount(): number {
    return this.#quick.lineCount;
  }

  #placed(error: InvalidDataError, start: number, line: number, byteOffset: number): InvalidDataError {
    const { row = this.rowCount } = error.position;
    // A text of an earlier record of the batch, which had to be decoded only now.
    if (row < this.rowCount) return error.at({ line: this.#lines[row]!, byteOffset: this.#byteOffsets[row]!, row: this.#rowsBefore + row + 1 });
    const index = error.position.byteOffset ?? start;
    return error.at({ line: line + countLineFeeds(this.#lexer.bytes, start, index), byteOffset: byteOffset + index - start, row: this.#rowsBefore + this.rowCount + 1 });
  }

  #readRecord(): void {
    let position = 0;
    let before: JsonColumn | undefined;
    readMembers(this.#lexer, (token) => {
      const expected = this.#columns[position++];
      // Records mostly repeat the names of the first in its order: comparing bytes finds the column without decoding.
      const column = expected?.isNamed(this.#lexer.bytes, token.start - 1) === true ? expected : this.#column(token);
      this.#follow(before, column);
      before = column;
      this.#readField(column);
    });
  }

  /** Remembers which columns follow each other, for the records to come. */
  #follow(before: JsonColumn | undefined, column: JsonColumn): void {
    if (before === undefined) {
      if (this.#first === undefined || (column.next === undefined && column !== this.#first)) {
        column.next = this.#first;
        this.#first = column;
      }
    } else if (before.next !== column) {
      column.next ??= before.next;
      before.next = column;
    }
  }

  #column(token: StringToken): JsonColumn {
    const { bytes } = this.#lexer;
    const name = this.#lexer.name(token);
    return this.#byName.get(name) ?? this.#newColumn(name, bytes.slice(token.start - 1, token.end + 1));
  }

  /** The column of values that are no objects. */
  #valueColumn(): JsonColumn {
    return this.#byName.get('value') ?? this.#newColumn('value', new TextEncoder().encode('"value"'));
  }

  #newColumn(name: string, quotedName: Uint8Array): JsonColumn {
    const column = new JsonColumn(name, quotedName);
    this.#byName.set(name, column);
    this.#columns.push(column);
    return column;
  }

  #readField(column: JsonColumn): void {
    const lexer = this.#lexer;
    const row = this.rowCount;
    if (column.lastRow === -1) this.#activeCount++;
    if (column.lastRow === row) throw lexer.error('duplicate-key', 'a record has the same name twice');
    switch (lexer.peek()) {
      case 0x22:
        return this.#readText(column, row);
      case 0x7b:
      case 0x5b:
        return column.setValue(row, readValue(lexer, fieldDepth, this.#wantsLiterals(column)));
      case 0x74:
        lexer.word('true');
        return column.setBool(row, true);
      case 0x66:
        lexer.word('false');
        return column.setBool(row, false);
      case 0x6e:
        lexer.word('null');
        return column.setNull(row);
      default:
        return this.#readNumber(column, row);
    }
  }

  #readText(column: JsonColumn, row: number): void {
    const lexer = this.#lexer;
    const token = lexer.string();
    if (token.escaped) {
      const bytes = lexer.unescape(token);
      column.setText(row, bytes, 0, bytes.length);
    } else {
      column.setText(row, lexer.bytes, token.start, token.end);
    }
  }

  #readNumber(column: JsonColumn, row: number): void {
    const lexer = this.#lexer;
    if (this.#wantsLiterals(column)) return column.setValue(row, readLiteral(lexer));
    const start = lexer.position;
    const number = lexer.number();
    const value = typeof number === 'number' ? number : lexer.numberValue(number, start);
    if (typeof value === 'number') column.setNumber(row, value);
    else column.setValue(row, value);
  }

  #wantsLiterals({ name }: JsonColumn): boolean {
    return this.#literals.size > 0 && this.#literals.has(name);
  }

  /** The records so far as a batch, valid until the next one is added. */
  take(): ColumnBatch {
    const { rowCount } = this;
    const columns = this.#columns.map((column) => column.column(rowCount)).filter((column): column is Column => column !== undefined);
    this.#rowsBefore += rowCount;
    this.rowCount = 0;
    this.#byteLength = 0;
    return { kind: 'columns', rowCount, columns, places: { lines: this.#lines, byteOffsets: this.#byteOffsets } };
  }

  /** Starts the next batch; to be called when the consumer is done with the last one. */
  clear(): void {
    if (this.#columns.length > keptColumnCount) {
      this.#columns = [];
      this.#byName.clear();
      this.#first = undefined;
    }
    for (const column of this.#columns) column.clear();
    this.#activeCount = 0;
  }
}
