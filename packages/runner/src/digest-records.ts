/** Digests the records of a source one by one, as a run would encode them: to look for known ones, or to list them. */
import { InvalidDataError, RecordDigester, type RecordDigesterOptions } from '@datasig/core';
import type { BatchPlaces, Shard, Source, SourcePosition } from '@datasig/core/spec';
import { checkColumns, declaredSchemas } from './columns.ts';
import { withDeclaredCasts } from './declared-casts.ts';
import { planShards } from './plan.ts';
import { type Progress, ProgressMeter } from './progress.ts';
import { describeRecords, locateError, readOptions, throwIfCancelled } from './shard-reader.ts';
import { Yielder } from './yielder.ts';

/** How to digest a source. */
export interface DigestOptions extends Pick<RecordDigesterOptions, 'preparation' | 'key' | 'recordByteLimit'> {
  readonly signal?: AbortSignal;
  readonly onProgress?: (progress: Progress) => void;
}

/** The digests of a batch. */
export interface DigestedBatch {
  /** 32 bytes a record, in their order; valid until `take` returns. */
  readonly digests: Uint8Array;
  readonly recordCount: number;
  /** The name of the part that the records belong to. */
  readonly part?: string;
  /** Where a record of the batch, counted from 0, stands: file, line, and row counted from 1 in its file. */
  locate(index: number): Promise<SourcePosition>;
}

/**
 * Reads all records of a source on this thread, in the order of the source, and hands their digests over batch by
 * batch. The source stays open; it is the caller's.
 *
 * @returns how many records there were
 * @throws InvalidDataError with the place of invalid data; SourceError; DatasigError `cancelled`
 */
export async function digestRecords(source: Source, options: DigestOptions, take: (batch: DigestedBatch) => void | Promise<void>): Promise<number> {
  const { signal } = options;
  throwIfCancelled(signal);
  const description = await source.describe(signal);
  const prepared = withDeclaredCasts(options, description);
  const shards = await planShards(source, description, { ...(signal !== undefined && { signal }) }, 1);
  const declared = declaredSchemas({ description, shards });
  if (declared !== undefined) checkColumns(prepared.preparation ?? {}, declared);
  const meter = new ProgressMeter(description.byteLength, options.onProgress);
  const yielder = new Yielder(() => new Promise((resolve) => setImmediate(resolve)));
  let [recordCount, row] = [0, 0];
  for (const [index, shard] of shards.entries()) {
    meter.shards = { count: shards.length, doneCount: index, currentId: shard.id };
    if (shard.continues !== true) row = 0;
    const task = { source, description, shard, options: prepared, meter, ...(signal !== undefined && { signal }) };
    const digester = new RecordDigester({ ...prepared, untypedText: describeRecords(description, shard).untypedText === true });
    try {
      for await (const batch of source.read(shard, readOptions(task))) {
        throwIfCancelled(signal);
        const count = batch.kind === 'columns' ? batch.rowCount : batch.rows.length;
        const [firstRow, digests, { places }] = [row, digester.digest(batch), batch];
        await take({ digests, recordCount: count, ...(shard.part !== undefined && { part: shard.part }), locate: (each) => placeOf(source, shard, places, each, firstRow + each + 1) });
        row += count;
        recordCount += count;
        meter.recordCount += count;
        meter.tick();
        await yielder.turn();
      }
    } catch (error) {
      throwIfCancelled(signal);
      throw InvalidDataError.is(error) ? await locateError(error, task) : error;
    }
  }
  throwIfCancelled(signal);
  meter.report();
  return recordCount;
}

async function placeOf(source: Source, shard: Shard, places: BatchPlaces | undefined, index: number, row: number): Promise<SourcePosition> {
  const position: SourcePosition = {
    ...(places?.file !== undefined && { file: places.file }),
    ...(places?.lines !== undefined && { line: places.lines[index]! }),
    ...(places?.byteOffsets !== undefined && { byteOffset: places.byteOffsets[index]! }),
  };
  return { ...((await source.locate?.(shard, position)) ?? position), row };
}
