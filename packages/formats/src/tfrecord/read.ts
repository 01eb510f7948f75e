/** Records of TFRecord files, typed as `features.json` declares them. */
import { InvalidDataError } from '@datasig/core';
import type { Batch } from '@datasig/core/spec';
import { batchByteLength, batchCellCount, batchRowCount, type StreamReadOptions } from '../format.ts';
import { withRoom } from '../grow.ts';
import { ByteWindow } from '../window.ts';
import { FeatureColumn } from './column.ts';
import { readExample } from './example.ts';
import type { NamedFeature } from './feature.ts';
import { type Frame, nextFrame } from './frames.ts';
import { ExampleFields } from './leaf.ts';

/** Takes each record of a file in turn. @throws InvalidDataError with the place: what `take` throws, too */
export async function* eachFrame<T>(chunks: AsyncIterable<Uint8Array>, signal: AbortSignal | undefined, take: (frame: Frame, row: number) => T | Promise<T>): AsyncIterable<T> {
  const window = new ByteWindow(chunks, signal);
  try {
    for (let row = 1; ; row++) {
      const frame = await nextFrame(window);
      if (frame === undefined) return;
      yield await placed(frame, row, take);
    }
  } finally {
    await window.close();
  }
}

async function placed<T>(frame: Frame, row: number, take: (frame: Frame, row: number) => T | Promise<T>): Promise<T> {
  try {
    return await take(frame, row);
  } catch (error) {
    throw error instanceof InvalidDataError ? error.at({ byteOffset: frame.byteOffset, row }) : error;
  }
}

/** The records in columns. @throws InvalidDataError with the place and the column */
export async function* readDeclared(chunks: AsyncIterable<Uint8Array>, features: readonly NamedFeature[], { signal }: StreamReadOptions): AsyncIterable<Batch> {
  const batch = new DeclaredBatch(features);
  for await (const isFull of eachFrame(chunks, signal, (frame) => batch.add(frame))) if (isFull) yield batch.take();
  if (batch.rowCount > 0) yield batch.take();
}

/** Records on their way into a batch. */
class DeclaredBatch {
  rowCount = 0;
  readonly #columns: readonly FeatureColumn[];
  readonly #rowLimit: number;
  #byteLength = 0;
  #byteOffsets: Float64Array = new Float64Array(0);
  #isTaken = false;

  constructor(features: readonly NamedFeature[]) {
    this.#columns = features.map((feature) => new FeatureColumn(feature));
    this.#rowLimit = Math.max(1, Math.min(batchRowCount, Math.floor(batchCellCount / Math.max(1, features.length))));
  }

  /** Whether the batch is full with this record. */
  add({ bytes, start, end, byteOffset }: Frame): boolean {
    if (this.#isTaken) this.#clear();
    const fields = new ExampleFields(readExample(bytes, start, end));
    for (const column of this.#columns) column.add(fields, this.rowCount);
    fields.assertAllRead();
    this.#byteOffsets = withRoom(this.#byteOffsets, this.rowCount + 1);
    this.#byteOffsets[this.rowCount++] = byteOffset;
    this.#byteLength += end - start;
    return this.rowCount === this.#rowLimit || this.#byteLength + this.#columns.reduce((sum, { byteLength }) => sum + byteLength, 0) >= 2 * batchByteLength;
  }

  /** The batch, valid until the next record is added. */
  take(): Batch {
    this.#isTaken = true;
    return { kind: 'columns', rowCount: this.rowCount, columns: this.#columns.map((column) => column.column(this.rowCount)), places: { byteOffsets: this.#byteOffsets } };
  }

  #clear(): void {
    this.#isTaken = false;
    this.rowCount = 0;
    this.#byteLength = 0;
    for (const column of this.#columns) column.clear();
  }
}
