/** CSV and TSV: RFC 4180 with a header; every cell is text, untrimmed. */
import { InvalidDataError } from '@datasig/core';
import type { Batch, SchemaField } from '@datasig/core/spec';
import type { ByteSource } from '../byte-source.ts';
import { cutAtRecords } from '../cut.ts';
import type { StreamFormat, StreamPiece, StreamReadOptions } from '../format.ts';
import { ByteWindow } from '../window.ts';
import { CellColumns } from './cells.ts';
import { type Header, readHeader } from './header.ts';
import { RowRun } from './row-run.ts';
import { RowScanner, scanPlaced } from './row-scanner.ts';

/** CSV, with commas. */
export const csv: StreamFormat = delimitedText('csv', 0x2c, ['.csv']);
/** TSV: the same rules with tabs, quotes included. */
export const tsv: StreamFormat = delimitedText('tsv', 0x09, ['.tsv', '.tab']);

function delimitedText(name: 'csv' | 'tsv', delimiter: number, extensions: readonly string[]): StreamFormat {
  const header = async (chunks: AsyncIterable<Uint8Array>): Promise<Header & { readonly end: number }> => {
    const window = new ByteWindow(chunks);
    try {
      return { ...(await readHeader(window, new RowScanner(delimiter))), end: window.offsetOf(window.position) };
    } finally {
      await window.close();
    }
  };
  return {
    access: 'stream',
    name,
    extensions,
    untypedText: true,
    holdsImages: false,
    schema: async (chunks) => (await header(chunks)).names.map((column): SchemaField => ({ name: column, type: { type: 'text' } })),
    cut: async (bytes, pieceByteLength, signal) => cutDelimited(bytes, await header(bytes.stream(0, bytes.byteLength, signal)), pieceByteLength, signal),
    read: (chunks, options) => readDelimited(chunks, delimiter, options),
    ...(name === 'csv' && {
      async *readDataPoints(chunks, options) {
        yield* (await import('./data-points.ts')).readCsvDataPoints(chunks, options);
      },
    }),
  };
}

/** The first piece begins with the header, the others carry it. */
async function cutDelimited(bytes: ByteSource, header: Header & { readonly end: number }, pieceByteLength: number, signal?: AbortSignal): Promise<readonly StreamPiece[]> {
  const pieces = await cutAtRecords(bytes, header.end, pieceByteLength, signal);
  return pieces.map((piece, index) => (index === 0 ? { start: 0, end: piece.end } : { ...piece, header: header.names }));
}

async function* readDelimited(chunks: AsyncIterable<Uint8Array>, delimiter: number, { signal, piece }: StreamReadOptions = {}): AsyncIterable<Batch> {
  const window = new ByteWindow(chunks, signal);
  const scanner = new RowScanner(delimiter);
  try {
    const { names, nextLine } = piece?.header === undefined ? await readHeader(window, scanner) : { names: piece.header, nextLine: 1 };
    yield* readRows(window, scanner, new RowRun(delimiter, nextLine), new CellColumns(names));
  } finally {
    await window.close();
  }
}

async function* readRows(window: ByteWindow, scanner: RowScanner, run: RowRun, cells: CellColumns): AsyncIterable<Batch> {
  let rowsBefore = 0;
  for (;;) {
    run.take(window, cells);
    if (cells.isFull) {
      rowsBefore += cells.rowCount;
      yield cells.take();
      continue;
    }
    const start = window.position;
    const row = rowsBefore + cells.rowCount + 1;
    const found = scanPlaced(window, scanner, cells, run.line, row);
    if (found === 'incomplete') {
      cells.rollBack();
      await window.more();
      continue;
    }
    if (found === 'row') {
      if (scanner.cellCount !== cells.texts.length) throw raggedRow(window.offsetOf(start), run.line, row, scanner.cellCount, cells.texts.length);
      cells.endRow(run.line, window.offsetOf(start), scanner.position - start);
    } else if (scanner.position === start) {
      break;
    }
    window.position = scanner.position;
    run.line += 1 + scanner.innerLineCount;
  }
  if (cells.rowCount > 0) yield cells.take();
}

function raggedRow(byteOffset: number, line: number, row: number, found: number, expected: number): InvalidDataError {
  return new InvalidDataError('ragged-row', `the row has ${found} cells; the header has ${expected}`, { line, byteOffset, row });
}
