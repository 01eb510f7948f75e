/**
 * The cache of the Hub's Python library, read and never written:
 * `datasets--owner--name/{refs/<revision>,snapshots/<sha>/<path>,blobs/<digest>}`, where the files of a snapshot are
 * links to blobs, whose names are SHA-256 or git object names; `trees/<sha>.json` where a newer one downloaded it.
 */
import { compareText, SourceError } from '@datasig/core';
import { isPlainPath, isSha } from '../access/endpoint.ts';
import type { HubDataset } from '../dataset.ts';
import type { ByteStore } from '../file/byte-store.ts';
import { expectedDigest } from '../file/digest.ts';
import type { HubFile } from '../hub-file.ts';
import { identify } from './identify.ts';
import { LocalStore } from './local-store.ts';
import { type Files, nodeFiles } from './node-files.ts';
import { parseTree } from './tree.ts';

/** One cache folder. */
export class LocalCache {
  readonly #folder: string;
  readonly #files: Files;

  private constructor(folder: string, files: Files) {
    this.#folder = folder;
    this.#files = files;
  }

  /** Undefined where there are no files. */
  static at(folder: string): LocalCache | undefined {
    const files = nodeFiles();
    return files === undefined ? undefined : new LocalCache(folder, files);
  }

  /** What a branch, tag or commit was when it was downloaded. @throws SourceError `offline-missing` */
  async dataset(name: string, revision: string): Promise<HubDataset> {
    const sha = isSha(revision) ? revision : isPlainPath(revision) ? (await this.#text(`${this.#repository(name)}/refs/${revision}`))?.trim() : undefined;
    if (!isSha(sha)) throw this.missing(name, `the revision ${revision}`);
    if ((await this.#tree(name, sha)) !== undefined) return { name, sha, gated: false, private: false, warnings: [] };
    if (!(await this.#exists(this.#snapshot(name, sha)))) throw this.missing(name, `the revision ${revision}`);
    return { name, sha, gated: false, private: false, warnings: [`offline: of ${name} only the files are known that the local cache holds`] };
  }

  /** As `Hub.listFiles` gives them; without a tree, files that were never downloaded are not known. */
  async listFiles(name: string, sha: string, path?: string): Promise<readonly HubFile[]> {
    if (path !== undefined && !isPlainPath(path)) throw this.missing(name, `the folder ${path}`);
    const known = (await this.#tree(name, sha))?.filter((file) => path === undefined || file.path.startsWith(`${path}/`));
    const files = known ?? (await this.#walk(name, sha, path));
    if (files.length === 0) throw this.missing(name, path === undefined ? 'files' : `the folder ${path}`);
    return files;
  }

  async #walk(name: string, sha: string, path: string | undefined): Promise<readonly HubFile[]> {
    const found: HubFile[] = [];
    const folders = [path ?? ''];
    for (let folder = folders.pop(); folder !== undefined; folder = folders.pop()) {
      for (const entry of await this.#entries(`${this.#snapshot(name, sha)}/${folder}`)) {
        const inside = folder === '' ? entry.name : `${folder}/${entry.name}`;
        if (entry.isDirectory()) folders.push(inside);
        else found.push(...(await this.#identified(name, sha, inside)));
      }
    }
    return found.sort((a, b) => compareText(a.path, b.path));
  }

  /** The file's bytes, where they are surely its own: of its size, in a blob of its digest. */
  async open(name: string, sha: string, file: HubFile, isOffline: boolean): Promise<ByteStore | undefined> {
    if (!isPlainPath(file.path)) return undefined;
    const path = `${this.#snapshot(name, sha)}/${file.path}`;
    try {
      const blob = (await this.#files.realpath(path)).split(/[\\/]/).at(-1);
      // Where the system has no links, a snapshot holds the files themselves: their listing has digested them.
      if (blob !== expectedDigest(file) && !isOffline) return undefined;
      return await LocalStore.open(this.#files, path, `${name}: ${file.path}`, file.byteLength);
    } catch (error) {
      if (isMissing(error) || !isOffline) return undefined;
      throw unreadable(`${name}: ${file.path}`, error);
    }
  }

  /** @param what is needed and not there */
  missing(name: string, what: string): SourceError {
    return new SourceError('offline-missing', `${name}: offline, and the local cache does not hold ${what}; unset HF_HUB_OFFLINE, or download it first (hf download --repo-type dataset ${name})`, {
      context: { dataset: name, missing: what },
    });
  }

  async #identified(name: string, sha: string, path: string): Promise<HubFile[]> {
    const file = await identify(this.#files, `${this.#snapshot(name, sha)}/${path}`, path);
    return file === undefined ? [] : [file];
  }

  /** The listing of the commit, where it was kept. */
  async #tree(name: string, sha: string): Promise<readonly HubFile[] | undefined> {
    const text = await this.#text(`${this.#repository(name)}/trees/${sha}.json`);
    return text === undefined ? undefined : parseTree(text);
  }

  #repository(name: string): string {
    return `${this.#folder}/datasets--${name.replaceAll('/', '--')}`;
  }

  #snapshot(name: string, sha: string): string {
    return `${this.#repository(name)}/snapshots/${sha}`;
  }

  async #text(path: string): Promise<string | undefined> {
    return await orUndefined(() => this.#files.readFile(path, 'utf8'));
  }

  async #exists(path: string): Promise<boolean> {
    return (await orUndefined(() => this.#files.stat(path))) !== undefined;
  }

  async #entries(path: string): Promise<Awaited<ReturnType<typeof readFolder>>> {
    return (await orUndefined(() => readFolder(this.#files, path))) ?? [];
  }
}

const readFolder = async (files: Files, path: string) => await files.readdir(path, { withFileTypes: true });

async function orUndefined<T>(action: () => Promise<T>): Promise<T | undefined> {
  try {
    return await action();
  } catch (error) {
    if (isMissing(error)) return undefined;
    throw unreadable('the local cache of the Hub', error);
  }
}

function unreadable(shown: string, cause: unknown): SourceError {
  return new SourceError('source-unreadable', `${shown}: the local cache cannot be read (${String((cause as { readonly code?: unknown } | null)?.code)}); check its permissions, or name another in HF_HUB_CACHE`, { cause });
}

function isMissing(error: unknown): boolean {
  return ['ENOENT', 'ENOTDIR'].includes(String((error as { readonly code?: unknown } | null)?.code));
}
