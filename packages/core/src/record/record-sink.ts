/** Where the records of a batch go, and which one of them is being written. */
import type { CanonicalWriter } from '../canonical/writer.ts';

/** Receives records; told by the encoders which record of the batch they are at. */
export class RecordSink {
  readonly writer: CanonicalWriter;
  /** The record of the batch that is being prepared or written, from 0; errors are about this one. */
  index = 0;
  readonly #onRecord: () => void;

  /** `onRecord` is called after each record, which ends at `writer.length`; it may empty the writer. */
  constructor(writer: CanonicalWriter, onRecord: () => void) {
    this.writer = writer;
    this.#onRecord = onRecord;
  }

  /** Record `index` of the batch begins. */
  begin(index: number): CanonicalWriter {
    this.index = index;
    this.writer.begin();
    return this.writer;
  }

  /** The record is complete. */
  end(): void {
    this.writer.end();
    this.#onRecord();
  }
}
