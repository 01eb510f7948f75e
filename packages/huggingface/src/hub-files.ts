/** The files of a dataset on the Hub, at one commit, as a store. */
import type { FileStore, FileVersion, OpenedFile, StoredFile, VersionedFile } from '@datasig/formats/dataset';
import type { Hub } from './hub/hub.ts';
import type { HubFile } from './hub/hub-file.ts';

/** A dataset at one commit. */
export interface Commit {
  readonly dataset: string;
  readonly sha: string;
}

/** A file that was fetched whole, and how many read it. */
interface Spooled {
  readonly opened: OpenedFile;
  userCount: number;
}

/** Opens files of one commit. */
export class HubFiles implements FileStore {
  readonly concurrency = 16;
  readonly #hub: Hub;
  readonly #commit: Commit;
  readonly #files: ReadonlyMap<string, HubFile>;
  readonly #spools: boolean;
  /** By name. One that nobody reads is kept until another is wanted: files in an archive are opened one after another. */
  readonly #spooled = new Map<string, Spooled>();

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
    return this.#spools ? await this.#share(file) : this.#hub.open(dataset, sha, file);
  }

  /** Removes what was fetched whole. */
  async close(): Promise<void> {
    await this.#closeIdle();
  }

  async #share(file: HubFile): Promise<OpenedFile> {
    const { dataset, sha } = this.#commit;
    const spooled = this.#spooled.get(file.path) ?? { opened: this.#hub.openSpooled(dataset, sha, file), userCount: 0 };
    this.#spooled.set(file.path, spooled);
    spooled.userCount++;
    await this.#closeIdle();
    const { opened } = spooled;
    return {
      byteLength: opened.byteLength,
      slice: (start, end, signal) => opened.slice(start, end, signal),
      stream: (start, end, signal) => opened.stream(start, end, signal),
      assertUnchanged: () => opened.assertUnchanged(),
      close: async () => void spooled.userCount--,
    };
  }

  async #closeIdle(): Promise<void> {
    for (const [name, { opened, userCount }] of this.#spooled) {
      if (userCount > 0) continue;
      this.#spooled.delete(name);
      await opened.close();
    }
  }
}
