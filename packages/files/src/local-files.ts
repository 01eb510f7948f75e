/** The local disk as a store of files. */
import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import { SourceError } from '@datasig/core';
import type { FileReference, FileStore, OnceStream, StoredFile, VersionedFile } from '@datasig/formats/dataset';
import { inputFile, type Places, shownPath } from './expand.ts';
import { accessing } from './file-error.ts';
import { standardInput } from './location.ts';
import { OpenFile } from './open-file.ts';
import { StreamInput } from './stream-input.ts';

/** Files below a root, and streams, each of which is opened once. */
export class LocalFiles implements FileStore {
  readonly concurrency = 16;
  readonly #places: Places;
  readonly #streams: Map<string, StreamInput> = new Map();

  constructor(places: Places) {
    this.#places = places;
  }

  shownAs(name: string): string {
    return shownPath(name === standardInput ? name : this.pathOf(name), this.#places);
  }

  /** The absolute path of a file at rest. */
  pathOf(name: string): string {
    return join(this.#places.root, name);
  }

  async find(name: string): Promise<StoredFile | undefined> {
    const path = this.pathOf(name);
    const stats = await accessing(this.shownAs(name), () => stat(path)).catch(absent);
    return stats?.isFile() === true ? inputFile(path, stats, this.#places, false) : undefined;
  }

  open({ name, shown, version }: VersionedFile): Promise<OpenFile> {
    return OpenFile.open(this.pathOf(name), shown, version);
  }

  stream({ name, shown }: FileReference): OnceStream {
    const stream = this.#streams.get(name) ?? new StreamInput(name === standardInput ? name : this.pathOf(name), shown);
    this.#streams.set(name, stream);
    return stream;
  }

  /** Ends all streams. */
  close(): void {
    for (const stream of this.#streams.values()) stream.close();
  }
}

function absent(error: unknown): undefined {
  if (error instanceof SourceError && error.code === 'source-not-found') return undefined;
  throw error;
}
