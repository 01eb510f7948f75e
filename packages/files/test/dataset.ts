/** Real files in a folder of their own, and what comes out of them. */
import { mkdir, mkdtemp, readdir, realpath, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { gzipSync, zstdCompressSync } from 'node:zlib';
import { Fingerprinter, InvalidDataError } from '@datasig/core';
import type { Shard, Source, SourcePosition } from '@datasig/core/spec';
import { failureOf, summarize } from '@datasig/core/testing';
import { afterEach, beforeEach } from 'vitest';
import { files, type FilesOptions } from '../src/index.ts';

export { failureOf, summarize };
export { gzipSync as gzip, zstdCompressSync as zstd };

/** A folder that is there during one test. */
export class Folder {
  path = '';

  /** Writes files by their paths in the folder. */
  async write(contents: Readonly<Record<string, string | Uint8Array>>): Promise<void> {
    for (const [name, content] of Object.entries(contents)) {
      await mkdir(dirname(join(this.path, name)), { recursive: true });
      await writeFile(join(this.path, name), content);
    }
  }

  /** A source whose working directory is the folder. */
  open(locations: string | readonly string[], options: Omit<FilesOptions, 'locations'> = {}): Source {
    return files({ locations, workingDirectory: this.path, ...options });
  }
}

/** A new folder for every test of the file. */
export function useFolder(): Folder {
  const folder = new Folder();
  beforeEach(async () => {
    folder.path = await realpath(await mkdtemp(join(tmpdir(), 'datasig-files-')));
  });
  afterEach(async () => {
    await rm(folder.path, { recursive: true, force: true });
  });
  return folder;
}

/** The UID of everything in the source. */
export async function uidOf(source: Source): Promise<string> {
  return (await summarize(source)).identity!.uid;
}

/** Where the first invalid record of the shards stands in its file. */
export async function firstPlace(source: Source, shards: readonly Shard[]): Promise<{ readonly code: string; readonly position: SourcePosition }> {
  for (const shard of shards) {
    try {
      const fingerprinter = new Fingerprinter();
      for await (const batch of source.read(shard)) fingerprinter.add(batch);
    } catch (error) {
      if (!(error instanceof InvalidDataError)) throw error;
      return { code: error.code, position: await source.locate!(shard, error.position) };
    }
  }
  throw new Error('expected invalid data');
}

/** How many files this process holds open. */
export async function openFileCount(): Promise<number> {
  return (await readdir('/dev/fd')).length;
}

/** An IDX file: magic, dimensions, data. */
export function idx(shape: readonly number[], data: Uint8Array, type = 0x08): Uint8Array {
  const bytes = new Uint8Array(4 + 4 * shape.length + data.length);
  bytes.set([0, 0, type, shape.length]);
  const view = new DataView(bytes.buffer);
  shape.forEach((dimension, axis) => view.setUint32(4 + 4 * axis, dimension));
  bytes.set(data, 4 + 4 * shape.length);
  return bytes;
}

/** Images of 2 × 3 pixels and their labels, all different. */
export function idxPair(count: number, seed = 0): { readonly images: Uint8Array; readonly labels: Uint8Array } {
  return {
    images: idx([count, 2, 3], Uint8Array.from({ length: count * 6 }, (_, index) => (index * 7 + seed) % 251)),
    labels: idx([count], Uint8Array.from({ length: count }, (_, index) => (index + seed) % 10)),
  };
}
