/** Lines of one JSON value each, from where a window stands. */
import type { Batch } from '@datasig/core/spec';
import type { ByteWindow } from '../window.ts';
import type { JsonRecords } from './records.ts';

const lineFeed = 0x0a;

/** The records of all lines; `line` is the number of the first. @throws InvalidDataError with the place */
export async function* readJsonLines(window: ByteWindow, records: JsonRecords, line: number): AsyncIterable<Batch> {
  let next = line;
  while (window.position < window.end || (await window.more())) {
    next += addLines(window, records, next);
    if (records.isFull) {
      yield records.take();
      records.clear();
    }
    if (window.position === window.end) continue;
    const found = await lineEnd(window);
    if (!isBlank(window.bytes, window.position, found)) records.add(window.bytes, window.position, found, next, window.offsetOf(window.position));
    window.position = Math.min(found + 1, window.end);
    next++;
  }
  if (records.rowCount > 0) yield records.take();
}

/** Where the line at the window ends; the window holds all of it then. */
export async function lineEnd(window: ByteWindow): Promise<number> {
  for (;;) {
    const found = window.bytes.subarray(0, window.end).indexOf(lineFeed, window.position);
    if (found !== -1) return found;
    if (window.final) return window.end;
    await window.more();
  }
}

/** Adds lines as long as they can be read quickly and returns their number; the window stands after them then. */
function addLines(window: ByteWindow, records: JsonRecords, line: number): number {
  const { bytes, end } = window;
  let count = 0;
  while (!records.isFull) {
    const after = records.addQuickly(bytes, window.position, end, line + count, window.offsetOf(window.position), lineFeed);
    if (after === -1) break;
    window.position = after;
    count++;
  }
  return count;
}

function isBlank(bytes: Uint8Array, start: number, end: number): boolean {
  for (let index = start; index < end; index++) {
    const byte = bytes[index];
    if (byte !== 0x20 && byte !== 0x09 && byte !== 0x0d) return false;
  }
  return true;
}
