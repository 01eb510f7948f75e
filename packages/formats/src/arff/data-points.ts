/** ARFF as the original Python tool takes it: every line after that of the data, as it stands. */
import type { Batch } from '@datasig/core/spec';
import { DataPointBatch } from '../data-points.ts';
import type { FormatReadOptions } from '../format.ts';
import { ByteWindow } from '../window.ts';

const lineFeed = 0x0a;
const begins = ['@data', '@DATA'].map((text) => Uint8Array.from(text, (unit) => unit.charCodeAt(0)));

/** Lines with their ends, blank and comment lines too. @throws InvalidDataError `record-too-large` */
export async function* readArffDataPoints(chunks: AsyncIterable<Uint8Array>, { signal }: FormatReadOptions = {}): AsyncIterable<Batch> {
  const window = new ByteWindow(chunks, signal);
  const points = new DataPointBatch();
  let inData = false;
  let line = 0;
  try {
    while (window.position < window.end || (await window.more())) {
      const found = window.bytes.subarray(0, window.end).indexOf(lineFeed, window.position);
      if (found === -1 && !window.final) {
        await window.more();
        continue;
      }
      const end = found === -1 ? window.end : found + 1;
      line++;
      if (inData) {
        points.bytes.append(window.bytes, window.position, end);
        points.endRow(line);
      } else {
        inData = begins.some((begin) => begin.every((byte, index) => byte === window.bytes[window.position + index]));
      }
      window.position = end;
      if (points.isFull) yield points.take();
    }
    if (points.rowCount > 0) yield points.take();
  } finally {
    await window.close();
  }
}
