/** A source over files that the user gave to the page. */
import { SourceError } from '@datasig/core';
import type { Batch, PlanOptions, ReadOptions, Shard, Source, SourceDescription, SourcePosition } from '@datasig/core/spec';
import { type DatasetOptions, FileDataset, type FileStore, type OpenedFile, stemOf, type StoredFile, type VersionedFile } from '@datasig/formats/dataset';

/** What goes to the workers. */
export interface NamedBlob {
  /** Path inside what was dropped. */
  readonly name: string;
  readonly blob: Blob;
}

const chunkByteLength = 256 * 1024;

/** All files together are one dataset. */
export class BlobSource implements Source {
  readonly specVersion = 'v1' as const;
  readonly #files: readonly NamedBlob[];
  readonly #dataset: FileDataset;

  constructor(files: readonly NamedBlob[], options: DatasetOptions = {}) {
    this.#files = files;
    const store = new BlobFiles(files);
    this.#dataset = new FileDataset({ store, options, where: 'these files', list: async () => store.all() });
  }

  async describe(signal?: AbortSignal): Promise<SourceDescription> {
    const [{ name }] = this.#files as readonly [NamedBlob];
    return { name: stemOf(name), connector: 'files', location: name, ...(await this.#dataset.describe(signal)) };
  }

  shards(options?: PlanOptions): Promise<readonly Shard[]> {
    return this.#dataset.shards(options);
  }

  read(shard: Shard, options?: ReadOptions): AsyncIterable<Batch> {
    return this.#dataset.read(shard, options);
  }

  locate(shard: Shard, position: SourcePosition): Promise<SourcePosition> {
    return this.#dataset.locate(shard, position);
  }
}

/** A blob never changes: a file that does can be read no more. */
class BlobFiles implements FileStore {
  readonly concurrency = 8;
  readonly #blobs: ReadonlyMap<string, Blob>;

  constructor(files: readonly NamedBlob[]) {
    this.#blobs = new Map(files.map(({ name, blob }) => [name, blob]));
  }

  shownAs(name: string): string {
    return name;
  }

  all(): readonly StoredFile[] {
    return [...this.#blobs].map(([name, { size }]) => ({ name, shown: name, named: false, version: { byteLength: size } }));
  }

  async find(name: string): Promise<StoredFile | undefined> {
    return this.all().find((file) => file.name === name);
  }

  async open({ name }: VersionedFile): Promise<OpenedFile> {
    const blob = this.#blobs.get(name);
    if (blob === undefined) throw new SourceError('source-not-found', `${name}: no such file`);
    const slice = async (start: number, end: number): Promise<Uint8Array> => new Uint8Array(await blob.slice(start, end).arrayBuffer());
    return {
      byteLength: blob.size,
      slice,
      async *stream(start = 0, end = blob.size, signal) {
        for (let position = start; position < end; position += chunkByteLength) {
          signal?.throwIfAborted();
          yield await slice(position, Math.min(position + chunkByteLength, end));
        }
      },
      assertUnchanged: async () => undefined,
      close: async () => undefined,
    };
  }
}
