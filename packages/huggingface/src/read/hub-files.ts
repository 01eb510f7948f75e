/** The files of a dataset on the Hub, at one commit, as a store. */
import type { ByteSource } from '@datasig/formats';
import type { FileStore, FileVersion, OpenedFile, StoredFile, VersionedFile } from '@datasig/formats/dataset';
import type { Hub } from '../hub/hub.ts';
import type { HubFile } from '../hub/hub-file.ts';
import { RangeCache } from './range-cache.ts';

/** Bytes that are kept of each open file. */
const keptByteLength = 24 * 1024 * 1024;
/** Files that stay open when nobody reads them: the shard that comes next is mostly of the same file. */
const idleFileCount = 2;

/** A dataset at one commit. */
export interface Commit {
  readonly dataset: string;
  readonly sha: string;
}

/** A file, and who reads it. */
interface Held {
  readonly opened: OpenedFile;
  readonly cache: RangeCache;
  userCount: number;
}

/** Opens files of one commit. */
export class HubFiles implements FileStore {
  readonly concurrency = 16;
  readonly #hub: Hub;
  readonly #commit: Commit;
  readonly #files: ReadonlyMap<string, HubFile>;
  readonly #open: (file: HubFile) => OpenedFile;
  /** In the order of their last use. */
  readonly #held = new Map<string, Held>();

  /**
   * @param files those that may be looked for; what is opened need not be among them
   * @param spools whether files are fetched whole, and held against their digests, before they are read
   */
  constructor(hub: Hub, commit: Commit, files: readonly HubFile[] = [], spools = false) {
    this.#hub = hub;
    this.#commit = commit;
    this.#files = new Map(files.map((file) => [file.path, file]));
    const { dataset, sha } = commit;
    this.#open = (file) => (spools ? this.#hub.openSpooled(dataset, sha, file) : this.#hub.open(dataset, sha, file));
  }

  shownAs(name: string): string {
    return `${this.#commit.dataset}: ${name}`;
  }

  async find(name: string): Promise<StoredFile | undefined> {
    const file = this.#files.get(name);
    return file === undefined ? undefined : this.stored(file, false);
  }

  /** A file of a listing as what may hold data. */
  stored({ path, byteLength, oid, sha256 }: HubFile, named: boolean, part?: string): StoredFile {
    return { name: path, shown: this.shownAs(path), version: { byteLength, oid, ...(sha256 !== undefined && { sha256 }) }, named, ...(part !== undefined && { part }) };
  }

  async open({ name, version }: VersionedFile): Promise<OpenedFile> {
    const { oid, sha256 } = version as FileVersion & Pick<HubFile, 'oid' | 'sha256'>;
    const held = this.#held.get(name) ?? this.#hold({ path: name, byteLength: version.byteLength, oid, ...(sha256 !== undefined && { sha256 }) });
    held.userCount++;
    this.#held.delete(name);
    this.#held.set(name, held);
    return this.#asUsed(held);
  }

  #hold(file: HubFile): Held {
    const opened = this.#open(file);
    return { opened, cache: new RangeCache(opened, keptByteLength), userCount: 0 };
  }

  #asUsed(held: Held): OpenedFile {
    const { opened, cache } = held;
    const bytes: ByteSource = cache;
    return {
      byteLength: bytes.byteLength,
      slice: (start, end, signal) => bytes.slice(start, end, signal),
      stream: (start, end, signal) => bytes.stream(start, end, signal),
      assertUnchanged: () => opened.assertUnchanged(),
      close: async () => {
        held.userCount--;
        await this.#closeIdle(idleFileCount);
      },
    };
  }

  /** Closes what nobody reads. */
  async close(): Promise<void> {
    await this.#closeIdle(0);
  }

  async #closeIdle(keptCount: number): Promise<void> {
    const idle = [...this.#held].filter(([, { userCount }]) => userCount === 0);
    for (const [name, { opened }] of idle.slice(0, Math.max(0, idle.length - keptCount))) {
      this.#held.delete(name);
      await opened.close();
    }
  }
}
