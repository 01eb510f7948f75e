/** JSON Lines: one value a line; blank lines are skipped. */
import type { Batch } from '@datasig/core/spec';
import { cutAtLines } from '../cut.ts';
import type { StreamFormat, StreamReadOptions } from '../format.ts';
import { ByteWindow } from '../window.ts';
import { assertNotEmpty } from './empty.ts';
import { JsonRecords } from './records.ts';

const lineFeed = 0x0a;

async function* readLines(chunks: AsyncIterable<Uint8Array>, { signal, piece, numberLiterals }: StreamReadOptions = {}): AsyncIterable<Batch> {
  const window = new ByteWindow(chunks, signal);
  const records = new JsonRecords(numberLiterals);
  const isStart = (piece?.start ?? 0) === 0;
  let line = 1;
  try {
    if (isStart) {
      await window.skipByteOrderMark();
      assertNotEmpty(window);
    }
    while (window.position < window.end || (await window.more())) {
      line += addLines(window, records, line);
      if (records.isFull) {
        yield records.take();
        records.clear();
      }
      if (window.position === window.end) continue;
      const found = window.bytes.subarray(0, window.end).indexOf(lineFeed, window.position);
      if (found === -1 && !window.final) {
        await window.more();
        continue;
      }
      const end = found === -1 ? window.end : found;
      if (!isBlank(window.bytes, window.position, end)) records.add(window.bytes, window.position, end, line, window.offsetOf(window.position));
      window.position = found === -1 ? end : end + 1;
      line++;
    }
    if (records.rowCount > 0) yield records.take();
  } finally {
    await window.close();
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

/** JSON Lines, also called NDJSON. */
export const jsonl: StreamFormat = { access: 'stream', name: 'jsonl', extensions: ['.jsonl', '.ndjson'], untypedText: false, holdsImages: false, cut: cutAtLines, read: readLines };
