/** The source over local files. */
import type { Batch, OpenRequest, PlanOptions, ReadOptions, Reopening, Shard, Source, SourceDescription, SourcePosition } from '@datasig/core/spec';
import { type DatasetSetup, FileDataset } from '@datasig/formats/dataset';
import { expand, type Places } from './expand.ts';
import { LocalFiles } from './local-files.ts';
import { type Location, resolveLocations, rootOf } from './location.ts';
import { describeLocations } from './naming.ts';
import { parseOptions, type ReadingOptions } from './options.ts';

/** What a request turns out to mean. */
interface Opened {
  readonly locations: readonly Location[];
  readonly places: Places;
  readonly store: LocalFiles;
  readonly dataset: FileDataset;
}

/** A dataset of files; the request is looked at when it is first asked about. */
export class FilesSource implements Source {
  readonly specVersion = 'v1' as const;
  readonly reopening: Reopening;
  readonly #request: OpenRequest;
  readonly #options: ReadingOptions;
  #opened: Promise<Opened> | undefined;

  /**
   * @param connector URL of the connector's module
   * @throws InvalidArgumentError for options that are not valid
   */
  constructor(request: OpenRequest, connector: string) {
    this.reopening = { connector, request };
    this.#request = request;
    this.#options = parseOptions(request.options);
  }

  async describe(signal?: AbortSignal): Promise<SourceDescription> {
    const { locations, places, dataset } = await this.#open();
    const described = await dataset.describe(signal);
    const { name, location } = describeLocations(locations, places.root);
    return { name: this.#options.name ?? name, connector: 'files', location, ...described, ...(this.#options.checksums !== undefined && { verified: 'full' }) };
  }

  async shards(options: PlanOptions = {}): Promise<readonly Shard[]> {
    return (await this.#open()).dataset.shards(options);
  }

  async *read(shard: Shard, options: ReadOptions = {}): AsyncIterable<Batch> {
    options.signal?.throwIfAborted();
    yield* (await this.#open()).dataset.read(shard, options);
  }

  async locate(shard: Shard, position: SourcePosition): Promise<SourcePosition> {
    return (await this.#open()).dataset.locate(shard, position);
  }

  async close(): Promise<void> {
    (await this.#opened)?.store.close();
  }

  #open(): Promise<Opened> {
    return (this.#opened ??= open(this.#request, this.#options));
  }
}

async function open(request: OpenRequest, options: ReadingOptions): Promise<Opened> {
  const { workingDirectory } = request;
  const locations = await resolveLocations(request);
  const places = { root: await rootOf(locations, workingDirectory), workingDirectory };
  const store = new LocalFiles(places);
  const { checksums } = options;
  const setup: DatasetSetup = {
    store,
    options,
    where: locations.map(({ given }) => given).join(', '),
    list: (signal) => expand(locations, places, signal),
    ...(checksums !== undefined && { check: async (files, signal) => (await import('./checksums.ts')).checkFiles(files, store, { list: checksums, workingDirectory }, signal) }),
  };
  return { locations, places, store, dataset: new FileDataset(setup) };
}
