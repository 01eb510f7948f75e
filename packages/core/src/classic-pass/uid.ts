/** The original tool's dataset UID: the SHA-256 of all data points, one after another. */
import { type DataPoints, dataPointsOf } from './data-points.ts';
import type { Batch } from '../spec/v1/batch.ts';
import { openSequenceDigest, type SequenceDigest } from './sequence-digest.ts';

const blockByteLength = 1 << 18;

/** Makes the UID of the records that it is given, in their order. */
export class ClassicUid {
  readonly #digest: SequenceDigest = openSequenceDigest();
  #block: Uint8Array = new Uint8Array(blockByteLength);
  #length = 0;

  /** @throws InvalidDataError `unsupported-value` for records without serialisation */
  add(batch: Batch): void {
    const points = dataPointsOf(batch);
    for (let row = 0; row < points.count; row++) this.#take(points, row);
  }

  #take(points: DataPoints, row: number): void {
    const byteLength = points.byteLength(row);
    if (this.#length + byteLength > this.#block.length) this.#flush(byteLength);
    points.write(row, this.#block, this.#length);
    this.#length += byteLength;
  }

  #flush(byteLength: number): void {
    this.#digest.update(this.#block.subarray(0, this.#length));
    this.#length = 0;
    if (byteLength > this.#block.length) this.#block = new Uint8Array(byteLength);
  }

  /** 64 hex digits; nothing can follow. */
  finish(): string {
    this.#flush(0);
    return this.#digest.finish();
  }
}
