/** The records of a metadata file: its rows, with the contents of files in the place of their names. */
import { SourceError } from '@datasig/core';
import type { Batch, Column, ColumnBatch, ReadOptions, Value } from '@datasig/core/spec';
import { sliceBatch } from '../image/slice-batch.ts';
import type { FileReadOptions } from './read-file.ts';
import { type FileLinks, namesAt, resolveName, type RowNames } from './file-links.ts';
import { folderOf } from './file-name.ts';
import { inGroups } from './in-groups.ts';
import type { FileColumn } from './media.ts';
import type { Openable } from './opening.ts';
import { batchByteLength, batchFileCount, type MediaReadOptions, readMediaFile } from './read-media.ts';
import type { FileStore } from './stored-file.ts';

/** The metadata file, and the files that its rows name. */
export interface DescribedShard {
  readonly files: readonly Openable[];
  readonly links: FileLinks;
  /** Whether an empty name is none. */
  readonly emptyIsNull: boolean;
}

/** What reading rows takes. */
interface DescribedReadOptions extends MediaReadOptions, Pick<ReadOptions, 'columns'> {}

/** The columns to ask a metadata file for, so that it gives fields. */
export function columnsFor(fields: FileReadOptions['columns'], links: FileLinks): FileReadOptions['columns'] {
  return fields && [...fields.filter((field) => !Object.hasOwn(links, field)), ...Object.keys(links).filter((column) => fields.includes(links[column]!.field))];
}

/** @throws InvalidDataError with the file, or the row; SourceError */
export async function* readDescribed(batches: AsyncIterable<Batch>, shard: DescribedShard, store: FileStore, options: DescribedReadOptions): AsyncIterable<Batch> {
  const reader = new RowReader(shard, store, options);
  for await (const batch of batches) yield* reader.read(batch as ColumnBatch);
}

/** A column that names files, and the files of each row of its batch. */
interface LinkedColumn {
  readonly column: Column;
  readonly link: FileColumn;
  readonly rows: readonly (Openable | null | readonly (Openable | null)[])[];
}

class RowReader {
  readonly #shard: DescribedShard;
  readonly #store: FileStore;
  readonly #options: DescribedReadOptions;
  readonly #folder: string;
  readonly #files: ReadonlyMap<string, Openable>;

  constructor(shard: DescribedShard, store: FileStore, options: DescribedReadOptions) {
    const [table, ...files] = shard.files;
    this.#shard = shard;
    this.#store = store;
    this.#options = options;
    this.#folder = folderOf(table!.name);
    this.#files = new Map(files.map((file) => [file.name, file]));
  }

  /** Few rows at a time: their files are held together. */
  async *read({ columns, ...others }: ColumnBatch): AsyncIterable<Batch> {
    const batch: ColumnBatch = { ...others, columns: columns.filter((column) => this.#isWanted(this.#linkOf(column))) };
    const linked = batch.columns.flatMap((column) => this.#link(column, batch.rowCount));
    for (let start = 0; start < batch.rowCount; ) {
      let [end, byteLength] = [start, 0];
      for (; end < batch.rowCount && end - start < batchFileCount && byteLength < batchByteLength; end++) byteLength += linked.reduce((sum, { rows }) => sum + byteLengthOf(rows[end]!), 0);
      const replaced = new Map<Column, Column>();
      for (const each of linked) replaced.set(each.column, { type: 'values', name: each.link.field, values: await this.#contents(each.rows.slice(start, end)) });
      yield sliceBatch(batch, start, end, replaced);
      start = end;
    }
  }

  #link(column: Column, rowCount: number): readonly LinkedColumn[] {
    const link = this.#linkOf(column);
    if (link === undefined) return [];
    const rows = Array.from({ length: rowCount }, (_, row) => this.#filesOf(namesAt(column, link, row, this.#shard.emptyIsNull)));
    return [{ column, link, rows }];
  }

  /** Files that nobody asked for are not read. */
  #isWanted(link: FileColumn | undefined): boolean {
    return link === undefined || (this.#options.columns?.includes(link.field) ?? true);
  }

  #linkOf({ name }: Column): FileColumn | undefined {
    return Object.hasOwn(this.#shard.links, name) ? this.#shard.links[name] : undefined;
  }

  #filesOf(names: RowNames): LinkedColumn['rows'][number] {
    return names === null || typeof names === 'string' ? this.#fileOf(names) : names.map((name) => this.#fileOf(name));
  }

  #fileOf(name: string | null): Openable | null {
    if (name === null) return null;
    const file = this.#files.get(resolveName(this.#folder, name));
    if (file !== undefined) return file;
    const { shown } = this.#shard.files[0]!;
    throw new SourceError('source-changed', `${shown}: the file names other files than when it was looked at; run again when nothing writes to it`, { context: { file: shown }, retryable: true });
  }

  /** What is in the files of some rows. */
  async #contents(rows: LinkedColumn['rows']): Promise<readonly Value[]> {
    const files = rows.flat().filter((file) => file !== null);
    const read: Value[] = [];
    for await (const group of inGroups(files, this.#store.concurrency, (file) => readMediaFile(this.#store, file, this.#options))) read.push(...group);
    let next = 0;
    const contentOf = (file: Openable | null): Value => (file === null ? null : read[next++]);
    return rows.map((row) => (Array.isArray(row) ? (row as readonly (Openable | null)[]).map(contentOf) : contentOf(row as Openable | null)));
  }
}

function byteLengthOf(row: LinkedColumn['rows'][number]): number {
  return [row].flat().reduce((sum, file) => sum + (file?.version?.byteLength ?? 0), 0);
}
