/** The files of a dataset on the Hub, at one commit, as a store. */
import type { FileStore, FileVersion, OpenedFile, StoredFile, VersionedFile } from '@datasig/formats/dataset';
import type { Hub } from './hub/hub.ts';
import type { HubFile } from './hub/hub-file.ts';
import { RangeCache } from './range-cache.ts';
import { isArchive } from './resolve/modules.ts';
import { SharedFile } from './shared-file.ts';

/** Bytes that are kept of an archive. */
const archiveByteLength = 16 * 1024 * 1024;

/** A dataset at one commit. */
export interface Commit {
  readonly dataset: string;
  readonly sha: string;
}

/** Opens files of one commit. */
export class HubFiles implements FileStore {
  readonly concurrency = 16;
  readonly #hub: Hub;
  readonly #commit: Commit;
  readonly #files: ReadonlyMap<string, HubFile>;
  readonly #spools: boolean;
  /** Archives, and files that are fetched whole, by name: they are opened again and again, and kept until another is wanted. */
  readonly #shared: Map<string, SharedFile> = new Map();

  /**
   * @param files those that may be looked for; what is opened need not be among them
   * @param spools whether files are fetched whole, and held against their digests, before they are read
   */
  constructor(hub: Hub, commit: Commit, files: ReadonlyMap<string, HubFile> = new Map(), spools = false) {
    this.#hub = hub;
    this.#commit = commit;
    this.#files = files;
    this.#spools = spools;
  }

  shownAs(name: string): string {
    return `${this.#commit.dataset}: ${name}`;
  }

  async find(name: string): Promise<StoredFile | undefined> {
    const file = this.#files.get(name);
    return file === undefined ? undefined : this.stored(file, false);
  }

  /** A file of the listing as what may hold data. */
  stored({ path, byteLength, oid, sha256 }: HubFile, named: boolean, part?: string): StoredFile {
    return { name: path, shown: this.shownAs(path), version: { byteLength, oid, ...(sha256 !== undefined && { sha256 }) }, named, ...(part !== undefined && { part }) };
  }

  async open({ name, version }: VersionedFile): Promise<OpenedFile> {
    const { dataset, sha } = this.#commit;
    const file: HubFile = { path: name, ...(version as FileVersion & Omit<HubFile, 'path'>) };
    return this.#spools || isArchive(name) ? await this.#share(file) : this.#hub.open(dataset, sha, file);
  }

  /** Closes what nobody reads, and removes what was fetched whole. */
  async close(): Promise<void> {
    for (const [name, shared] of this.#shared) {
      if (shared.userCount > 0) continue;
      this.#shared.delete(name);
      await shared.close();
    }
  }

  async #share(file: HubFile): Promise<OpenedFile> {
    const shared = this.#shared.get(file.path) ?? this.#openShared(file);
    this.#shared.set(file.path, shared);
    const used = shared.use();
    await this.close();
    return used;
  }

  #openShared(file: HubFile): SharedFile {
    const { dataset, sha } = this.#commit;
    if (this.#spools) return new SharedFile(this.#hub.openSpooled(dataset, sha, file));
    const opened = this.#hub.open(dataset, sha, file);
    return new SharedFile(opened, new RangeCache(opened, archiveByteLength));
  }
}
