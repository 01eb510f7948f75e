/** Reads one shard: batches in, a summary out. Knows nothing of other shards, so it can run anywhere. */
import { DatasigError, type FingerprinterOptions, InvalidDataError, numberLiteralFields, type Summary } from '@datasig/core';
import { openPass } from './open-pass.ts';
import type { ReadOptions, Shard, Source, SourceDescription } from '@datasig/core/spec';

/** Reads the shards of one source, one after the other. */
export interface ShardReader {
  /** Whether it should be given a shard while it reads another, so that it never waits. */
  readonly readsAhead: boolean;
  /**
   * The summary of a shard.
   *
   * @throws InvalidDataError with the place in the whole source, rows counted from the beginning of the shard;
   * DatasigError `cancelled`, `thread-failed`; what the source throws
   */
  read(shard: Shard): Promise<Summary>;
  /** Releases what it holds; nothing is being read or waits. Gives the name of the kernel it ran on. */
  close(): Promise<string>;
  /** Ends it at once, whatever it is doing. */
  terminate(): Promise<void>;
}

/** Counts what is read. */
export interface ReadMeter {
  byteLength: number;
  recordCount: number;
  /** Called after each batch. */
  tick(): void;
}

/** What reading a shard takes. */
export interface ShardTask {
  readonly source: Source;
  readonly description: SourceDescription;
  readonly shard: Shard;
  readonly options: FingerprinterOptions;
  readonly meter: ReadMeter;
  /** Called after each batch, to give way to others. */
  readonly turn?: () => Promise<void>;
  readonly signal?: AbortSignal;
}

/** Implements {@link ShardReader.read}. */
export async function readShard(task: ShardTask): Promise<Summary> {
  const { source, shard, meter } = task;
  const pass = await openPass({ ...task.options, ...describeRecords(task.description, shard) });
  try {
    for await (const batch of source.read(shard, readOptions(task))) {
      throwIfCancelled(task.signal);
      pass.add(batch);
      meter.recordCount += batch.kind === 'columns' ? batch.rowCount : batch.rows.length;
      meter.tick();
      await task.turn?.();
    }
    throwIfCancelled(task.signal);
    return pass.finish();
  } catch (error) {
    throwIfCancelled(task.signal);
    throw InvalidDataError.is(error) ? await locateError(error, task) : error;
  }
}

/** What the fingerprinter has to know of the source's records, or of those of one shard. */
export function describeRecords(description: SourceDescription, shard?: Shard): Pick<FingerprinterOptions, 'declaredSchema' | 'untypedText'> {
  const declaredSchema = shard?.schema ?? description.schema;
  return { untypedText: description.capabilities.untypedText, ...(declaredSchema !== undefined && { declaredSchema }) };
}

/** What a shard is read with. */
export function readOptions({ description, options, meter, signal }: Omit<ShardTask, 'source' | 'turn'>): ReadOptions {
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
  if (signal?.aborted === true) throw cancelled(signal);
}

/** The error of a run that an aborted signal ended. */
export function cancelled(signal: AbortSignal): DatasigError {
  return new DatasigError('cancelled', 'cancelled; nothing was written', { cause: signal.reason });
}

/** The error with its place in the whole source. */
export async function locateError(error: InvalidDataError, { source, shard }: Pick<ShardTask, 'source' | 'shard'>): Promise<InvalidDataError> {
  const { row, ...position } = error.position;
  const absolute = (await source.locate?.(shard, position)) ?? position;
  return new InvalidDataError(error.code, error.reason, { ...absolute, ...(row !== undefined && { row }) }, { context: error.context, cause: error.cause });
}
