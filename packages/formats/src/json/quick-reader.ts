/** Reads records that look like those before them in one pass over their bytes: nearly all records of nearly all files. */
import { InvalidDataError } from '@datasig/core';
import { countLineFeeds } from '../line-feeds.ts';
import type { TextBuilder } from '../text-builder.ts';
import type { JsonColumn } from './column.ts';
import { powersOfTen } from './decimal.ts';
import { escapedUnit, escapes, type JsonLexer, writeCodePoint } from './lexer.ts';
import { readValue } from './value.ts';

const lineFeed = 0x0a;
const space = 0x20;
const quote = 0x22;
const comma = 0x2c;
const colon = 0x3a;
const backslash = 0x5c;
const minus = 0x2d;
const zero = 0x30;
const nine = 0x39;
/** Strings are copied byte by byte while they are looked through up to this length; beyond it a native copy is faster. */
const shortByteLength = 64;
/** Integers of fewer digits stay below 2^31. */
const shortDigitCount = 10;
/** As many columns may be missing between two that a record has. */
const mostMissingCount = 8;
/** Values of a record stand one below it. */
const fieldDepth = 2;
/** By byte: 0 = stands for itself in a string. */
const marks: Uint8Array = Uint8Array.from({ length: 256 }, (_, byte) => (byte < 0x20 || byte === quote || byte === backslash ? 1 : 0));

/**
 * Stages the values of a record in its columns. Whatever is unusual it leaves to the lexer, which alone knows errors:
 * then nothing is committed and the record is to be read anew.
 */
export class QuickReader {
  /** Line ends in what was staged, but for the separator. */
  lineCount = 0;
  /** Columns of the record, and after them those of others. */
  readonly #columns: JsonColumn[] = [];
  readonly #isNull: boolean[] = [];
  #count = 0;
  #attempt = 0;
  #length = 0;
  readonly #lexer: JsonLexer;

  constructor(lexer: JsonLexer) {
    this.#lexer = lexer;
  }

  /**
   * Stages the record that begins at `index`, whose columns are expected to be `first` and those after it: the index
   * after the separator that follows, a comma or a line feed, or -1. `bytes[end]` is 0.
   */
  stage(bytes: Uint8Array, index: number, end: number, first: JsonColumn, row: number, separator: number): number {
    this.lineCount = 0;
    this.#count = 0;
    if (bytes[index] !== 0x7b) return -1;
    let expected: JsonColumn | undefined = first;
    const attempt = ++this.#attempt;
    index++;
    for (;;) {
      if (bytes[index]! <= space) index = this.#skipBlanks(bytes, index);
      const column = findColumn(bytes, index, expected);
      if (column === undefined || column.attempt === attempt) return -1;
      column.attempt = attempt;
      expected = column.next;
      index += column.quotedName.length;
      if (bytes[index]! <= space) index = this.#skipBlanks(bytes, index);
      if (bytes[index] !== colon) return -1;
      index++;
      if (bytes[index]! <= space) index = this.#skipBlanks(bytes, index);
      this.#columns[this.#count] = column;
      index = bytes[index] === quote ? this.#stageText(bytes, index + 1, end, column, row) : this.#stageField(bytes, index, end, column, row);
      if (index === -1) return -1;
      this.#count++;
      if (bytes[index]! <= space) index = this.#skipBlanks(bytes, index);
      const byte = bytes[index++]!;
      if (byte === comma) continue;
      return byte === 0x7d ? this.#afterSeparator(bytes, index, separator) : -1;
    }
  }

