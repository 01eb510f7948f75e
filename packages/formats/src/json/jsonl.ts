/** JSON Lines: one value a line; blank lines are skipped. */
import type { Batch } from '@datasig/core/spec';
import { cutAtLines } from '../cut.ts';
import type { StreamFormat, StreamReadOptions } from '../format.ts';
import { ByteWindow } from '../window.ts';
import { assertNotEmpty } from './empty.ts';
import { readJsonLines } from './json-lines.ts';
import { JsonRecords } from './records.ts';

async function* readLines(chunks: AsyncIterable<Uint8Array>, { signal, piece, numberLiterals }: StreamReadOptions = {}): AsyncIterable<Batch> {
  const window = new ByteWindow(chunks, signal);
  const records = new JsonRecords(numberLiterals);
  const isStart = (piece?.start ?? 0) === 0;
  try {
    if (isStart) {
      await window.skipByteOrderMark();
      assertNotEmpty(window);
    }
    yield* readJsonLines(window, records, 1);
  } finally {
    await window.close();
  }
}

/** JSON Lines, also called NDJSON. */
export const jsonl: StreamFormat = { access: 'stream', name: 'jsonl', extensions: ['.jsonl', '.ndjson'], untypedText: false, holdsImages: false, cut: cutAtLines, read: readLines };
