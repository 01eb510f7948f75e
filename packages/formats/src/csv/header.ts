/** The header of delimited text: unique names of columns. */
import { InvalidDataError } from '@datasig/core';
import { TextBuilder } from '../text-builder.ts';
import { decodeUtf8 } from '../utf8.ts';
import type { ByteWindow } from '../window.ts';
import { type CellSink, type RowScanner, scanPlaced } from './row-scanner.ts';

/** The cells of the header, one after another. */
class HeaderCells implements CellSink {
  readonly #text = new TextBuilder();
  #count = 0;

  append(_column: number, bytes: Uint8Array, start: number, end: number): void {
    this.#text.append(bytes, start, end);
  }

  endCell(column: number): void {
    this.#text.endRow(column);
    this.#count = column + 1;
  }

  /** Forgets an incomplete header. */
  clear(): void {
    this.#text.clear();
  }

  /** @throws InvalidDataError `invalid-utf8`, `duplicate-column` at the first such name */
  names(): readonly string[] {
    const { bytes, offsets } = this.#text;
    const names = new Set<string>();
    for (let column = 0; column < this.#count; column++) {
      const name = decodeUtf8(bytes.subarray(offsets[column], offsets[column + 1]), { line: 1, byteOffset: 0 });
      if (names.has(name)) throw new InvalidDataError('duplicate-column', 'two columns have this name in the header; expected unique names', { line: 1, byteOffset: 0, column: name });
      names.add(name);
    }
    return [...names];
  }
}

/** Names of columns and the line on which the first record may begin. */
export interface Header {
  readonly names: readonly string[];
  readonly nextLine: number;
}

/**
 * Reads the header; the window stands after it then.
 *
 * @throws InvalidDataError `empty-file`, `duplicate-column`, `invalid-utf8`, `invalid-csv`
 */
export async function readHeader(window: ByteWindow, scanner: RowScanner): Promise<Header> {
  await window.skipByteOrderMark();
  const cells = new HeaderCells();
  let line = 1;
  for (;;) {
    cells.clear();
    const found = scanPlaced(window, scanner, cells, line);
    if (found === 'incomplete') {
      await window.more();
      continue;
    }
    if (found === 'blank' && window.final && scanner.position === window.end && scanner.position === window.position) throw emptyFile();
    window.position = scanner.position;
    line += 1 + scanner.innerLineCount;
    if (found === 'row') return { names: cells.names(), nextLine: line };
  }
}

function emptyFile(): InvalidDataError {
  return new InvalidDataError('empty-file', 'the file is empty; expected a header with the names of the columns');
}
