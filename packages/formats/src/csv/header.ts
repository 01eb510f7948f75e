/** The header of delimited text: unique names of columns. */
import { InvalidDataError } from '@datasig/core';
import { decodeUtf8 } from '../utf8.ts';
import type { ByteWindow } from '../window.ts';
import { type CellSink, type RowScanner, scanPlaced } from './row-scanner.ts';

class HeaderCells implements CellSink {
  cells: number[][] = [];

  append(column: number, bytes: Uint8Array, start: number, end: number): void {
    const cell = (this.cells[column] ??= []);
    for (let index = start; index < end; index++) cell.push(bytes[index]!);
  }

  endCell(column: number): void {
    this.cells[column] ??= [];
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
  let line = 1;
  for (;;) {
    const cells = new HeaderCells();
    const found = scanPlaced(window, scanner, cells, line);
    if (found === 'incomplete') {
      await window.more();
      continue;
    }
    if (found === 'blank' && window.final && scanner.position === window.end && scanner.position === window.position) throw emptyFile();
    window.position = scanner.position;
    line += 1 + scanner.innerLineCount;
    if (found === 'row') return { names: checkNames(cells.cells.map((cell) => decodeUtf8(Uint8Array.from(cell), { line: 1, byteOffset: 0 }))), nextLine: line };
  }
}

function checkNames(names: readonly string[]): readonly string[] {
  const seen = new Set<string>();
  const duplicate = names.find((name) => seen.size === seen.add(name).size);
  if (duplicate === undefined) return names;
  throw new InvalidDataError('duplicate-column', 'two columns have this name in the header; expected unique names', { line: 1, byteOffset: 0, column: duplicate });
}

function emptyFile(): InvalidDataError {
  return new InvalidDataError('empty-file', 'the file is empty; expected a header with the names of the columns');
}
