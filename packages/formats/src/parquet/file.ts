/** An open Parquet file: what its footer says, checked, and its row groups as batches. */
import { InvalidDataError } from '@datasig/core';
import type { Batch, Column } from '@datasig/core/spec';
import type { ByteSource } from '../byte-source.ts';
import { type Codec, type Codecs, loadCodecs } from '../codecs/index.ts';
import { batchByteLength, batchCellCount, batchRowCount, recordByteLimit } from '../format.ts';
import { ChunkReader } from './chunk-reader.ts';
import { takeColumn } from './columns.ts';
import { codecFor } from './compression.ts';
import { invalidParquet } from './error.ts';
import { LeafReader } from './leaf-reader.ts';
import { type ColumnChunk, type FileMetadata, readMetadata, type RowGroup } from './metadata.ts';
import { PageRoom } from './page-room.ts';
import { buildSchema, type Leaf, type Node, type ParquetSchema } from './schema.ts';

/** Bytes that the columns of a file together read ahead. */
const aheadByteLength = 32 * 1024 * 1024;
const mostAheadByteLength = 512 * 1024;
const leastAheadByteLength = 16 * 1024;
/** Of sources that are told what comes next, and fetch it themselves. */
const mostToldByteLength = 128 * 1024;

/** A file whose footer has been read. */
export class ParquetFile {
  readonly metadata: FileMetadata;
  readonly schema: ParquetSchema;
  readonly #bytes: ByteSource;

  private constructor(bytes: ByteSource, metadata: FileMetadata) {
    this.#bytes = bytes;
    this.metadata = metadata;
    this.schema = buildSchema(metadata.elements);
  }

  /** @throws InvalidDataError when the footer is damaged or contradicts itself */
  static async open(bytes: ByteSource, signal?: AbortSignal): Promise<ParquetFile> {
    const file = new ParquetFile(bytes, await readMetadata(bytes, signal));
    file.metadata.groups.forEach((group, index) => checkGroup(group, index, file.schema.leaves));
    return file;
  }

  /**
   * The rows of a group, column by column, page after page.
   *
   * @param nodes the top-level fields to read, of the schema or made of them @throws InvalidDataError
   */
  async *readGroup(index: number, nodes: readonly Node[], signal?: AbortSignal): AsyncIterable<Batch> {
    const group = this.metadata.groups[index]!;
    for (const node of nodes) assertSupported(node);
    const leaves = await this.#openLeaves(nodes, group);
    const readers = [...leaves.values()];
    const mostRows = Math.max(1, Math.min(batchRowCount, Math.floor(batchCellCount / Math.max(1, readers.length))));
    let before = mostRows;
    for (let row = 0; row < group.rowCount; ) {
      signal?.throwIfAborted();
      // Twice what the last batch had: looking at the sizes of rows that will not fit is wasted.
      const rowCount = await prepareRows(readers, Math.min(mostRows, 2 * before, group.rowCount - row), signal);
      yield { kind: 'columns', rowCount, columns: takeColumns(nodes, leaves, rowCount) };
      row += rowCount;
      before = rowCount;
    }
    for (const reader of readers) await assertEnd(reader, signal);
  }

