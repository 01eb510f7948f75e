/** The files of a dataset on the Hub, at one commit, as a store. */
import type { FileStore, FileVersion, OpenedFile, StoredFile, VersionedFile } from '@datasig/formats/dataset';
import type { Hub } from './hub/hub.ts';
import type { HubFile } from './hub/hub-file.ts';

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
    return this.#spools ? this.#hub.openSpooled(dataset, sha, file) : this.#hub.open(dataset, sha, file);
  }
}
