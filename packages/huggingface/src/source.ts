/** The source over a dataset of the Hub. */
import type { Batch, Json, PlanOptions, ReadOptions, Reopening, Shard, Source, SourceCapabilities, SourceDescription, SourcePosition } from '@datasig/core/spec';
import { formatCount } from '@datasig/core';
import { countRows, type DatasetSetup, FileDataset, rowRange, type StoredFile } from '@datasig/formats/dataset';
import type { Hub } from './hub/hub.ts';
import type { HubLocation } from './location.ts';
import type { HubReadingOptions } from './options.ts';
import { declaredTypes } from './declared-types.ts';
import { type Commit, HubFiles } from './hub-files.ts';
import { readingOf } from './reading.ts';
import { openRepository, type Repository } from './repository.ts';
import { parseSplits, type SplitSlice } from './resolve/splits.ts';
import { type SlicedShard, sliceShards } from './slices.ts';

/** What a source is made with. */
export interface SourceSetup {
  readonly hub: Hub;
  readonly location: HubLocation;
  readonly options: HubReadingOptions;
  /** Absent where another thread cannot do the same. */
  readonly reopening?: Reopening;
}

/** What a request turns out to mean. */
interface Opened extends Repository {
  readonly store: HubFiles;
  readonly dataset: FileDataset;
  readonly slices: readonly SplitSlice[] | undefined;
}

/** What a shard's descriptor holds: another source reads it without asking what the name means. */
interface HubDescriptor extends Commit {
  readonly shard: Json;
  /** Of a slice: `[start, end)` of the shard's records. */
  readonly records?: readonly [start: number, end: number];
}

/** A dataset of the Hub. Its name is looked up once; reading a shard needs its descriptor only. */
export class HubSource implements Source {
  readonly specVersion = 'v1' as const;
  readonly reopening?: Reopening;
  readonly #setup: SourceSetup;
  #opened: Promise<Opened> | undefined;
  /** Shards of one source are of one commit. */
  #reader: { readonly store: HubFiles; readonly dataset: FileDataset } | undefined;

  constructor(setup: SourceSetup) {
    this.#setup = setup;
    if (setup.reopening !== undefined) this.reopening = setup.reopening;
  }

  async describe(signal?: AbortSignal): Promise<SourceDescription> {
    const opened = await this.#open(signal);
    const { commit, resolved, dataset, warnings, slices } = opened;
    const { options, location } = this.#setup;
    const { recordCount, byteLength, ...described } = await dataset.describe(signal);
    const { textCasts, warnings: ofTypes } = options.types === 'declared' ? declaredTypes(resolved) : { warnings: [] };
    const shown = [...(resolved.configs.length > 1 ? [resolved.config] : []), ...(options.split === undefined ? [] : [options.split])];
    const base = commit.dataset.slice(commit.dataset.lastIndexOf('/') + 1);
    return {
      ...described,
      // Of a slice they are not known before its shards are.
      ...(slices === undefined && { ...(recordCount !== undefined && { recordCount }), ...(byteLength !== undefined && { byteLength }) }),
      name: options.name ?? [base, ...shown].join('-'),
      connector: 'huggingface',
      location: `${commit.dataset}${location.pattern === undefined ? '' : `/${location.pattern}`}${shown.length === 0 ? '' : ` (${shown.join(', ')})`}`,
      revision: commit.sha,
      ...((await isReadWhole(opened, described.capabilities, options, signal)) && { verified: 'full' }),
      ...(textCasts !== undefined && { textCasts }),
      warnings: [...warnings, ...(described.warnings ?? []), ...ofTypes, ...(slices === undefined ? otherCount(resolved, options, recordCount) : [])],
      capabilities: { ...described.capabilities, remote: true },
    };
  }

