/** The source over FASTA files: one shard a file. */
import { createReadStream, type Stats } from 'node:fs';
import { readdir, stat } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { InvalidDataError, SourceError } from '@datasig/core';
import type { Batch, ReadOptions, Reopening, Shard, Source, SourceDescription } from '@datasig/core/spec';
import { schema, toBatches } from './to-record.ts';

/** What a shard's descriptor holds: enough to find the file again and to see that it is the same. */
interface FileVersion {
  readonly name: string;
  readonly byteLength: number;
  readonly mtimeMs: number;
}

/** A file, or all `.fasta` and `.fa` files of a folder. */
export class FastaSource implements Source {
  readonly specVersion = 'v1' as const;
  readonly reopening: Reopening;
  readonly #path: string;

  constructor(path: string, reopening: Reopening) {
    this.#path = path;
    this.reopening = reopening;
  }

  async describe(): Promise<SourceDescription> {
    const name = basename(this.#path);
    const files = await this.#files();
    return {
      name: name.replace(/\.(?:fasta|fa)$/, ''),
      connector: 'fasta',
      location: name,
      schema,
      byteLength: files.reduce((sum, file) => sum + file.byteLength, 0),
      capabilities: { reopenable: true, columnSelection: false, untypedText: false },
    };
  }

  async shards(): Promise<readonly Shard[]> {
    const files = await this.#files();
    return files.map((file) => ({ id: file.name, descriptor: { ...file }, byteLength: file.byteLength }));
  }

  async *read(shard: Shard, options: ReadOptions = {}): AsyncIterable<Batch> {
    options.signal?.throwIfAborted();
    const planned = shard.descriptor as unknown as FileVersion;
    const path = join((await this.#folder()) ?? dirname(this.#path), planned.name);
    const found = await versionOf(path);
    if (found.byteLength !== planned.byteLength || found.mtimeMs !== planned.mtimeMs) {
      throw new SourceError('source-changed', `${planned.name} has changed since the run was planned; run again when nothing writes to it`, { retryable: true });
    }
    yield* toBatches(readLines(path, planned.name, options), planned.name);
  }

  async #folder(): Promise<string | undefined> {
    return (await describeFile(this.#path)).isDirectory() ? this.#path : undefined;
  }

  /** In the order of their names, which is the same everywhere. */
  async #files(): Promise<readonly FileVersion[]> {
    const folder = await this.#folder();
    if (folder === undefined) return [await versionOf(this.#path)];
    const names = (await readdir(folder)).filter((name) => /\.(?:fasta|fa)$/.test(name)).sort();
    if (names.length === 0) throw new SourceError('source-not-found', `${basename(folder)} holds no .fasta or .fa file`);
    return Promise.all(names.map((name) => versionOf(join(folder, name))));
  }
}

async function versionOf(path: string): Promise<FileVersion> {
  const { size, mtimeMs } = await describeFile(path);
  return { name: basename(path), byteLength: size, mtimeMs };
}

async function describeFile(path: string): Promise<Stats> {
  return stat(path).catch((cause: unknown) => {
    throw new SourceError('source-not-found', `${basename(path)}: no such file or folder`, { cause });
  });
}

/** Lines without their ends. Text is decoded strictly: what is not UTF-8 must not become a record. */
async function* readLines(path: string, file: string, { signal, onBytes }: ReadOptions): AsyncIterable<string> {
  const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });
  let rest = '';
  try {
    for await (const chunk of createReadStream(path) as AsyncIterable<Uint8Array>) {
      signal?.throwIfAborted();
      onBytes?.(chunk.length);
      const lines = (rest + decoder.decode(chunk, { stream: true })).split(/\r?\n/);
      rest = lines.pop()!;
      yield* lines;
    }
    rest += decoder.decode();
  } catch (cause) {
    if (!(cause instanceof TypeError)) throw cause;
    throw new InvalidDataError('invalid-utf8', 'text is not valid UTF-8; convert the file to UTF-8', { file }, { cause });
  }
  if (rest !== '') yield rest;
}
