/** Where the records of a batch go, and which one of them is being written. */
import type { CanonicalWriter } from '../canonical/writer.ts';
import type { KernelColumn } from '../kernel/kernel.ts';

/** Takes rows of columns on a shorter way than the writer, where there is one. */
export interface DirectRows {
  /** The columns of the rows that are written from now on. */
  open(columns: readonly KernelColumn[]): void;
  /** Writes rows from `first` on before `last` and returns how many; 0 where the first has to go through the writer. */
  write(first: number, last: number): number;
}

/** Receives records; told by the encoders which record of the batch they are at. */
export class RecordSink {
  readonly writer: CanonicalWriter;
  readonly direct: DirectRows | undefined;
  /** The record of the batch that is being prepared or written, from 0; errors are about this one. */
  index = 0;
  readonly #onRecord: () => void;

  /** `onRecord` is called after each record, which ends at `writer.length`; it may empty the writer. */
  constructor(writer: CanonicalWriter, onRecord: () => void, direct?: DirectRows) {
    this.writer = writer;
    this.direct = direct;
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
