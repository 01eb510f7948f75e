/** Text lines: `{text: line}`, split at LF, one trailing CR removed. */
import type { Batch, SchemaField } from '@datasig/core/spec';
import { cutAtLines } from './cut.ts';
import { batchByteLength, batchRowCount, type StreamFormat, type StreamReadOptions } from './format.ts';
import { TextBuilder } from './text-builder.ts';
import { ByteWindow } from './window.ts';

const lineFeed = 0x0a;
const carriageReturn = 0x0d;
const schema: readonly SchemaField[] = [{ name: 'text', type: { type: 'text' } }];

async function* readText(chunks: AsyncIterable<Uint8Array>, { signal, piece }: StreamReadOptions = {}): AsyncIterable<Batch> {
  const window = new ByteWindow(chunks, signal);
  const lines = new LineBatch();
  try {
    if ((piece?.start ?? 0) === 0) await window.skipByteOrderMark();
    while (window.position < window.end || (await window.more())) {
      const end = window.bytes.subarray(0, window.end).indexOf(lineFeed, window.position);
      if (end === -1 && !window.final) {
        await window.more();
        continue;
      }
      const lineEnd = end === -1 ? window.end : end;
      lines.add(window, lineEnd);
      window.position = end === -1 ? lineEnd : lineEnd + 1;
      if (lines.isFull) yield lines.take();
    }
    if (lines.rowCount > 0) yield lines.take();
  } finally {
    await window.close();
  }
}

/** A batch of lines. */
class LineBatch {
  rowCount = 0;
  readonly #text = new TextBuilder();
  readonly #lines = new Float64Array(batchRowCount);
  readonly #byteOffsets = new Float64Array(batchRowCount);
  #line = 0;

  get isFull(): boolean {
    return this.rowCount === batchRowCount || this.#text.length >= batchByteLength;
  }

  add(window: ByteWindow, end: number): void {
    const { bytes, position } = window;
    const textEnd = end > position && bytes[end - 1] === carriageReturn ? end - 1 : end;
    this.#text.append(bytes, position, textEnd);
    this.#text.endRow(this.rowCount);
    this.#lines[this.rowCount] = ++this.#line;
    this.#byteOffsets[this.rowCount++] = window.offsetOf(position);
  }

  take(): Batch {
    const batch: Batch = { kind: 'columns', rowCount: this.rowCount, columns: [this.#text.column('text')], places: { lines: this.#lines, byteOffsets: this.#byteOffsets } };
    this.rowCount = 0;
    this.#text.clear();
    return batch;
  }
}

/** Text lines. */
export const text: StreamFormat = {
  access: 'stream',
  name: 'text',
  extensions: ['.txt', '.text'],
  untypedText: false,
  holdsImages: false,
  schema: async () => schema,
  cut: cutAtLines,
  read: readText,
};
