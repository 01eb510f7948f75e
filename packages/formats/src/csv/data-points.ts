/** CSV as the original Python tool takes it: every row, the header too, written anew by Python's `csv`. */
import { InvalidDataError } from '@datasig/core';
import type { Batch } from '@datasig/core/spec';
import { DataPointBatch } from '../data-points.ts';
import type { FormatReadOptions } from '../format.ts';
import { decodeUtf8 } from '../utf8.ts';
import { ByteWindow } from '../window.ts';
import { PythonRowReader } from './python-row.ts';

/** Rows as RFC 4180 has them, ended by CR LF. A byte order mark is text. @throws InvalidDataError `invalid-csv`, `invalid-utf8`, `record-too-large` */
export async function* readCsvDataPoints(chunks: AsyncIterable<Uint8Array>, { signal }: FormatReadOptions = {}): AsyncIterable<Batch> {
  const window = new ByteWindow(chunks, signal);
  const points = new DataPointBatch();
  const reader = new PythonRowReader();
  let line = 1;
  try {
    while (window.position < window.end || (await window.more())) {
      if (!readRow(window, reader, points, line)) {
        points.rollBack();
        await window.more();
        continue;
      }
      decodeUtf8(window.bytes.subarray(window.position, reader.position), { line, byteOffset: window.offsetOf(window.position) });
      points.endRow(line);
      line += reader.lineCount;
      window.position = reader.position;
      if (points.isFull) yield points.take();
    }
    if (points.rowCount > 0) yield points.take();
  } finally {
    await window.close();
  }
}

function readRow(window: ByteWindow, reader: PythonRowReader, points: DataPointBatch, line: number): boolean {
  try {
    return reader.read(window.bytes, window.position, window.end, window.final, points.bytes);
  } catch (error) {
    if (!(error instanceof InvalidDataError)) throw error;
    throw error.at({ line: line + reader.lineCount, byteOffset: window.offsetOf(error.position.byteOffset!) });
  }
}
