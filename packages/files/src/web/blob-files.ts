/** A store of blobs. */
import { SourceError } from '@datasig/core';
import type { FileStore, OpenedFile, StoredFile, VersionedFile } from '@datasig/formats/dataset';

/** A file, or anything else whose bytes a page has; structured-cloneable, for workers. */
export interface NamedBlob {
  /** Its name; in a folder the path inside it, with `/` between the segments. */
  readonly name: string;
  readonly blob: Blob;
}

/** A stream is read by so much at a time. */
const chunkByteLength = 256 * 1024;

/** Blobs by name, in their order. A browser refuses to read one whose file was changed. */
export class BlobFiles implements FileStore {
  readonly concurrency = 8;
  readonly #blobs: ReadonlyMap<string, Blob>;
  readonly #areNamed: boolean;

  /** @param areNamed whether the user chose each of them */
  constructor(files: readonly NamedBlob[], areNamed: boolean) {
    this.#blobs = new Map(files.map(({ name, blob }) => [name, blob]));
    this.#areNamed = areNamed;
  }

  shownAs(name: string): string {
    return name;
  }

  all(): readonly StoredFile[] {
    return [...this.#blobs].map(([name, { size }]) => ({ name, shown: name, named: this.#areNamed, version: { byteLength: size } }));
  }

  async find(name: string): Promise<StoredFile | undefined> {
    return this.all().find((file) => file.name === name);
  }

  async open({ name }: VersionedFile): Promise<OpenedFile> {
    const blob = this.#blobs.get(name);
    if (blob === undefined) throw new SourceError('source-not-found', `${name}: no such file among those that were chosen`, { context: { file: name } });
    const slice = (start: number, end: number): Promise<Uint8Array> => bytesOf(blob, start, end, name);
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

async function bytesOf(blob: Blob, start: number, end: number, file: string): Promise<Uint8Array> {
  try {
    return new Uint8Array(await blob.slice(start, end).arrayBuffer());
  } catch (cause) {
    throw new SourceError('source-unreadable', `${file}: the browser cannot read it any more: it was changed, moved or removed after it was chosen; choose it again`, { context: { file }, cause });
  }
}