  async shards(options: PlanOptions = {}): Promise<readonly Shard[]> {
    const { commit, dataset, slices } = await this.#open(options.signal);
    const { shardByteLength, ...others } = options;
    // What is read from front to back is held against its digest as a whole; folders are cut between their files.
    const isCut = (await isFolder(dataset, options.signal)) || ((await dataset.describe(options.signal)).capabilities.columnSelection && this.#setup.options.verify === undefined);
    const shards = await dataset.shards({ ...others, ...(isCut && shardByteLength !== undefined && { shardByteLength }) });
    const meant = slices === undefined ? shards.map((shard): SlicedShard => ({ shard })) : await sliceShards(shards, slices, (shard, limit) => countRows(dataset.read(shard, others), limit));
    const ids = new Map<string, number>();
    return meant.map(({ shard: { part, ...shard }, records }) => {
      const occurrence = (ids.get(shard.id) ?? 0) + 1;
      ids.set(shard.id, occurrence);
      return {
        ...shard,
        // A file that several patterns match is read as often.
        id: occurrence === 1 ? shard.id : `${shard.id} (${occurrence})`,
        ...(part !== undefined && slices === undefined && { part }),
        ...(records !== undefined && { recordCount: records[1] - records[0], continues: false }),
        descriptor: { ...commit, shard: shard.descriptor, ...(records !== undefined && { records }) },
      };
    });
  }

  async *read(shard: Shard, options: ReadOptions = {}): AsyncIterable<Batch> {
    options.signal?.throwIfAborted();
    const { dataset, inner, records } = this.#readable(shard);
    const batches = dataset.read(inner, options);
    yield* records === undefined ? batches : rowRange(batches, ...records);
  }

  async locate(shard: Shard, position: SourcePosition): Promise<SourcePosition> {
    const { dataset, inner } = this.#readable(shard);
    return dataset.locate(inner, position);
  }

  async close(): Promise<void> {
    await this.#reader?.store.close();
    await (await this.#opened?.catch(() => undefined))?.store.close();
  }

  #readable(shard: Shard): { readonly dataset: FileDataset; readonly inner: Shard } & Pick<HubDescriptor, 'records'> {
    const { shard: descriptor, records, ...commit } = shard.descriptor as unknown as HubDescriptor;
    this.#reader ??= this.#readerOf(commit);
    return { dataset: this.#reader.dataset, inner: { ...shard, descriptor }, ...(records !== undefined && { records }) };
  }

  #readerOf(commit: Commit): { readonly store: HubFiles; readonly dataset: FileDataset } {
    const store = new HubFiles(this.#setup.hub, commit, new Map(), this.#setup.options.verify === 'full');
    return { store, dataset: new FileDataset({ store, options: {}, where: commit.dataset, list: async () => [] }) };
  }

  /** A look that failed or was cancelled is not remembered. */
  #open(signal: AbortSignal | undefined): Promise<Opened> {
    this.#opened ??= this.#find(signal).catch((error: unknown) => {
      this.#opened = undefined;
      throw error;
    });
    return this.#opened;
  }

  async #find(signal: AbortSignal | undefined): Promise<Opened> {
    const { hub, location, options } = this.#setup;
    const repository = await openRepository(hub, location, options, signal);
    const store = new HubFiles(hub, repository.commit, repository.files);
    const reading = readingOf(repository, options);
    hub.assertComplete(repository.commit.dataset, reading.files.map(({ file }) => file));
    const list = async (): Promise<readonly StoredFile[]> => reading.files.map(({ file, part }) => store.stored(file, true, part));
    const setup: DatasetSetup = { store, options: reading.options, where: store.shownAs(location.pattern ?? 'its files'), isOne: options.split !== undefined, list };
    return { ...repository, store, dataset: new FileDataset(setup), slices: reading.slices };
  }
}

/** The card may be older than the files. */
function otherCount({ splits }: Repository['resolved'], { split }: HubReadingOptions, recordCount: number | undefined): readonly string[] {
  const names = split === undefined ? splits.map(({ name }) => name) : parseSplits(split).map((slice) => slice.split);
  const counts = names.map((name) => splits.find((each) => each.name === name)?.recordCount);
  if (recordCount === undefined || !counts.every((count) => count !== undefined)) return [];
  const expected = counts.reduce((sum, count) => sum + count, 0);
  return expected === recordCount ? [] : [`the card says that there are ${formatCount(expected)} records; the files have ${formatCount(recordCount)}`];
}

/** Whether each file is a record. */
async function isFolder(dataset: FileDataset, signal?: AbortSignal): Promise<boolean> {
  return (await dataset.files(signal)).every(({ format, archive }) => (format === 'images' || format === 'audio') && archive === undefined);
}

/** Whether all bytes are held against digests: what has an index, a table or a directory of an archive, is read in pieces. */
async function isReadWhole({ slices, dataset }: Opened, { columnSelection }: SourceCapabilities, { verify }: HubReadingOptions, signal?: AbortSignal): Promise<boolean> {
  if (verify === 'full') return true;
  return !columnSelection && slices === undefined && !(await dataset.files(signal)).some(({ archive }) => archive !== undefined);
}
