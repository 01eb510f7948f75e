/**
 * One row of CSV as Python's `csv` reads and writes it, in its default dialect.
 *
 * Reading is lenient: a quote inside a cell that does not begin with one is a character, and so is text after the
 * closing quote. Writing quotes only where it must, and ends the row by CR LF.
 */
import { InvalidDataError } from '@datasig/core';
import type { TextBuilder } from '../text-builder.ts';

const lineFeed = 0x0a;
const carriageReturn = 0x0d;
const quote = 0x22;
const comma = 0x2c;
const rowEnd = Uint8Array.of(carriageReturn, lineFeed);
const emptyOnly = Uint8Array.of(quote, quote);

/** Reads rows; `position` and `lineCount` tell where it stands after one. */
export class PythonRowReader {
  /** Index after the row. */
  position = 0;
  /** Line feeds of the row. */
  lineCount = 0;
  #cell = new Uint8Array(1024);
  #length = 0;
  #mustQuote = false;

  /**
   * Reads the row at `start` and appends it as it is written; false where more bytes must tell. Nothing follows `end`
   * where `final`.
   *
   * @throws InvalidDataError `invalid-csv` with `byteOffset` as an index into `bytes`
   */
  read(bytes: Uint8Array, start: number, end: number, final: boolean, target: TextBuilder): boolean {
    this.position = start;
    this.lineCount = 0;
    for (let cellCount = 0; ; cellCount++) {
      const ended = this.#readCell(bytes, end, final);
      if (ended === 'incomplete') return false;
      const isOnly = cellCount === 0 && ended === 'row';
      // A line without a character has no cell.
      if (!isOnly || this.#length > 0 || this.#wasQuoted) this.#write(target, isOnly);
      if (ended === 'row') {
        target.append(rowEnd, 0, rowEnd.length);
        return true;
      }
      target.append(Uint8Array.of(comma), 0, 1);
    }
  }

  #wasQuoted = false;

  #readCell(bytes: Uint8Array, end: number, final: boolean): 'cell' | 'row' | 'incomplete' {
    this.#length = 0;
    this.#mustQuote = false;
    this.#wasQuoted = this.position < end && bytes[this.position] === quote;
    if (this.#wasQuoted && !this.#readQuoted(bytes, end, final)) return 'incomplete';
    for (; this.position < end; this.position++) {
      const byte = bytes[this.position]!;
      if (byte === comma) {
        this.position++;
        return 'cell';
      }
      if (byte === lineFeed || byte === carriageReturn) return this.#endRow(bytes, end, final);
      this.#append(byte);
    }
    return final ? 'row' : 'incomplete';
  }

  #endRow(bytes: Uint8Array, end: number, final: boolean): 'row' | 'incomplete' {
    if (bytes[this.position] === carriageReturn) {
      if (this.position + 1 === end && !final) return 'incomplete';
      if (this.position + 1 === end || bytes[this.position + 1] !== lineFeed) {
        throw new InvalidDataError('invalid-csv', 'a carriage return without line feed outside quotes', { byteOffset: this.position });
      }
      this.position++;
    }
    this.position++;
    this.lineCount++;
    return 'row';
  }

  /** From the opening quote to after the closing one. */
  #readQuoted(bytes: Uint8Array, end: number, final: boolean): boolean {
    const opened = this.position++;
    for (; this.position < end; this.position++) {
      const byte = bytes[this.position]!;
      if (byte === lineFeed) this.lineCount++;
      if (byte !== quote) {
        this.#append(byte);
        continue;
      }
      if (this.position + 1 === end && !final) return false;
      if (bytes[this.position + 1] !== quote || this.position + 1 === end) {
        this.position++;
        return true;
      }
      this.#append(quote);
      this.position++;
    }
    if (!final) return false;
    throw new InvalidDataError('invalid-csv', 'a quote that opens a cell here is never closed; the original tool would take the rest of the file for the cell', { byteOffset: opened });
  }

  #append(byte: number): void {
    if (this.#length === this.#cell.length) {
      const longer = new Uint8Array(2 * this.#cell.length);
      longer.set(this.#cell);
      this.#cell = longer;
    }
    this.#cell[this.#length++] = byte;
    if (byte === quote || byte === comma || byte === lineFeed || byte === carriageReturn) this.#mustQuote = true;
  }

  #write(target: TextBuilder, isOnly: boolean): void {
    if (!this.#mustQuote) {
      if (isOnly && this.#length === 0) target.append(emptyOnly, 0, emptyOnly.length);
      else target.append(this.#cell, 0, this.#length);
      return;
    }
    target.append(emptyOnly, 0, 1);
    for (let start = 0; start < this.#length; ) {
      const found = this.#cell.subarray(0, this.#length).indexOf(quote, start);
      const end = found === -1 ? this.#length : found + 1;
      target.append(this.#cell, start, end);
      if (found !== -1) target.append(emptyOnly, 0, 1);
      start = end;
    }
    target.append(emptyOnly, 0, 1);
  }
}