  #afterSeparator(bytes: Uint8Array, index: number, separator: number): number {
    while (bytes[index] === 0x20 || bytes[index] === 0x09 || bytes[index] === 0x0d) index++;
    if (separator === lineFeed) return this.lineCount === 0 && bytes[index] === lineFeed ? index + 1 : -1;
    index = this.#skipBlanks(bytes, index);
    return bytes[index] === separator ? index + 1 : -1;
  }

  /** Sets what was staged; the number of columns that no earlier row of the batch had. */
  commit(row: number): number {
    let newCount = 0;
    for (let position = 0; position < this.#count; position++) {
      const column = this.#columns[position]!;
      if (column.lastRow === -1) newCount++;
      if (this.#isNull[position] === true) column.setNull(row);
      else column.commit(row);
    }
    return newCount;
  }

  #skipBlanks(bytes: Uint8Array, index: number): number {
    for (;;) {
      const byte = bytes[index]!;
      if (byte > 0x20) return index;
      if (byte === lineFeed) this.lineCount++;
      else if (byte !== 0x20 && byte !== 0x09 && byte !== 0x0d) return index;
      index++;
    }
  }

  /** The index after the value, which is no string, or -1. */
  #stageField(bytes: Uint8Array, index: number, end: number, column: JsonColumn, row: number): number {
    this.#isNull[this.#count] = false;
    const byte = bytes[index]!;
    if (byte <= nine) return this.#stageNumber(bytes, index, end, column, row);
    switch (byte) {
      case 0x74:
        return bytes[index + 1] === 0x72 && bytes[index + 2] === 0x75 && bytes[index + 3] === 0x65 && column.stageBool(row, true) ? index + 4 : -1;
      case 0x66:
        return bytes[index + 1] === 0x61 && bytes[index + 2] === 0x6c && bytes[index + 3] === 0x73 && bytes[index + 4] === 0x65 && column.stageBool(row, false) ? index + 5 : -1;
      case 0x6e:
        this.#isNull[this.#count] = true;
        return bytes[index + 1] === 0x75 && bytes[index + 2] === 0x6c && bytes[index + 3] === 0x6c ? index + 4 : -1;
      case 0x5b:
      case 0x7b:
        return this.#stageValue(bytes, index, end, column, row);
      default:
        return -1;
    }
  }

  #stageText(bytes: Uint8Array, index: number, end: number, column: JsonColumn, row: number): number {
    this.#isNull[this.#count] = false;
    const text = column.stageText(row);
    if (text === undefined) return this.#stageValue(bytes, index - 1, end, column, row);
    const target = text.reserve(shortByteLength);
    const stop = text.length + shortByteLength;
    let { length } = text;
    let byte = bytes[index]!;
    while (marks[byte] === 0 && length < stop) {
      target[length++] = byte;
      byte = bytes[++index]!;
    }
    if (byte !== quote || length === stop) {
      index = this.#stageLong(bytes, index, end, text, length);
      if (index === -1) return -1;
      length = this.#length;
    }
    text.offsets[row + 1] = length;
    return index + 1;
  }

  /** Goes on with a string of which `length` bytes are used: the index of its closing quote, or -1. Sets `#length`. */
  #stageLong(bytes: Uint8Array, index: number, end: number, text: TextBuilder, length: number): number {
    for (;;) {
      const start = index;
      while (marks[bytes[index]!] === 0) index++;
      const target = text.reserve(length - text.length + index - start + 4);
      if (index - start < shortByteLength) for (let from = start; from < index; from++) target[length++] = bytes[from]!;
      else {
        target.set(bytes.subarray(start, index), length);
        length += index - start;
      }
      if (bytes[index] === quote) {
        this.#length = length;
        return index;
      }
      if (bytes[index] !== backslash) return -1;
      const letter = bytes[index + 1]!;
      if (letter === 0x75) {
        const codePoint = escapedCodePoint(bytes, index, end);
        if (codePoint === -1) return -1;
        length = writeCodePoint(target, length, codePoint);
        index += codePoint > 0xffff ? 12 : 6;
      } else {
        const plain = escapes[letter]!;
        if (plain === 0) return -1;
        target[length++] = plain;
        index += 2;
      }
    }
  }

  #stageNumber(bytes: Uint8Array, start: number, end: number, column: JsonColumn, row: number): number {
    const negative = bytes[start] === minus;
    let index = negative ? start + 1 : start;
    const first = index;
    let value = 0;
    let byte = bytes[index]!;
    while (byte >= zero && byte <= nine && index - first < shortDigitCount) {
      value = (Math.imul(value, 10) + byte - zero) | 0;
      byte = bytes[++index]!;
    }
    const digitCount = index - first;
    if (digitCount === 0 || digitCount === shortDigitCount || (digitCount > 1 && bytes[first] === zero)) return this.#stageLongNumber(bytes, start, end, column, row);
    let number = value;
    if (byte === 0x2e) {
      const point = index;
      byte = bytes[++index]!;
      while (byte >= zero && byte <= nine && index - first <= shortDigitCount) {
        value = (Math.imul(value, 10) + byte - zero) | 0;
        byte = bytes[++index]!;
      }
      if (index === point + 1 || index - first > shortDigitCount) return this.#stageLongNumber(bytes, start, end, column, row);
      number = value / powersOfTen[index - point - 1]!;
    }
    if (byte === 0x65 || byte === 0x45) return this.#stageLongNumber(bytes, start, end, column, row);
    return column.stageNumber(row, negative ? -number : number) ? index : -1;
  }

  #stageLongNumber(bytes: Uint8Array, index: number, end: number, column: JsonColumn, row: number): number {
    const value = this.#value(bytes, index, end);
    if (typeof value !== 'number' && typeof value !== 'bigint') return -1;
    return column.stageNumber(row, value) ? this.#lexer.position : -1;
  }

  /** Where the column holds values of any type. */
  #stageValue(bytes: Uint8Array, index: number, end: number, column: JsonColumn, row: number): number {
    const value = column.holdsValues ? this.#value(bytes, index, end) : undefined;
    if (value === undefined || !column.stageValue(row, value)) return -1;
    const { position } = this.#lexer;
    this.lineCount += countLineFeeds(bytes, index, position);
    return position;
  }

  /** The value at `index` by the lexer, which stands after it then; undefined when it is not right or not whole. */
  #value(bytes: Uint8Array, index: number, end: number): ReturnType<typeof readValue> | undefined {
    this.#lexer.reset(bytes, index, end);
    try {
      return readValue(this.#lexer, fieldDepth);
    } catch (error) {
      if (error instanceof InvalidDataError) return undefined;
      throw error;
    }
  }
}

/** The column whose name in quotes stands at `index`, if it is the one that is expected or soon after. */
function findColumn(bytes: Uint8Array, index: number, expected: JsonColumn | undefined): JsonColumn | undefined {
  for (let count = 0; expected !== undefined && count <= mostMissingCount; count++) {
    if (expected.isNamed(bytes, index)) return expected;
    expected = expected.next;
  }
  return undefined;
}

/** The code point that the escape at `index`, or the pair of escapes, stands for; -1 when there is none before `end`. */
function escapedCodePoint(bytes: Uint8Array, index: number, end: number): number {
  const unit = escapedUnit(bytes, index, end);
  if (unit < 0xd800 || unit > 0xdfff) return unit;
  const low = unit < 0xdc00 && bytes[index + 6] === backslash && bytes[index + 7] === 0x75 ? escapedUnit(bytes, index + 6, end) : -1;
  return low >= 0xdc00 && low <= 0xdfff ? 0x10000 + ((unit - 0xd800) << 10) + (low - 0xdc00) : -1;
}
