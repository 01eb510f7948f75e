/** Reads one shard: batches in, a summary out. Knows nothing of other shards, so it can run anywhere. */
import { DatasigError, Fingerprinter, type FingerprinterOptions, InvalidDataError, numberLiteralFields, type Summary } from '@datasig/core';
import type { ReadOptions, Shard, Source, SourceDescription } from '@datasig/core/spec';
import type { ProgressMeter } from './progress.ts';
import { Yielder } from './yielder.ts';

/** What reading a shard takes. */
export interface ShardTask {
  readonly source: Source;
  readonly description: SourceDescription;
  readonly shard: Shard;
  readonly options: FingerprinterOptions;
  readonly meter: ProgressMeter;
  readonly signal?: AbortSignal;
  /** Records of the shards before it in the same file. */
  readonly recordsBefore: number;
}

/**
 * The summary of a shard.
 *
 * @throws InvalidDataError with the place in the whole source; DatasigError `cancelled`; what the source throws
 */
export async function readShard(task: ShardTask): Promise<Summary> {
  const { source, shard, meter } = task;
  const fingerprinter = new Fingerprinter({ ...task.options, ...describeRecords(task.description, shard) });
  const yielder = new Yielder();
  try {
    for await (const batch of source.read(shard, readOptions(task))) {
      throwIfCancelled(task.signal);
      fingerprinter.add(batch);
      meter.recordCount += batch.kind === 'columns' ? batch.rowCount : batch.rows.length;
      meter.tick();
      await yielder.turn();
    }
    throwIfCancelled(task.signal);
    return fingerprinter.finish();
  } catch (error) {
    throwIfCancelled(task.signal);
    throw InvalidDataError.is(error) ? await located(error, task) : error;
  }
}

/** What the fingerprinter has to know of the source's records, or of those of one shard. */
export function describeRecords(description: SourceDescription, shard?: Shard): Pick<FingerprinterOptions, 'declaredSchema' | 'untypedText'> {
  const declaredSchema = shard?.schema ?? description.schema;
  return { untypedText: description.capabilities.untypedText, ...(declaredSchema !== undefined && { declaredSchema }) };
}

function readOptions({ description, options, meter, signal }: ShardTask): ReadOptions {
  const { preparation = {} } = options;
  return {
    numberLiterals: numberLiteralFields(preparation),
    onBytes: (byteLength) => {
      meter.byteLength += byteLength;
    },
    ...(description.capabilities.columnSelection && preparation.columns !== undefined && { columns: preparation.columns }),
    ...(signal !== undefined && { signal }),
  };
}

/** @throws DatasigError `cancelled` */
export function throwIfCancelled(signal: AbortSignal | undefined): void {
  if (signal?.aborted !== true) return;
  throw new DatasigError('cancelled', 'cancelled; nothing was written', { cause: signal.reason });
}

async function located(error: InvalidDataError, { source, shard, recordsBefore }: ShardTask): Promise<InvalidDataError> {
  const { row, ...position } = error.position;
  const absolute = (await source.locate?.(shard, position)) ?? position;
  return new InvalidDataError(error.code, error.reason, { ...absolute, ...(row !== undefined && { row: row + recordsBefore }) }, { context: error.context, cause: error.cause });
}
