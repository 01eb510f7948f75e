/** The source over a dataset of the Hub. */
import type { Batch, Json, PlanOptions, ReadOptions, Reopening, Shard, Source, SourceDescription, SourcePosition } from '@datasig/core/spec';
import { type DatasetSetup, FileDataset, type StoredFile } from '@datasig/formats/dataset';
import type { Hub } from './hub/hub.ts';
import type { HubLocation } from './location.ts';
import type { HubReadingOptions } from './options.ts';
import { type Commit, HubFiles } from './read/hub-files.ts';
import { readingOf } from './reading.ts';
import { openRepository, type Repository } from './repository.ts';

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
}

/** What a shard's descriptor holds: another source reads it without asking what the name means. */
type HubDescriptor = Commit & { readonly shard: Json };

/** A dataset of the Hub. Its name is looked up once; reading a shard needs its descriptor only. */
export class HubSource implements Source {
  readonly specVersion = 'v1' as const;
  readonly reopening?: Reopening;
  readonly #setup: SourceSetup;
  #opened: Promise<Opened> | undefined;
  /** By commit. */
  readonly #readers = new Map<string, { readonly store: HubFiles; readonly dataset: FileDataset }>();

  constructor(setup: SourceSetup) {
    this.#setup = setup;
    if (setup.reopening !== undefined) this.reopening = setup.reopening;
  }

  async describe(signal?: AbortSignal): Promise<SourceDescription> {
    const { commit, resolved, dataset, warnings } = await this.#open(signal);
    const { options, location } = this.#setup;
    const described = await dataset.describe(signal);
    const shown = [...(resolved.configs.length > 1 ? [resolved.config] : []), ...(options.split === undefined ? [] : [options.split])];
    const base = commit.dataset.slice(commit.dataset.lastIndexOf('/') + 1);
    return {
      ...described,
      name: options.name ?? [base, ...shown].join('-'),
      connector: 'huggingface',
      location: `${commit.dataset}${location.pattern === undefined ? '' : `/${location.pattern}`}${shown.length === 0 ? '' : ` (${shown.join(', ')})`}`,
      revision: commit.sha,
      ...(isReadWhole(described, options) && { verified: 'full' }),
      warnings: [...warnings, ...(described.warnings ?? [])],
      capabilities: { ...described.capabilities, remote: true },
    };
  }

  async shards(options: PlanOptions = {}): Promise<readonly Shard[]> {
    const { commit, dataset } = await this.#open(options.signal);
    const { shardByteLength: _size, ...uncut } = options;
    // What is read from front to back is held against its digest as a whole.
    const shards = await dataset.shards(isReadWhole(await dataset.describe(options.signal), this.#setup.options) ? uncut : options);
    const ids = new Map<string, number>();
    return shards.map((shard) => {
      const occurrence = (ids.get(shard.id) ?? 0) + 1;
      ids.set(shard.id, occurrence);
      // A file that several patterns match is read as often.
      return { ...shard, id: occurrence === 1 ? shard.id : `${shard.id} (${occurrence})`, descriptor: { ...commit, shard: shard.descriptor } };
    });
  }

  async *read(shard: Shard, options: ReadOptions = {}): AsyncIterable<Batch> {
    options.signal?.throwIfAborted();
    const { dataset, inner } = this.#reader(shard);
    yield* dataset.read(inner, options);
  }

  async locate(shard: Shard, position: SourcePosition): Promise<SourcePosition> {
    const { dataset, inner } = this.#reader(shard);
    return dataset.locate(inner, position);
  }

  async close(): Promise<void> {
    for (const { store } of this.#readers.values()) await store.close();
    await (await this.#opened?.catch(() => undefined))?.store.close();
  }

  #reader(shard: Shard): { readonly dataset: FileDataset; readonly inner: Shard } {
    const { shard: descriptor, ...commit } = shard.descriptor as unknown as HubDescriptor;
    let reader = this.#readers.get(commit.sha);
    if (reader === undefined) {
      const store = new HubFiles(this.#setup.hub, commit, [], this.#setup.options.verify === 'full');
      reader = { store, dataset: new FileDataset({ store, options: {}, where: commit.dataset, list: async () => [] }) };
      this.#readers.set(commit.sha, reader);
    }
    return { dataset: reader.dataset, inner: { ...shard, descriptor } };
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
    const store = new HubFiles(hub, repository.commit, [...repository.files.values()]);
    const reading = readingOf(repository, options);
    const list = async (): Promise<readonly StoredFile[]> => reading.files.map(({ file, part }) => store.stored(file, true, part));
    const setup: DatasetSetup = { store, options: reading.options, where: store.shownAs(location.pattern ?? 'its files'), list };
    return { ...repository, store, dataset: new FileDataset(setup) };
  }
}

/** Whether all bytes are held against digests: formats without an index are read from front to back. */
function isReadWhole({ capabilities }: Pick<SourceDescription, 'capabilities'>, { verify }: HubReadingOptions): boolean {
  return verify === 'full' || !capabilities.columnSelection;
}
