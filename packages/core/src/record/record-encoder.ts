/** Batches to canonical records; errors told with their place in the source. */
import type { CanonicalWriter } from '../canonical/writer.ts';
import { InvalidDataError } from '../errors.ts';
import type { FieldTracker } from '../schema/field-tracker.ts';
import type { Batch, BatchPlaces } from '../spec/v1/batch.ts';
import { encodeColumnBatch } from './column-batch.ts';
import { FieldPlans } from './field-plans.ts';
import type { Preparation } from './preparation.ts';
import { type DirectRows, RecordSink } from './record-sink.ts';
import { encodeRowBatch } from './row-batch.ts';

/** Encodes the records of batches one after another. */
export class RecordEncoder {
  readonly #plans: FieldPlans;
  readonly #sink: RecordSink;
  #recordCount = 0;

  /** `onRecord` is called after each record, which ends at `writer.length`; it may empty the writer. `direct` takes rows that it does not tell of. */
  constructor(
    writer: CanonicalWriter,
    tracker: FieldTracker,
    options: { readonly preparation: Preparation; readonly untypedText: boolean; readonly onRecord: () => void; readonly direct?: DirectRows | undefined },
  ) {
    this.#plans = new FieldPlans(options.preparation, options.untypedText, tracker);
    this.#sink = new RecordSink(writer, options.onRecord, options.direct);
  }

  /** Encodes all records of a batch. @throws InvalidDataError with the place of the record */
  encode(batch: Batch): void {
    try {
      if (batch.kind === 'columns') encodeColumnBatch(batch, this.#plans, this.#sink);
      else encodeRowBatch(batch, this.#plans, this.#sink);
    } catch (error) {
      throw error instanceof InvalidDataError ? this.#placed(error, batch.places) : error;
    }
    this.#recordCount += batch.kind === 'columns' ? batch.rowCount : batch.rows.length;
  }

  #placed(error: InvalidDataError, places: BatchPlaces | undefined): InvalidDataError {
    const { index } = this.#sink;
    return error.at({
      ...(places?.file !== undefined && { file: places.file }),
      ...(places?.lines !== undefined && { line: places.lines[index]! }),
      ...(places?.byteOffsets !== undefined && { byteOffset: places.byteOffsets[index]! }),
      row: this.#recordCount + index + 1,
    });
  }
}
