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

  async all(): Promise<readonly StoredFile[]> {
    const files: StoredFile[] = [];
    for (const [name, blob] of this.#blobs) {
      const { size } = await withKnownSize(blob, name);
      files.push({ name, shown: name, named: this.#areNamed, version: { byteLength: size } });
    }
    return files;
  }

  async find(name: string): Promise<StoredFile | undefined> {
    return (await this.all()).find((file) => file.name === name);
  }

  async open({ name, version }: VersionedFile): Promise<OpenedFile> {
    const chosen = this.#blobs.get(name);
    if (chosen === undefined) throw new SourceError('source-not-found', `${name}: no such file among those that were chosen`, { context: { file: name } });
    const blob = await withKnownSize(chosen, name);
    if (blob.size !== version.byteLength) throw unreadable(name);
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

/**
 * The same blob, unless it says to be empty; then it is read. Chromium says so of a file that it cannot read, gives empty
 * slices of it, and only refuses the whole: for example names that the locale cannot write.
 */
async function withKnownSize(blob: Blob, file: string): Promise<Blob> {
  return blob.size > 0 ? blob : new Blob([await readAll(() => blob, file)]);
}

/** All bytes of a range: fewer would be other data. */
async function bytesOf(blob: Blob, start: number, end: number, file: string): Promise<Uint8Array> {
  const bytes = await readAll(() => blob.slice(start, end), file);
  if (bytes.byteLength !== Math.max(0, Math.min(end, blob.size) - start)) throw unreadable(file);
  return new Uint8Array(bytes);
}

async function readAll(part: () => Blob, file: string): Promise<ArrayBuffer> {
  try {
    return await part().arrayBuffer();
  } catch (cause) {
    throw unreadable(file, cause);
  }
}

function unreadable(file: string, cause?: unknown): SourceError {
  return new SourceError('source-unreadable', `${file}: the browser cannot read it any more: it was changed, moved or removed after it was chosen; choose it again`, { context: { file }, ...(cause !== undefined && { cause }) });
}
