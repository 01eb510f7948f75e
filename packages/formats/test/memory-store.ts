/** Files in memory as a store, with what is asked of it. */
import { gzipSync } from 'node:zlib';
import { SourceError } from '@datasig/core';
import { FileDataset, type DatasetOptions, type FileStore, type OpenedFile, type StoredFile, type VersionedFile } from '../src/dataset/index.ts';
import { byteSource, toBytes } from './read.ts';

export { gzipSync as gzip };

/** A file's content, and the part that it belongs to. */
export type MemoryFile = string | Uint8Array | { readonly content: string | Uint8Array; readonly part?: string; readonly named?: boolean };

/** Files by name. A file has changed when its content was replaced. */
export class MemoryStore implements FileStore {
  readonly concurrency: number;
  readonly files: Map<string, StoredFile & { readonly bytes: Uint8Array }> = new Map();
  /** How often a file was opened, how many are open, and how many ever were at a time. */
  openedCount = 0;
  openCount = 0;
  mostOpenCount = 0;

  constructor(contents: Readonly<Record<string, MemoryFile>>, concurrency = 4) {
    this.concurrency = concurrency;
    for (const [name, file] of Object.entries(contents)) this.put(name, file);
  }

  put(name: string, file: MemoryFile): void {
    const { content, ...rest } = typeof file === 'string' || file instanceof Uint8Array ? { content: file } : file;
    const bytes = toBytes(content);
    this.files.set(name, { name, shown: this.shownAs(name), named: false, version: { byteLength: bytes.length, revision: this.files.size }, bytes, ...rest });
  }

  shownAs(name: string): string {
    return `memory/${name}`;
  }

  async find(name: string): Promise<StoredFile | undefined> {
    return this.files.get(name);
  }

  async open({ name, shown, version }: VersionedFile): Promise<OpenedFile> {
    const file = this.files.get(name);
    if (file === undefined) throw new SourceError('source-not-found', `${shown}: no such file`);
    const assertUnchanged = async (): Promise<void> => {
      if (JSON.stringify(this.files.get(name)?.version) !== JSON.stringify(version)) throw new SourceError('source-changed', `${shown}: changed`);
    };
    await assertUnchanged();
    this.openedCount++;
    this.mostOpenCount = Math.max(this.mostOpenCount, ++this.openCount);
    return { ...byteSource(file.bytes, 1 << 16), assertUnchanged, close: async () => void this.openCount-- };
  }

  /** The dataset of all files, or of some in their order. */
  dataset(options: DatasetOptions = {}, names: readonly string[] = [...this.files.keys()]): FileDataset {
    return new FileDataset({ store: this, options, where: 'memory', list: async () => names.map((name) => this.files.get(name)!) });
  }
}
