/** Scans one row of delimited text (RFC 4180) into cells. */
import { InvalidDataError } from '@datasig/core';
import { countLineFeeds } from '../line-feeds.ts';
import type { ByteWindow } from '../window.ts';

const lineFeed = 0x0a;
const carriageReturn = 0x0d;
const quote = 0x22;

/** Takes the bytes of cells. */
export interface CellSink {
  /** Bytes of the cell `column`, in order; a cell may come in several runs or none. */
  append(column: number, bytes: Uint8Array, start: number, end: number): void;
  /** The cell `column` is complete. */
  endCell(column: number): void;
}

/** What a scan found. */
export type RowScan = 'row' | 'blank' | 'incomplete';

/** Scans rows; `position`, `line` and `cellCount` tell where it stands after a row. */
export class RowScanner {
  /** Index after the row. */
  position = 0;
  /** Cells of the row. */
  cellCount = 0;
  /** Line ends inside the row's quotes. */
  innerLineCount = 0;
  readonly #delimiter: number;

  constructor(delimiter: number) {
    this.#delimiter = delimiter;
  }

  /**
   * Scans the row that begins at `start`; `final` says that no bytes follow `end`. An incomplete row is to be
   * scanned again from its start when there are more bytes.
   *
   * @throws InvalidDataError `invalid-csv` with `byteOffset` as an index into `bytes` and `line` from 0 within the row
   */
  scan(bytes: Uint8Array, start: number, end: number, final: boolean, sink: CellSink): RowScan {
    this.position = start;
    this.cellCount = 0;
    this.innerLineCount = 0;
    const blank = this.#lineEnd(bytes, end, final);
    if (blank !== 'no') return blank === 'yes' ? 'blank' : 'incomplete';
    for (;;) {
      const column = this.cellCount;
      const complete = this.position < end && bytes[this.position] === quote ? this.#quoted(bytes, end, final, column, sink) : this.#plain(bytes, end, final, column, sink);
      if (!complete) return 'incomplete';
      sink.endCell(column);
      this.cellCount++;
      if (this.position < end && bytes[this.position] === this.#delimiter) {
        this.position++;
        if (this.position === end && !final) return 'incomplete';
        continue;
      }
      const ended = this.#lineEnd(bytes, end, final);
      if (ended === 'partial') return 'incomplete';
      return 'row';
    }
  }

  /** Steps over a line end, or the end of the file; 'partial' when more bytes must tell. */
  #lineEnd(bytes: Uint8Array, end: number, final: boolean): 'yes' | 'no' | 'partial' {
    const { position } = this;
    if (position === end) return final ? 'yes' : 'partial';
    if (bytes[position] === lineFeed) {
      this.position++;
      return 'yes';
    }
    if (bytes[position] !== carriageReturn) return 'no';
    if (position + 1 === end && !final) return 'partial';
    if (position + 1 < end && bytes[position + 1] === lineFeed) {
      this.position += 2;
      return 'yes';
    }
    throw this.#invalid('a carriage return without line feed outside quotes; convert the line ends or quote the cell', position);
  }

  #plain(bytes: Uint8Array, end: number, final: boolean, column: number, sink: CellSink): boolean {
    const delimiter = this.#delimiter;
    const start = this.position;
    let index = start;
    for (; index < end; index++) {
      const byte = bytes[index]!;
      if (byte === delimiter || byte === lineFeed || byte === carriageReturn) break;
      if (byte === quote) throw this.#invalid('a quote inside a cell that does not begin with one; quote the whole cell and double the quotes in it', index);
    }
    if (index === end && !final) return false;
    sink.append(column, bytes, start, index);
    this.position = index;
    return true;
  }

  #quoted(bytes: Uint8Array, end: number, final: boolean, column: number, sink: CellSink): boolean {
    const opened = this.position;
    const openedLine = this.innerLineCount;
    let start = opened + 1;
    for (;;) {
      const index = bytes.indexOf(quote, start);
      if (index === -1 || index >= end) {
        if (!final) return false;
        throw this.#invalid('a quote that opens a cell here is never closed', opened, openedLine);
      }
      this.innerLineCount += countLineFeeds(bytes, start, index);
      if (index + 1 === end && !final) return false;
      const doubled = index + 1 < end && bytes[index + 1] === quote;
      // Of a doubled quote the first stays.
      sink.append(column, bytes, start, doubled ? index + 1 : index);
      start = index + 2;
      if (doubled) continue;
      this.position = index + 1;
      return this.#afterQuote(bytes, end);
    }
  }

  #afterQuote(bytes: Uint8Array, end: number): boolean {
    const next = this.position < end ? bytes[this.position] : lineFeed;
    if (next === this.#delimiter || next === lineFeed || next === carriageReturn) return true;
    throw this.#invalid('text after the closing quote of a cell; double the quotes inside a cell', this.position);
  }

  #invalid(reason: string, index: number, line: number = this.innerLineCount): InvalidDataError {
    return new InvalidDataError('invalid-csv', reason, { byteOffset: index, line });
  }
}

/** Scans the row at hand; errors are told with their place in the stream. `row` is left out of the header's. */
export function scanPlaced(window: ByteWindow, scanner: RowScanner, sink: CellSink, line: number, row?: number): RowScan {
  try {
    return scanner.scan(window.bytes, window.position, window.end, window.final, sink);
  } catch (error) {
    if (!(error instanceof InvalidDataError)) throw error;
    const { line: innerLine = 0, byteOffset = 0 } = error.position;
    throw error.at({ line: line + innerLine, byteOffset: window.offsetOf(byteOffset), ...(row !== undefined && { row }) });
  }
}
