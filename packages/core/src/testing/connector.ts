/** The conformance suite of connectors: what every source of contract v1 must keep. */
import { encodeSummary } from '../format/v1/encode.ts';
import { checkColumn } from '../record/column-check.ts';
import type { Batch, Connector, Source } from '../spec/v1/index.ts';
import { check, checkEqual, checkPlain, type ConformanceCase } from './conformance.ts';
import { summarize } from './summarize.ts';

/** What a connector hands to its suite. */
export interface ConnectorConformanceOptions {
  /** Opens the same small dataset anew at every call: more than one record, and more than one shard where it can be cut. */
  readonly open: () => Promise<Source>;
  /** How many records it has. */
  readonly recordCount: number;
  /** Their UID, where it is known from elsewhere. */
  readonly uid?: string;
  /** A shard length, in bytes, at which the source cuts the dataset into several shards; absent where it never cuts. */
  readonly shardByteLength?: number;
}

/** The cases that a connector must pass; `docs/connectors.md` shows a test that runs them. */
export function connectorConformance(options: ConnectorConformanceOptions): readonly ConformanceCase[] {
  const withSource = (name: string, run: (source: Source) => Promise<void>): ConformanceCase => ({
    name,
    run: async () => {
      const source = await options.open();
      try {
        await run(source);
      } finally {
        await source.close?.();
      }
    },
  });
  return [
    withSource('describes itself in plain data, without absolute paths or credentials', checkDescription),
    withSource('plans the same shards every time, each with an id of its own', checkShards),
    withSource('reads well-formed batches', (source) => checkBatches(source)),
    withSource('reads every record', async (source) => {
      const summary = await summarize(source, await source.shards());
      checkEqual(summary.records.count, BigInt(options.recordCount), 'record count');
      if (options.uid !== undefined) checkEqual(summary.identity?.uid, options.uid, 'UID');
    }),
    withSource('gives the same records however it is cut, and in any order of shards', (source) => checkCutting(source, options)),
    withSource('lets another source read its shards', (source) => checkReopening(source, options.open, options)),
    withSource('lets a thread open it again, if it says how', async (source) => {
      const { reopening } = source;
      if (reopening === undefined) return;
      checkPlain(reopening, 'reopening');
      const { default: connector } = (await import(/* @vite-ignore */ reopening.connector)) as { readonly default: Connector };
      await checkReopening(source, () => connector.open(reopening.request), options);
    }),
    withSource('stops when it is cancelled', checkCancelling),
    withSource('frees what it opened when reading ends early', checkEarlyEnd),
    withSource('keeps to the columns that are asked for, if it says so', checkSelection),
  ];
}

async function checkDescription(source: Source): Promise<void> {
  check(source.specVersion === 'v1', 'specVersion is not v1');
  const description = await source.describe();
  checkPlain(description, 'the description');
  check(description.name !== '' && description.connector !== '', 'name and connector must not be empty');
  check(!/^(?:\/|[A-Za-z]:[\\/]|\\\\)/.test(description.location), 'location is an absolute path');
  check(!/\/\/[^/]*@/.test(description.location), 'location holds credentials');
}

async function checkShards(source: Source): Promise<void> {
  const shards = await source.shards();
  check(new Set(shards.map((shard) => shard.id)).size === shards.length, 'two shards have one id');
  checkPlain(shards, 'the list of shards');
  checkEqual(await source.shards(), shards, 'the shards planned again');
}

async function checkBatches(source: Source): Promise<void> {
  let byteLength = 0;
  for (const shard of await source.shards()) {
    let recordCount = 0;
    for await (const batch of source.read(shard, { onBytes: (more) => (byteLength += more) })) {
      checkBatch(batch);
      recordCount += batch.kind === 'columns' ? batch.rowCount : batch.rows.length;
    }
    if (shard.recordCount !== undefined) checkEqual(recordCount, shard.recordCount, `records of shard ${shard.id}`);
  }
  const description = await source.describe();
  if (description.byteLength !== undefined) checkEqual(byteLength, description.byteLength, 'bytes reported by onBytes');
}

function checkBatch(batch: Batch): void {
  const rowCount = batch.kind === 'columns' ? batch.rowCount : batch.rows.length;
  for (const places of [batch.places?.lines, batch.places?.byteOffsets]) check(places === undefined || places.length >= rowCount, 'a batch has fewer places than records');
  if (batch.kind === 'rows') return;
  check(new Set(batch.columns.map((column) => column.name)).size === batch.columns.length, 'two columns have one name');
  for (const column of batch.columns) checkColumn(column, rowCount);
}

async function checkCutting(source: Source, options: ConnectorConformanceOptions): Promise<void> {
  const whole = await summarize(source, await source.shards());
  if (options.shardByteLength === undefined || !(await source.describe()).capabilities.reopenable) return;
  const shards = await source.shards({ shardByteLength: options.shardByteLength });
  check(shards.length > 1, `a shard length of ${options.shardByteLength} bytes did not cut the dataset`);
  checkEqual(encodeSummary(await summarize(source, shards)), encodeSummary(whole), 'the summary of the shards');
  checkEqual(encodeSummary(await summarize(source, shards.toReversed())), encodeSummary(whole), 'the summary of the shards in reverse');
}

async function checkReopening(source: Source, open: () => Promise<Source>, options: ConnectorConformanceOptions): Promise<void> {
  if (!(await source.describe()).capabilities.reopenable) return;
  const shards = structuredClone(await source.shards(options.shardByteLength === undefined ? {} : { shardByteLength: options.shardByteLength }));
  const other = await open();
  try {
    checkEqual(encodeSummary(await summarize(other, shards)), encodeSummary(await summarize(source, shards)), 'the summary read by another source');
  } finally {
    await other.close?.();
  }
}

async function checkCancelling(source: Source): Promise<void> {
  const reason = new Error('cancelled by the conformance suite');
  const [shard] = await source.shards();
  check(shard !== undefined, 'the dataset has no shard');
  let caught: unknown;
  try {
    for await (const _ of source.read(shard, { signal: AbortSignal.abort(reason) })) check(false, 'a batch came after cancelling');
  } catch (error) {
    caught = error;
  }
  check(caught === reason, 'reading with an aborted signal must reject with its reason');
}

async function checkEarlyEnd(source: Source): Promise<void> {
  const [shard] = await source.shards();
  check(shard !== undefined, 'the dataset has no shard');
  const whole = (await source.describe()).capabilities.reopenable ? encodeSummary(await summarize(source, [shard])) : undefined;
  for await (const batch of source.read(shard)) {
    checkBatch(batch);
    break;
  }
  if (whole !== undefined) checkEqual(encodeSummary(await summarize(source, [shard])), whole, 'the summary of a shard whose reading had ended early');
}

async function checkSelection(source: Source): Promise<void> {
  const { capabilities, schema } = await source.describe();
  if (!capabilities.columnSelection || schema === undefined) return;
  const name = schema[0]!.name;
  for (const shard of await source.shards()) {
    for await (const batch of source.read(shard, { columns: [name] })) {
      const names = batch.kind === 'columns' ? batch.columns.map((column) => column.name) : batch.rows.flatMap((row) => Object.keys(row));
      check(names.every((each) => each === name), 'a column came that was not asked for');
    }
  }
}