  async #openLeaves(nodes: readonly Node[], group: RowGroup): Promise<ReadonlyMap<number, LeafReader>> {
    const numbers = nodes.flatMap(({ firstLeaf, endLeaf }) => Array.from({ length: endLeaf - firstLeaf }, (_, offset) => firstLeaf + offset));
    const codecs: Codecs = await loadCodecs(numbers.flatMap((number) => codecOf(group.chunks[number]!) ?? []));
    const most = this.#bytes.expect === undefined ? mostAheadByteLength : mostToldByteLength;
    const windowByteLength = Math.min(most, Math.max(leastAheadByteLength, Math.floor(aheadByteLength / Math.max(1, numbers.length))));
    const room = new PageRoom();
    this.#bytes.expect?.(numbers.map((number) => group.chunks[number]!));
    return new Map(
      numbers.map((number) => {
        const leaf = this.schema.leaves[number]!;
        const chunk = group.chunks[number]!;
        return [number, new LeafReader(leaf, new ChunkReader(this.#bytes, chunk, { leaf, codec: chunk.codec, codecs }, windowByteLength, room))];
      }),
    );
  }
}

/** Rows that every leaf has at hand, of about `batchByteLength` bytes together. */
async function prepareRows(readers: readonly LeafReader[], limit: number, signal: AbortSignal | undefined): Promise<number> {
  let rowCount = limit;
  for (const reader of readers) {
    rowCount = await inLeaf(reader.leaf, () => reader.prepare(rowCount, signal));
    if (rowCount === 0) throw invalidParquet('a column ends before the last row of its row group', { column: reader.leaf.path.join('.') });
  }
  for (; ; rowCount = Math.ceil(rowCount / 2)) {
    const byteLength = readers.reduce((sum, reader) => sum + reader.byteLengthOf(rowCount), 0);
    if (byteLength <= batchByteLength) return rowCount;
    if (rowCount === 1 && byteLength > recordByteLimit) throw new InvalidDataError('record-too-large', `a row takes ${byteLength} bytes; ${recordByteLimit} are allowed`);
    if (rowCount === 1) return rowCount;
  }
}

function takeColumns(nodes: readonly Node[], leaves: ReadonlyMap<number, LeafReader>, rowCount: number): Column[] {
  return nodes.map((node) => takeColumn(node, leaves, rowCount));
}

async function assertEnd(reader: LeafReader, signal: AbortSignal | undefined): Promise<void> {
  if ((await inLeaf(reader.leaf, () => reader.prepare(1, signal))) === 0) return;
  throw invalidParquet('a column goes on after the last row of its row group', { column: reader.leaf.path.join('.') });
}

async function inLeaf<T>({ path }: Leaf, action: () => Promise<T>): Promise<T> {
  try {
    return await action();
  } catch (error) {
    throw error instanceof InvalidDataError ? error.at({ column: path.join('.') }) : error;
  }
}

function assertSupported(node: Node): void {
  switch (node.type) {
    case 'unsupported':
      throw node.error;
    case 'struct':
      return node.fields.forEach(assertSupported);
    case 'list':
      return assertSupported(node.element);
    case 'map':
      assertSupported(node.key);
      return assertSupported(node.value);
    case 'leaf':
    case 'tensor':
  }
}

/** Holds a group's chunks against the schema. */
function checkGroup({ rowCount, chunks }: RowGroup, index: number, leaves: readonly Leaf[]): void {
  if (chunks.length !== leaves.length) throw invalidParquet(`row group ${index} has ${chunks.length} columns; the schema has ${leaves.length}`);
  leaves.forEach((leaf, number) => {
    const chunk = chunks[number]!;
    const column = leaf.path.join('.');
    if (chunk.path.join('.') !== column || chunk.type !== leaf.physicalType) throw invalidParquet(`row group ${index} has another column here than the schema`, { column });
    const isFlat = leaf.maximumRepetition === 0;
    if (isFlat ? chunk.valueCount !== rowCount : chunk.valueCount < rowCount) throw invalidParquet(`row group ${index} has ${rowCount} rows and ${chunk.valueCount} values in this column`, { column });
  });
}

/** What decompresses a chunk. @throws InvalidDataError when it cannot be read at all */
function codecOf({ path, codec, encrypted, filePath }: ColumnChunk): Codec | undefined {
  const position = { column: path.join('.') };
  if (encrypted) throw new InvalidDataError('encrypted-data', 'the column is encrypted; Datasig reads no encrypted Parquet', position);
  if (filePath !== undefined) throw new InvalidDataError('unsupported-value', 'the column is in another file than the footer; name files that hold their data themselves', position);
  try {
    return codecFor(codec);
  } catch (error) {
    throw error instanceof InvalidDataError ? error.at(position) : error;
  }
}
