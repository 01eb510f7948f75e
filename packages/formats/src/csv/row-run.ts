/** Takes runs of whole, faultless rows in one pass over their bytes: nearly all rows of nearly all files. */
import { countLineFeeds } from '../line-feeds.ts';
import type { TextBuilder } from '../text-builder.ts';
import type { ByteWindow } from '../window.ts';
import type { CellColumns } from './cells.ts';

const lineFeed = 0x0a;
const carriageReturn = 0x0d;
const quote = 0x22;
/** Cells are copied byte by byte while they are looked through up to this length; beyond it a native copy is faster. */
const shortByteLength = 64;

/**
 * Copies cells while it looks for their ends. It stops before any row that is not whole or breaks a rule, which the
 * row scanner is to read: it alone knows errors.
 */
export class RowRun {
  /** Line on which the next row may begin, counted from 1. */
  line: number;
  readonly #delimiter: number;
  /** Greater bytes are plain. */
  readonly #highest: number;
  /** By byte: 0 = plain, 1 = ends a plain cell or is not allowed in it. */
  readonly #marks: Uint8Array = new Uint8Array(256);
  /** Line ends inside the quotes of the row at hand. */
  #innerLineCount = 0;

  constructor(delimiter: number, line: number) {
    this.line = line;
    this.#delimiter = delimiter;
    this.#highest = Math.max(delimiter, quote);
    for (const byte of [delimiter, lineFeed, carriageReturn, quote]) this.#marks[byte] = 1;
  }

  /** Takes rows until `cells` is full or a row is left to the scanner, at which the window then stands. */
  take(window: ByteWindow, cells: CellColumns): void {
    const { bytes } = window;
    let { position } = window;
    // Every row before it ends with a line feed, so that plain cells need no other bound.
    const end = position + bytes.subarray(position, window.end).lastIndexOf(lineFeed) + 1;
    while (position < end && !cells.isFull) {
      const byte = bytes[position]!;
      if (byte === lineFeed || (byte === carriageReturn && bytes[position + 1] === lineFeed)) {
        position += byte === lineFeed ? 1 : 2;
        this.line++;
        continue;
      }
      const after = this.#takeRow(bytes, position, end, cells);
      if (after === -1) {
        cells.rollBack();
        break;
      }
      cells.endRow(this.line, window.offsetOf(position), after - position);
      this.line += 1 + this.#innerLineCount;
      position = after;
    }
    window.position = position;
  }

  /** The index after the row that begins at `index`, or -1. */
  #takeRow(bytes: Uint8Array, index: number, end: number, cells: CellColumns): number {
    const { texts, rowCount } = cells;
    const delimiter = this.#delimiter;
    const highest = this.#highest;
    const marks = this.#marks;
    const columnCount = texts.length;
    this.#innerLineCount = 0;
    for (let column = 0; column < columnCount; column++) {
      const text = texts[column]!;
      let byte = bytes[index]!;
      if (byte === quote) {
        index = this.#takeQuoted(bytes, index + 1, end, text);
        if (index === -1) return -1;
        byte = bytes[index]!;
      } else {
        const target = text.reserve(shortByteLength);
        const start = text.length;
        let length = start;
        while ((byte > highest || marks[byte] === 0) && length < start + shortByteLength) {
          target[length++] = byte;
          byte = bytes[++index]!;
        }
        if (byte > highest || marks[byte] === 0) {
          index = this.#takeLong(bytes, index - shortByteLength, index, text);
          byte = bytes[index]!;
        } else {
          text.length = length;
        }
      }
      text.offsets[rowCount + 1] = text.length;
      index++;
      if (byte === delimiter) continue;
      if (column + 1 < columnCount) return -1;
      if (byte === lineFeed) return index;
      return byte === carriageReturn && bytes[index] === lineFeed ? index + 1 : -1;
    }
    return -1;
  }

  /** Takes a plain cell from `start` on, of which the bytes before `index` were looked at: the index after it. */
  #takeLong(bytes: Uint8Array, start: number, index: number, text: TextBuilder): number {
    const marks = this.#marks;
    while (marks[bytes[index]!] === 0) index++;
    text.append(bytes, start, index);
    return index;
  }

  /** Takes the cell whose opening quote is before `index`: the index after its closing quote, or -1. */
  #takeQuoted(bytes: Uint8Array, index: number, end: number, text: TextBuilder): number {
    const shortEnd = Math.min(end, index + shortByteLength);
    const target = text.reserve(shortByteLength);
    let { length } = text;
    for (; index < shortEnd; index++) {
      const byte = bytes[index]!;
      if (byte === quote && bytes[++index] !== quote) {
        text.length = length;
        return index;
      }
      if (byte === lineFeed) this.#innerLineCount++;
      target[length++] = byte;
    }
    text.length = length;
    return this.#takeLongQuoted(bytes, index, end, text);
  }

  #takeLongQuoted(bytes: Uint8Array, start: number, end: number, text: TextBuilder): number {
    for (;;) {
      const index = bytes.indexOf(quote, start);
      if (index === -1 || index >= end) return -1;
      this.#innerLineCount += countLineFeeds(bytes, start, index);
      const doubled = bytes[index + 1] === quote;
      // Of a doubled quote the first stays.
      text.append(bytes, start, doubled ? index + 1 : index);
      start = index + 2;
      if (!doubled) return index + 1;
    }
  }
}
